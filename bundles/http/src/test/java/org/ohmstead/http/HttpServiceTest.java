package org.ohmstead.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ohmstead.api.csms.ClosedDoor;
import org.ohmstead.api.csms.Door;
import org.ohmstead.api.csms.HealthCheck;

class HttpServiceTest {

    private final List<Door> doors = new ArrayList<>();
    private final List<HealthCheck> closed = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpService service;

    @AfterEach
    void close() {
        client.close();
        if (service != null) {
            service.close();
        }
    }

    @Test
    void theDoorIsAnnouncedOnceEverybodyAwaitedIsThere() {
        start(new FixedSettings().opensWith("/api/v1 /"));
        service.mount(saying("rest"), at("/api/v1"));
        assertThat(doors).isEmpty();

        service.mount(saying("console"), at("/"));

        assertThat(doors).singleElement().satisfies(door -> {
            assertThat(door.name()).isEqualTo(Door.CONSOLE);
            assertThat(door.uri().getPort()).isPositive();
        });
    }

    @Test
    void aPathNobodyServesYetIsAskedForAgainLater() throws Exception {
        start(new FixedSettings().opensWith("/ /api"));
        service.mount(saying("rest"), at("/api"));

        HttpResponse<String> answer = get("/x");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    }

    @Test
    void theLongestPathAnswers() throws Exception {
        start(new FixedSettings().opensWith("/"));
        service.mount(saying("console"), at("/"));
        service.mount(saying("rest"), at("/api/v1"));

        assertThat(get("/api/v1/stations").body()).isEqualTo("rest");
        assertThat(get("/api/v1").body()).isEqualTo("rest");
        assertThat(get("/api/v10").body()).isEqualTo("console");
        assertThat(get("/").body()).isEqualTo("console");
    }

    @Test
    void aHandlerThatGoesLeavesNothingBehind() throws Exception {
        start(new FixedSettings().opensWith("/a"));
        Handler old = saying("old");
        service.mount(old, at("/a"));
        Handler successor = saying("new");
        service.mount(successor, at("/a"));
        assertThat(get("/a").body()).isEqualTo("new");

        service.unmount(old);
        assertThat(get("/a").body()).isEqualTo("new");
        service.unmount(successor);

        assertThat(get("/a").statusCode()).isEqualTo(404);
        assertThat(get("/a").body()).contains("\"status\":404");
        assertThat(old.isStopped()).isTrue();
    }

    @Test
    void aRequestForAForeignNameIsRefused() throws Exception {
        start(new FixedSettings().opensWith("/").hostNames("cpo.example"));
        service.mount(saying("console"), at("/"));
        URI uri = service.uri();

        assertThat(raw(uri, "GET / HTTP/1.1\r\nHost: evil.example:" + uri.getPort() + "\r\n"))
                .isEqualTo(421);
        assertThat(raw(uri, "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n"))
                .isNotEqualTo(200);
        assertThat(raw(uri, "GET / HTTP/1.1\r\nHost: CPO.example\r\n")).isEqualTo(200);
        assertThat(raw(uri, "GET / HTTP/1.1\r\nHost: [::1]\r\n")).isEqualTo(200);
    }

    @Test
    void everyAnswerTellsTheBrowserToTrustNothingElse() throws Exception {
        start(new FixedSettings().opensWith("/a"));
        service.mount(saying("a"), at("/a"));

        for (String path : List.of("/a", "/missing")) {
            var headers = get(path).headers();
            assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
            assertThat(headers.firstValue("Server")).isEmpty();
        }
    }

