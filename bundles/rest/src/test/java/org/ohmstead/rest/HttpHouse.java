package org.ohmstead.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Scanner;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.csms.HealthCheck.Health;
import org.ohmstead.api.csms.HealthReport;
import org.ohmstead.api.csms.Meters;
import org.ohmstead.api.csms.People;
import org.ohmstead.rest.resource.Resource;
import org.ohmstead.rest.resource.Route;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** REST behind a real Jetty on any free port of this machine. What else than sign-in and health it serves, the subclass says. */
public abstract class HttpHouse {

    protected static final String ADMIN = "session-of-ada";
    protected static final String ADMIN_TOKEN = "oh_admin";
    protected static final String OPERATOR = "oh_operator";
    protected static final String READ_ONLY = "oh_read_only";
    protected static final int LARGEST_BODY = 100_000;
    private static final JsonMapper JSON = new JsonMapper();

    protected final House house = new House();
    protected final FewPeople people = new FewPeople();
    protected final Map<String, Health> health = new ConcurrentHashMap<>(Map.of("store", Health.ok("writes in 2 ms")));
    protected final HttpClient client = HttpClient.newHttpClient();
    RestService rest;
    private Server server;

    @BeforeEach
    protected final void open() throws Exception {
        var limit = new SizeLimitHandler(LARGEST_BODY, -1);
        rest = new RestService(people, house.audit, new FewChecks(), new OneMeter(), Set.of(), handler -> {
            limit.setHandler(handler);
            return () -> {};
        });
        resources().forEach(resource -> rest.came(resource, Map.of("service.bundleid", 1L)));
        var threads = new QueuedThreadPool(8);
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server = new Server(threads);
        var http = new HttpConfiguration();
        // As the people's port does it.
        http.setUriCompliance(UriCompliance.DEFAULT.with(
                "any token", Violation.AMBIGUOUS_PATH_SEPARATOR, Violation.AMBIGUOUS_PATH_ENCODING));
        var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(limit);
        server.start();
    }

    /** What is behind it beside what every server has. */
    protected List<Resource> resources() {
        return List.of();
    }

    /** The table. */
    protected List<Route> routes() {
        return rest.routes();
    }

    @AfterEach
    protected final void close() throws Exception {
        rest.close();
        client.shutdownNow();
        server.stop();
    }

