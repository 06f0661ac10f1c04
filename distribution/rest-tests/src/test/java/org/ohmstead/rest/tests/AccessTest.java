package org.ohmstead.rest.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ohmstead.api.csms.HealthCheck.Health;
import org.ohmstead.api.csms.HealthCheck.Status;
import org.ohmstead.api.csms.People.Role;
import org.ohmstead.api.csms.People.User;
import org.ohmstead.rest.House;
import org.ohmstead.rest.resource.Route;

/** Who may do what. */
class AccessTest extends WholeHouse {

    private static String filled(Route route) {
        return route.path().replaceAll("\\{[a-z]+}", "x");
    }

    private Reply anonymously(String method, String path) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("X-Ohmstead", "1")
                .method(method, BodyPublishers.ofString("{}")));
    }

    @Test
    void withoutSigningInEveryRouteButTwoIsClosed() {
        for (Route route : routes()) {
            Reply reply = anonymously(route.method(), filled(route));
            boolean open = List.of("POST /api/v1/session", "GET /health").contains(route.method() + " " + route.path());

            assertThat(reply.status() == 401)
                    .as(route.method() + " " + route.path())
                    .isEqualTo(!open);
        }
        assertThat(anonymously("GET", "/api/v1/nothing").status()).isEqualTo(401);
        assertThat(anonymously("BREW", "/api/v1/overview").status()).isEqualTo(401);
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static BufferedReader answers(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    /** As clients do it that send head and body in packets of their own: the body comes when it may long have been refused. */
    @RepeatedTest(50)
    void aRequestRefusedBeforeItsBodyCameLeavesTheConnectionUsable() throws Exception {
        try (var socket = new Socket("127.0.0.1", port())) {
            say(
                    socket,
                    "POST /api/v1/tokens HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer no\r\nContent-Length: 2\r\n\r\n");
            assertThat(people.presented.poll(20, TimeUnit.SECONDS)).isEqualTo("no");
            say(socket, "{}GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

            List<String> lines = answers(socket).lines().toList();
            assertThat(lines).contains("HTTP/1.1 401 Unauthorized").anyMatch(line -> line.endsWith("HTTP/1.1 200 OK"));
        }
    }

    /** It may have been under way for as long as somebody liked. */
    @ParameterizedTest
    @CsvSource({",401", "READ_ONLY,403"})
    void whoLosesARightWhileTheBodyIsUnderWayDoesNotUseIt(Role role, int refused) throws Exception {
        try (var socket = new Socket("127.0.0.1", port())) {
            String body = "{\"value\":\"04A1\"}";
            say(
                    socket,
                    "POST /api/v1/tokens HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + OPERATOR
                            + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n");
            assertThat(people.presented.poll(20, TimeUnit.SECONDS)).isEqualTo(OPERATOR);
            if (role == null) {
                people.revoke(OPERATOR);
            } else {
                people.become(OPERATOR, role);
            }
            say(socket, body + "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

            assertThat(answers(socket).lines().findFirst().orElseThrow()).startsWith("HTTP/1.1 " + refused);
            assertThat(house.cards).isEmpty();
        }
    }

    /** Else it would outlive its end by a token or user it made, or let in code that does what it likes. */
    @TestFactory
    List<DynamicTest> anApiTokenMakesNoOtherAndNoUserAndLetsInNoPlugin() {
        people.users.put("x", new User("x", Role.OPERATOR, House.NOW));
        List<Route> refused = routes().stream()
                .filter(route -> !route.method().equals("GET"))
                .filter(route -> route.path().startsWith("/api/v1/users")
                        || route.path().startsWith("/api/v1/api-tokens")
                        || route.path().startsWith("/api/v1/settings"))
                .toList();
        assertThat(refused).hasSize(8);
        return refused.stream()
                .map(route -> DynamicTest.dynamicTest(route.method() + " " + route.path(), () -> {
                    String path = filled(route).replace("/settings/x", "/settings/org.ohmstead.plugins");
                    Reply reply = as(ADMIN_TOKEN, route.method(), path, Optional.of("{}"));

                    assertThat(reply.status()).isEqualTo(403);
                    assertThat(reply.text("/detail")).contains("people");
                    assertThat(as(ADMIN, route.method(), path, Optional.of("{}"))
                                    .status())
                            .isNotEqualTo(403);
                    assertThat(people.users).containsKey("admin");
                }))
                .toList();
    }

    @Test
    void anApiTokenOfAnAdministratorSeesAndSetsTheRest() {
        for (String path : List.of("/api/v1/users", "/api/v1/api-tokens", "/api/v1/settings", "/api/v1/audit")) {
            assertThat(as(ADMIN_TOKEN, "GET", path, Optional.empty()).status()).isEqualTo(200);
        }
        assertThat(as(
                                ADMIN_TOKEN,
                                "PUT",
                                "/api/v1/settings/x.door",
                                Optional.of("{\"version\":\"1\",\"values\":{\"port\":2}}"))
                        .status())
                .isEqualTo(200);
        assertThat(house.trail)
                .singleElement()
                .satisfies(entry -> assertThat(entry.who()).isEqualTo("token script"));
    }

    @Test
    void whoAsksForTheHeadGetsThatOfTheAnswerAndNoMore() throws Exception {
        assertThat(anonymously("HEAD", "/health").status()).isEqualTo(200);
        assertThat(anonymously("HEAD", "/health").header("Content-Type")).hasValue("application/json");
        assertThat(anonymously("HEAD", "/health").response().body()).isEmpty();
        assertThat(anonymously("HEAD", "/api/v1/overview").status()).isEqualTo(401);
        assertThat(as(READ_ONLY, "HEAD", "/api/v1/overview", Optional.empty()).status())
                .isEqualTo(200);
        assertThat(send(request("/api/v1/overview").header("Cookie", cookie()).method("HEAD", BodyPublishers.noBody()))
                        .status())
                .as("it changes nothing, so a browser may ask it")
                .isEqualTo(200);
        for (int i = 0; i < 30; i++) {
            assertThat(as(OPERATOR, "HEAD", "/api/v1/events?topics=overview", Optional.empty())
                            .status())
                    .as("a stream that nobody reads takes no place")
                    .isEqualTo(200);
        }
    }

    /** One that is announced and does not come holds nobody for long. */
    @Test
    void aSmallBodyThatDoesNotComeEndsTheConnectionAndTheAnswerSaysSo() throws Exception {
        try (var socket = new Socket("127.0.0.1", port())) {
            say(socket, "POST /api/v1/tokens HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n");

            assertThat(answers(socket).lines()).contains("HTTP/1.1 401 Unauthorized", "Connection: close");
        }
    }

    @Test
    void aLargeBodyThatIsRefusedEndsTheConnectionAndTheAnswerSaysSo() throws Exception {
        try (var socket = new Socket("127.0.0.1", port())) {
            say(socket, "POST /api/v1/tokens HTTP/1.1\r\nHost: x\r\nContent-Length: 99999\r\n\r\n");

            assertThat(answers(socket).lines()).contains("HTTP/1.1 401 Unauthorized", "Connection: close");
        }
    }

    @TestFactory
    List<DynamicTest> anOperatorDoesNothingThatIsForAdministrators() {
        return routes().stream()
                .filter(route -> route.need().equals(Optional.of(Role.ADMINISTRATOR)))
                .map(route -> DynamicTest.dynamicTest(
                        route.method() + " " + route.path(),
                        () -> assertThat(as(OPERATOR, route.method(), filled(route), Optional.of("{}"))
                                        .status())
                                .isEqualTo(403)))
                .toList();
    }

    /** Of the table itself, so that no new route is forgotten. What is left out concerns nobody but who asks. */
    @TestFactory
    List<DynamicTest> whoOnlySeesChangesNothing() {
        List<String> ownAffairs =
                List.of("POST /api/v1/session", "DELETE /api/v1/session", "PUT /api/v1/session/password");
        house.station("x");
        return routes().stream()
                .filter(route -> !route.method().equals("GET"))
                .filter(route -> !ownAffairs.contains(route.method() + " " + route.path()))
                .map(route -> DynamicTest.dynamicTest(route.method() + " " + route.path(), () -> {
                    Reply reply = as(READ_ONLY, route.method(), filled(route), Optional.of("{}"));

                    assertThat(reply.status()).isEqualTo(403);
                    assertThat(reply.header("Content-Type")).hasValue("application/problem+json");
                    assertThat(reply.text("/detail")).isNotEmpty();
                    assertThat(house.trail).isEmpty();
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> whoOnlySeesSeesWhatAnOperatorSees() {
        return routes().stream()
                .filter(route -> route.method().equals("GET"))
                .filter(route -> !route.path().equals("/api/v1/events")) // a stream has no end
                .filter(route -> !route.path().equals("/api/v1/tokens/{value}")) // one could guess it
                .map(route -> DynamicTest.dynamicTest(
                        route.path(),
                        () -> assertThat(as(READ_ONLY, "GET", filled(route), Optional.empty())
                                        .status())
                                .isEqualTo(get(filled(route)).status())))
                .toList();
    }

    @Test
    void whoOnlySeesChangesItsOwnPasswordAndSignsOut() {
        people.users.put("max", new User("max", Role.READ_ONLY, House.NOW));
        String max = signedIn("max");
        assertThat(as(max, "GET", "/api/v1/session", Optional.empty()).text("/role"))
                .isEqualTo("READ_ONLY");

        assertThat(as(
                                max,
                                "PUT",
                                "/api/v1/session/password",
                                Optional.of("{\"current\":\"" + FewPeople.PASSWORD
                                        + "\",\"password\":\"another long one\"}"))
                        .status())
                .isEqualTo(204);
        assertThat(people.users.get("max").role()).isEqualTo(Role.READ_ONLY);
        assertThat(as(signedIn("max"), "DELETE", "/api/v1/session", Optional.empty())
                        .status())
                .isEqualTo(204);
    }

    private String signedIn(String name) {
        return send(request("/api/v1/session")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"name\":\"" + name + "\",\"password\":\"" + FewPeople.PASSWORD
                                + "\",\"bearer\":true}")))
                .text("/token");
    }

    @Test
    void aWrongOrStrangeAuthorizationIsNobodys() {
        for (String header : List.of("Bearer nonsense", "Bearer", "Basic YWRtaW46YWRtaW4=", "Bearer  ")) {
            Reply reply = send(request("/api/v1/overview").header("Authorization", header));

            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.header("WWW-Authenticate")).hasValue("Bearer");
        }
    }

    private String cookie() {
        Reply reply = send(request("/api/v1/session")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"admin\",\"password\":\"" + FewPeople.PASSWORD + "\"}")));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().has("token")).isFalse();
        String cookie = reply.header("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/");
        return cookie.substring(0, cookie.indexOf(';'));
    }

    @Test
    void aSessionLastsFromSignInToSignOut() {
        String cookie = cookie();
        Reply session = send(request("/api/v1/session").header("Cookie", cookie));
        assertThat(session.text("/name")).isEqualTo("admin");
        assertThat(session.text("/role")).isEqualTo("ADMINISTRATOR");

        Reply out = send(request("/api/v1/session")
                .header("Cookie", cookie)
                .header("X-Ohmstead", "1")
                .DELETE());

        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("Set-Cookie").orElseThrow()).contains("=;", "Expires=Thu, 01 Jan 1970");
        assertThat(send(request("/api/v1/session").header("Cookie", cookie)).status())
                .isEqualTo(401);
    }

    @Test
    void aForeignPageCannotChangeAnythingWithTheCookie() {
        String cookie = cookie();
        house.station("CP-1");

        Reply forged =
                send(request("/api/v1/stations/CP-1").header("Cookie", cookie).DELETE());
        assertThat(forged.status()).isEqualTo(403);
        assertThat(house.registered).hasSize(1);

        Reply ours = send(request("/api/v1/stations/CP-1")
                .header("Cookie", cookie)
                .header("X-Ohmstead", "1")
                .DELETE());
        assertThat(ours.status()).isEqualTo(204);
        assertThat(house.registered).isEmpty();
    }

    @Test
    void aForeignPageCannotSignSomebodyInWithAForm() {
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "")) {
            var request = request("/api/v1/session")
                    .POST(BodyPublishers.ofString("{\"name\":\"admin\",\"password\":\"" + FewPeople.PASSWORD + "\"}"));
            assertThat(send(type.isEmpty() ? request : request.header("Content-Type", type))
                            .status())
                    .isEqualTo(415);
        }
    }

    @Test
    void aScriptSignsInForATokenAndGetsNoCookie() {
        Reply reply = send(request("/api/v1/session")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"name\":\"admin\",\"password\":\"" + FewPeople.PASSWORD + "\",\"bearer\":true}")));

        assertThat(reply.header("Set-Cookie")).isEmpty();
        assertThat(as(reply.text("/token"), "GET", "/api/v1/users", Optional.empty())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aWrongPasswordIs401WithoutAHint() {
        Reply wrong = send(request("/api/v1/session")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"admin\",\"password\":\"wrong\"}")));
        Reply unknown = send(request("/api/v1/session")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"nobody\",\"password\":\"wrong\"}")));

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(unknown.response().body()).isEqualTo(wrong.response().body());
    }

    @Test
    void onesOwnPasswordNeedsTheOldOneAndEndsTheSession() {
        String cookie = cookie();
        var request = request("/api/v1/session/password")
                .header("Cookie", cookie)
                .header("X-Ohmstead", "1")
                .header("Content-Type", "application/json");
        Reply wrong = send(request.copy()
                .PUT(BodyPublishers.ofString("{\"current\":\"wrong\",\"password\":\"another long one\"}")));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text("/errors/0/field")).isEqualTo("current");

        Reply right = send(request.copy()
                .PUT(BodyPublishers.ofString(
                        "{\"current\":\"" + FewPeople.PASSWORD + "\",\"password\":\"another long one\"}")));

        assertThat(right.status()).isEqualTo(204);
        assertThat(send(request("/api/v1/session").header("Cookie", cookie)).status())
                .isEqualTo(401);
        assertThat(house.trail).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("user.change-password");
            assertThat(entry.toString()).doesNotContain("another long one");
        });
    }

    @Test
    void healthTellsStrangersNoDetails() {
        health.put("disk", new Health(Status.WARN, "3 % of /srv left", "Make room"));

        Reply stranger = send(request("/health"));
        assertThat(stranger.status()).isEqualTo(200);
        assertThat(stranger.text("/status")).isEqualTo("WARN");
        assertThat(stranger.text("/checks/disk/status")).isEqualTo("WARN");
        assertThat(stranger.response().body()).doesNotContain("/srv");
        assertThat(get("/health").text("/checks/disk/remedy")).isEqualTo("Make room");

        health.put("store", new Health(Status.DOWN, "no answer", "Look at the log"));
        assertThat(send(request("/health")).status()).isEqualTo(503);
    }

    @Test
    void metricsAreText() {
        Reply reply = get("/metrics");

        assertThat(reply.response().body()).isEqualTo("up 1\n");
        assertThat(reply.header("Content-Type").orElseThrow()).startsWith("text/plain; version=0.0.4");
    }
}
