package org.ohmstead.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathBuilderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST interface of a running server; whatever it does not answer with success is a {@link Failed}. */
final class Server implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final String API = "/api/v1";
    private static final int PAGE = 200;

    /** A station may think as long about a command as the server lets it. */
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(3);

    private final URI base;
    private final String bearer;
    private final HttpClient client;
    private final Session session;

    /** @param trust empty for what Java trusts */
    Server(URI base, String bearer, Optional<SSLContext> trust, Session session) {
        this.base = base;
        this.bearer = bearer;
        this.session = session;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10));
        trust.ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    /** The server of this machine, by the address it named. Bound to every address, it is reached by its own. */
    static Server of(OwnersSession session) {
        String console = session.console()
                .toString()
                .replace("//0.0.0.0:", "//127.0.0.1:")
                .replace("//[::]:", "//[::1]:");
        return new Server(URI.create(console), session.bearer(), Optional.of(Trust.inThisMachine()), session::close);
    }

    /** What has to end when nothing more is asked. */
    @FunctionalInterface
    interface Session {
        void close() throws IOException;
    }

    /** {@code path("stations", "CP 1")} is {@code /stations/CP%201}. */
    static String path(String... segments) {
        return Stream.of(segments).map(segment -> "/" + encoded(segment)).collect(Collectors.joining());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static String query(String path, Map<String, Optional<String>> parameters) {
        String query = new TreeMap<>(parameters)
                .entrySet().stream()
                        .filter(it -> it.getValue().isPresent())
                        .map(it -> it.getKey() + "=" + encoded(it.getValue().get()))
                        .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }

    JsonNode get(String path) {
        return json(send(request(path).GET()));
    }

    JsonNode post(String path, JsonNode body) {
        return json(send(with("application/json", BodyPublishers.ofString(body.toString()), path, "POST")));
    }

    JsonNode put(String path, JsonNode body) {
        return json(send(with("application/json", BodyPublishers.ofString(body.toString()), path, "PUT")));
    }

    JsonNode postCsv(String path, BodyPublisher csv) {
        return json(send(with("text/csv", csv, path, "POST")));
    }

    void delete(String path) {
        send(request(path).DELETE());
    }

    /** All items of a list, fetched a page at a time while they are read. */
    Stream<JsonNode> items(String path, Map<String, Optional<String>> parameters) {
        Map<String, Optional<String>> whole = new HashMap<>(parameters);
        whole.put("limit", Optional.of("" + PAGE));
        return Stream.iterate(get(query(path, whole)), Objects::nonNull, page -> next(path, whole, page))
                .flatMap(page -> page.path("items").valueStream());
    }

    /** @return null after the last page, which a journal does not mark */
    private JsonNode next(String path, Map<String, Optional<String>> parameters, JsonNode page) {
        String next = page.path("next").asString("");
        if (next.isEmpty() || page.path("items").isEmpty()) {
            return null;
        }
        parameters.put("after", Optional.of(next));
        return get(query(path, parameters));
    }

    /**
     * The lines of a stream of server-sent events, as they come. Ends with the stream, or when nothing came for so long that the
     * server must be out of reach: it says something every few seconds.
     */
    Stream<String> events(String topics, Duration longestSilence) {
        HttpRequest request = request(query("/events", Map.of("topics", Optional.of(topics))))
                .GET()
                .build();
        HttpResponse<InputStream> response = exchange(request, BodyHandlers.ofInputStream());
        Stream<String> lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)).lines();
        if (response.statusCode() != 200) {
            throw refused(response.statusCode(), lines.collect(Collectors.joining("\n")));
        }
        AtomicLong heard = new AtomicLong(System.nanoTime());
        Thread.ofVirtual().start(() -> closeWhenSilent(response.body(), heard, longestSilence));
        return lines.peek(line -> heard.set(System.nanoTime()));
    }

    /** Sleeps until it would be silent for too long: there is nothing to wake whoever waits for something that does not happen. */
    private static void closeWhenSilent(InputStream stream, AtomicLong heard, Duration longest) {
        try (stream) {
            Duration left = longest;
            while (left.isPositive()) {
                Thread.sleep(left);
                left = longest.minusNanos(System.nanoTime() - heard.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder with(String type, BodyPublisher body, String path, String method) {
        return request(path).header("Content-Type", type).method(method, body);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + API + path)).header("Authorization", "Bearer " + bearer);
    }

    private String send(HttpRequest.Builder request) {
        HttpResponse<String> response = exchange(request.timeout(LONGEST_ANSWER).build(), BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw refused(response.statusCode(), response.body());
        }
        return response.body();
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return client.send(request, body);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new Failed(Exit.NO_SERVER, "no server answers at " + base + ".", e);
        } catch (SSLException e) {
            throw new Failed(Exit.NO_SERVER, base + " cannot prove that it is that server: " + why(e) + ".", e);
        } catch (IOException e) {
            String what = e instanceof HttpTimeoutException ? " was silent for too long" : " broke off";
            String doubt = request.method().equals("GET") ? "." : "; what was asked may have been done.";
            throw new Failed(Exit.NO_SERVER, "the connection to " + base + what + doubt, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failed(Exit.FAILED, "interrupted.", e);
        }
    }

    /** Java calls a certificate that nobody vouches for a path that cannot be built. */
    private static String why(SSLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathBuilderException) {
                return "nobody that Java knows vouches for its certificate. If it is your own, name it, or who signed it,"
                        + " as PEM with --ca-file FILE";
            }
        }
        return e.getMessage();
    }

    private JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw new Failed(Exit.FAILED, base + " is no Ohmstead server: its answer is not JSON.", e);
        }
    }

    private Failed refused(int status, String body) {
        JsonNode problem;
        try {
            problem = JSON.readTree(body);
        } catch (JacksonException e) {
            return new Failed(
                    Exit.FAILED, base + " answers " + status + " without saying why; is it an Ohmstead server?", e);
        }
        List<String> sentences = new ArrayList<>();
        problem.path("errors").forEach(error -> sentences.add(mistake(error)));
        if (sentences.isEmpty()) {
            sentences.add(problem.path("detail").asString("the server answers " + status + "."));
        }
        String said = String.join("\n", sentences);
        return switch (status) {
            case 400 -> new Failed(Exit.WRONG_USAGE, said);
            case 401 ->
                new Failed(Exit.FAILED, "the server does not take the API token: it is wrong, expired or revoked.");
            case 404 -> new Failed(Exit.NOTHING_THERE, said);
            default -> new Failed(Exit.FAILED, said);
        };
    }

    private static String mistake(JsonNode error) {
        return Stream.of(
                        error.has("line") ? "line " + error.get("line").asString() + ":" : "",
                        error.path("field").asString(""),
                        error.path("message").asString(""))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (IOException e) {
            throw new Failed(Exit.FAILED, "the session with " + base + " does not end: " + e.getMessage(), e);
        }
    }
}