    protected int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    protected HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(20));
    }

    protected Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Reply(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    protected Reply get(String path) {
        return as(OPERATOR, "GET", path, Optional.empty());
    }

    protected Reply post(String path, String body) {
        return as(OPERATOR, "POST", path, Optional.of(body));
    }

    protected Reply as(String secret, String method, String path, Optional<String> body) {
        return send(request(path)
                .header("Authorization", "Bearer " + secret)
                .header("Content-Type", "application/json")
                .method(method, body.map(BodyPublishers::ofString).orElse(BodyPublishers.noBody())));
    }

    protected Reply csv(String path, String csv) {
        return send(request(path)
                .header("Authorization", "Bearer " + OPERATOR)
                .header("Content-Type", "text/csv; charset=utf-8")
                .POST(BodyPublishers.ofString(csv)));
    }

    /** The live stream, once it is open. */
    protected Scanner stream(String secret, String topics) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.send(
                request("/api/v1/events?topics=" + topics)
                        .header("Authorization", "Bearer " + secret)
                        .build(),
                BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        return new Scanner(response.body(), StandardCharsets.UTF_8);
    }

    protected static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    /** What came back. */
    public record Reply(int status, HttpResponse<String> response) {

        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        public String text(String pointer) {
            return json().at(pointer).asString();
        }

        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }
    }

    private final class FewChecks implements HealthReport {

        @Override
        public HealthCheck.Status overall() {
            return health.values().stream()
                    .map(Health::status)
                    .max(Enum::compareTo)
                    .orElse(HealthCheck.Status.OK);
        }

        @Override
        public Map<String, Health> checks() {
            return health;
        }
    }

    private static final class OneMeter implements Meters {

        @Override
        public Counter counter(String name, String description, String... tags) {
            return amount -> {};
        }

        @Override
        public Timer timer(String name, String description, String... tags) {
            return took -> {};
        }

        @Override
        public Registration gauge(String name, String description, DoubleSupplier value, String... tags) {
            return () -> {};
        }

        @Override
        public Registration total(String name, String description, DoubleSupplier value, String... tags) {
            return () -> {};
        }

        @Override
        public String scrape() {
            return "up 1\n";
        }
    }

    /** An API token of each role, ada who is in, and whoever signed in with the one password. */
    public static final class FewPeople implements People {

        public static final String PASSWORD = "correct horse battery";
        private final Map<String, Principal> secrets = new ConcurrentHashMap<>(Map.of(
                ADMIN, new Principal("ada", Role.ADMINISTRATOR, Principal.Kind.SESSION),
                ADMIN_TOKEN, new Principal("script", Role.ADMINISTRATOR, Principal.Kind.API_TOKEN),
                OPERATOR, new Principal("erp", Role.OPERATOR, Principal.Kind.API_TOKEN),
                READ_ONLY, new Principal("auditor", Role.READ_ONLY, Principal.Kind.API_TOKEN)));
        public final BlockingQueue<String> presented = new LinkedBlockingQueue<>();
        public final Map<String, User> users =
                new ConcurrentHashMap<>(Map.of("admin", new User("admin", Role.ADMINISTRATOR, House.NOW)));

        @Override
        public Optional<SignedIn> signIn(String name, String password, String address) {
            User user = users.get(name);
            if (user == null || !password.equals(PASSWORD)) {
                return Optional.empty();
            }
            var principal = new Principal(name, user.role(), Principal.Kind.SESSION);
            String secret = "session-of-" + name;
            secrets.put(secret, principal);
            return Optional.of(new SignedIn(principal, secret, Instant.parse("2026-11-22T22:00:00Z")));
        }

        @Override
        public String admitOwner() {
            throw new UnsupportedOperationException("Not over REST");
        }

        public void revoke(String secret) {
            secrets.remove(secret);
        }

        public void become(String secret, Role role) {
            secrets.computeIfPresent(secret, (same, who) -> new Principal(who.name(), role, who.kind()));
        }

        @Override
        public void signOut(String sessionSecret) {
            secrets.remove(sessionSecret);
        }

        @Override
        public Optional<Principal> authenticate(String secret) {
            presented.add(secret);
            return Optional.ofNullable(secrets.get(secret));
        }

        @Override
        public List<User> users() {
            return List.copyOf(users.values());
        }

        @Override
        public User createUser(String name, String password, Role role) {
            if (password.length() < 12) {
                throw new IllegalArgumentException("A password has 12 to 200 characters.");
            }
            users.put(name, new User(name, role, House.NOW));
            return users.get(name);
        }

        @Override
        public Optional<User> changeUser(String name, Optional<String> password, Optional<Role> role) {
            if (name.equals("admin") && role.orElse(Role.ADMINISTRATOR) != Role.ADMINISTRATOR) {
                throw new IllegalArgumentException("The last administrator has to stay one.");
            }
            secrets.remove("session-of-" + name);
            return Optional.ofNullable(
                    users.computeIfPresent(name, (key, old) -> new User(name, role.orElse(old.role()), House.NOW)));
        }

        @Override
        public boolean changePassword(String name, String current, String fresh, String address) {
            if (fresh.length() < 12) {
                throw new IllegalArgumentException("A password has 12 to 200 characters.");
            }
            if (!current.equals(PASSWORD)) {
                return false;
            }
            secrets.remove("session-of-" + name);
            return true;
        }

        @Override
        public boolean removeUser(String name) {
            if (name.equals("admin")) {
                throw new IllegalArgumentException("The last administrator has to stay one.");
            }
            return users.remove(name) != null;
        }

        @Override
        public NewApiToken createApiToken(String maker, String name, Role role, Optional<Duration> validFor) {
            var token = new ApiToken(name, role, House.NOW, validFor.map(House.NOW::plus), Optional.of(maker));
            return new NewApiToken(token, "oh_fresh");
        }

        @Override
        public List<ApiToken> apiTokens() {
            return List.of(
                    new ApiToken("erp", Role.OPERATOR, House.NOW, Optional.empty(), Optional.of("eva")),
                    new ApiToken("old", Role.OPERATOR, House.NOW, Optional.empty(), Optional.empty()));
        }

        @Override
        public boolean revokeApiToken(String name) {
            return name.equals("erp");
        }

        @Override
        public NewPassword resetAdministrator() {
            throw new UnsupportedOperationException("Not over REST");
        }
    }
}