    @Test
    void aBodyBeyondTheLimitIsRefusedWithASentence() throws Exception {
        start(new FixedSettings().opensWith("/"));
        service.mount(readingAll(), at("/"));
        byte[] large = new byte[(4 << 20) + 1];

        for (HttpRequest.Builder request : List.of(
                posting(BodyPublishers.ofByteArray(large)),
                posting(BodyPublishers.ofByteArray(large)).expectContinue(true),
                posting(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))))) {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("4 MiB", "Split");
        }
    }

    /** Far more than a socket holds: like a browser, it looks for the answer when all is sent. */
    @Test
    void whoSendsTooMuchIsNotCutOffBeforeTheAnswer() throws Exception {
        start(new FixedSettings().opensWith("/"));
        service.mount(readingAll(), at("/"));
        byte[] large = new byte[32 << 20];

        try (var socket = new Socket(service.uri().getHost(), service.uri().getPort())) {
            var out = socket.getOutputStream();
            out.write(("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + large.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(large);

            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void aBodyOfJustTheLimitIsTaken() throws Exception {
        start(new FixedSettings().opensWith("/"));
        service.mount(readingAll(), at("/"));

        HttpResponse<String> answer = client.send(
                posting(BodyPublishers.ofByteArray(new byte[4 << 20])).build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("" + (4 << 20));
    }

    private HttpRequest.Builder posting(HttpRequest.BodyPublisher body) {
        return HttpRequest.newBuilder(service.uri().resolve("/")).POST(body);
    }

    private static Handler readingAll() {
        return new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                try {
                    String length = "" + Content.Source.asByteBuffer(request).remaining();
                    Content.Sink.write(response, true, length, callback);
                } catch (HttpException.RuntimeException e) {
                    ProblemDetails.write(response, callback, e.getCode(), e.getReason());
                }
                return true;
            }
        };
    }

    @Test
    void aHandlerThatThrowsTellsNothingOfItsInside() throws Exception {
        start(new FixedSettings().opensWith("/"));
        service.mount(
                new Handler.Abstract() {
                    @Override
                    public boolean handle(Request request, Response response, Callback callback) {
                        throw new IllegalStateException("the inside");
                    }
                },
                at("/"));

        HttpResponse<String> answer = get("/");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).doesNotContain("inside");
    }

    @Test
    void longAnswersAreCompressedAndStreamsAreNot() throws Exception {
        start(new FixedSettings().opensWith("/"));
        service.mount(saying("x".repeat(5000)), at("/"));
        service.mount(typed("text/event-stream", "x".repeat(5000)), at("/events"));

        HttpResponse<InputStream> page = zipped("/");
        assertThat(page.headers().firstValue("Content-Encoding")).hasValue("gzip");
        try (InputStream in = new GZIPInputStream(page.body())) {
            assertThat(in.readAllBytes()).hasSize(5000);
        }
        HttpResponse<InputStream> stream = zipped("/events");
        assertThat(stream.headers().firstValue("Content-Encoding")).isEmpty();
        stream.body().close();
    }

    @Test
    void anotherAddressNeedsTls() {
        start(new FixedSettings().host("0.0.0.0"));

        assertThat(closed)
                .singleElement()
                .satisfies(wrong -> assertThat(wrong.check().message()).contains("0.0.0.0", "keystore"));
    }

    /** Whoever set it wrong in the console has to come in to set it right. */
    @ParameterizedTest
    @CsvSource({"0.0.0.0,''", "0.0.0.0,/nowhere/keys.p12", "127.0.0.1,/nowhere/keys.p12", "no.such.host.invalid,''"})
    void aWrongSettingLocksNobodyOutOfThisMachine(String host, String keystore) throws Exception {
        start(new FixedSettings().host(host).keystore(keystore, "wrong"));
        service.mount(saying("console"), at("/"));

        assertThat(service.uri().toString()).startsWith("http://127.0.0.1:");
        assertThat(get("/").body()).isEqualTo("console");
        assertThat(doors)
                .singleElement()
                .satisfies(door -> assertThat(door.uri()).isEqualTo(service.uri()));
        assertThat(closed).singleElement().satisfies(wrong -> {
            assertThat(wrong).as("that would end the start").isNotInstanceOf(ClosedDoor.class);
            assertThat(wrong.check().status()).isEqualTo(HealthCheck.Status.DOWN);
            assertThat(wrong.check().message()).contains(host, service.uri().toString());
        });

        service.close();

        assertThat(closed).isEmpty();
        assertThat(doors).isEmpty();
    }

    @Test
    void whoComesWhenAllPlacesAreTakenWaitsUntilOneGoes() throws Exception {
        start(new FixedSettings().maxConnections(2).opensWith("/"));
        service.mount(saying("console"), at("/"));
        URI uri = service.uri();
        Socket first = asking(uri);
        try (Socket second = asking(uri);
                Socket third = asking(uri)) {
            assertThat(first.getInputStream().read()).isPositive();
            assertThat(second.getInputStream().read()).isPositive();
            third.setSoTimeout(500);
            assertThatThrownBy(() -> third.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            first.close();

            third.setSoTimeout(20_000);
            assertThat(third.getInputStream().read()).isPositive();
        }
    }

    private static Socket asking(URI uri) throws IOException {
        var socket = new Socket(uri.getHost(), uri.getPort());
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void aTakenPortIsNamedAndOpensNoDoor() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            start(new FixedSettings().port(taken.getLocalPort()));
            service.mount(saying("hello"), at("/"));

            assertThat(closed).singleElement().satisfies(door -> {
                assertThat(door).isInstanceOf(ClosedDoor.class);
                assertThat(door.check().message())
                        .contains("127.0.0.1:" + taken.getLocalPort() + ": Address already in use");
                assertThat(door.check().status()).isEqualTo(HealthCheck.Status.DOWN);
            });
            assertThat(doors).isEmpty();
        }
    }

    @Test
    void theComplaintEndsWithTheService() {
        start(new FixedSettings().port(99_999));
        assertThat(closed).hasSize(1);

        service.close();

        assertThat(closed).isEmpty();
    }

    @Test
    void withAKeystoreItSpeaksTls(@TempDir Path folder) throws Exception {
        Path keystore = folder.resolve("keys.p12");
        Keys.make(keystore, 90);
        start(new FixedSettings()
                .host("localhost")
                .keystore(keystore.toString(), Keys.PASSWORD)
                .opensWith("/"));
        service.mount(saying("console"), at("/"));

        try (HttpClient trusting =
                HttpClient.newBuilder().sslContext(trust(keystore)).build()) {
            HttpResponse<String> answer = trusting.send(
                    HttpRequest.newBuilder(service.uri().resolve("/")).build(), BodyHandlers.ofString());

            assertThat(service.uri().getScheme()).isEqualTo("https");
            assertThat(answer.body()).isEqualTo("console");
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
        }
    }

    private static SSLContext trust(Path keystore) throws Exception {
        KeyStore store = KeyStore.getInstance(keystore.toFile(), Keys.PASSWORD.toCharArray());
        var certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("console", store.getCertificate("console"));
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(certificates);
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private void start(FixedSettings settings) {
        service = new HttpService(
                settings,
                settings.port(),
                door -> {
                    doors.add(door);
                    return () -> doors.remove(door);
                },
                door -> {
                    closed.add(door);
                    return () -> closed.remove(door);
                },
                () -> {});
    }

    private static Map<String, Object> at(String path) {
        return Map.of("ohmstead.path", path);
    }

    private static Handler saying(String text) {
        return typed("text/plain", text);
    }

    private static Handler typed(String type, String text) {
        return new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                response.getHeaders().put("Content-Type", type);
                response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
                return true;
            }
        };
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(service.uri().resolve(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<InputStream> zipped(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(service.uri().resolve(path))
                        .header("Accept-Encoding", "gzip")
                        .build(),
                BodyHandlers.ofInputStream());
    }

    /** A request whose Host header the client library would not let through. */
    private static int raw(URI uri, String head) throws IOException {
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream().write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.substring(9, 12));
        }
    }
}
