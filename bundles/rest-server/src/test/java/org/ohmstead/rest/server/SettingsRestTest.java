package org.ohmstead.rest.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Settings over HTTP, for administrators. That nobody else may is tried for every route of the table, in distribution/rest-tests. */
class SettingsRestTest extends ServerHouse {

    private static final String FILE = "/api/v1/settings/x.door";

    private Reply admin(String method, String path, String body) {
        return as(ADMIN, method, path, Optional.of(body));
    }

    private Reply admin(String path) {
        return as(ADMIN, "GET", path, Optional.empty());
    }

    @Test
    void everythingIsThereWithItsDescription() {
        JsonNode all = admin("/api/v1/settings").json();

        assertThat(all.at("/items/0/pid").asString()).isEqualTo("x.door");
        assertThat(all.at("/items/0/fields/0/type").asString()).isEqualTo("WHOLE_NUMBER");
        assertThat(all.at("/items/0/fields/0/max").asInt()).isEqualTo(65_535);
        assertThat(all.at("/items/0/fields/0/counts").asString()).isEqualTo("STATIONS_RECONNECT");
        assertThat(all.at("/items/0/files/0/values/0/source").asString()).isEqualTo("FILE");
        assertThat(admin(FILE).text("/files/0/version")).isEqualTo("1");
        assertThat(admin(FILE + "/history").text("/items/0/lines/0/kind")).isEqualTo("ADDED");
        assertThat(admin("/api/v1/settings/problems").text("/items/0/line")).isEqualTo("2");
    }

    @Test
    void aChangeIsInTheTrailWithBeforeAndAfter() {
        Reply reply = admin("PUT", FILE, "{\"version\":\"1\",\"values\":{\"port\":2}}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/files/0/values/0/value")).isEqualTo("2");
        assertThat(admin("POST", FILE + "/undo", "{\"version\":\"2\",\"number\":0}")
                        .status())
                .isEqualTo(200);
        assertThat(as(ADMIN, "DELETE", FILE + "?version=3", Optional.empty()).status())
                .isEqualTo(204);
        assertThat(house.trail)
                .extracting(entry -> entry.who() + " " + entry.action() + " " + entry.subject() + " "
                        + entry.before().orElse("") + " > " + entry.after().orElse(""))
                .containsExactly(
                        "ada settings.change x.door port = 1 > port = 2",
                        "ada settings.undo x.door port = 2 > port = 1",
                        "ada settings.remove x.door port = 1 > port = 9000");
    }

    @Test
    void whatIsWrongIsRefusedAtItsField() {
        for (String wrong : List.of("\"many\"", "1.5", "true", "[1]", "{}", "\"1\\u0000\"")) {
            Reply reply = admin("PUT", FILE, "{\"version\":\"1\",\"values\":{\"port\":" + wrong + "}}");

            assertThat(reply.status()).as(wrong).isEqualTo(400);
            assertThat(reply.text("/errors/0/field")).as(wrong).isEqualTo("port");
        }
        assertThat(admin("PUT", FILE, "{\"version\":\"1\"}").text("/errors/0/field"))
                .isEqualTo("values");
        assertThat(admin("PUT", FILE, "{\"values\":5}").text("/errors/0/message"))
                .isEqualTo("is an object");
        assertThat(admin("PUT", FILE, "{\"values\":{},\"who\":\"me\"}").text("/errors/0/field"))
                .isEqualTo("who");
        assertThat(admin("POST", FILE + "/undo", "{\"version\":\"1\",\"number\":\"x\"}")
                        .text("/errors/0/field"))
                .isEqualTo("number");
        assertThat(house.trail).isEmpty();
    }

    @Test
    void everyMistakeIsNamedAtOnce() {
        Reply reply = admin(
                "PUT",
                FILE,
                "{\"version\":\"1\",\"values\":{\"port\":[1],\"host\":{},\"name\":\"\\u0000\",\"on\":true}}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json()
                        .at("/errors")
                        .valueStream()
                        .map(it -> it.get("field").asString()))
                .containsExactly("host", "name", "port");
        assertThat(house.trail).isEmpty();
    }

    @Test
    void whoSawAnotherFileChangesNothing() {
        for (String stale : List.of("{\"version\":\"0\",\"values\":{\"port\":2}}", "{\"values\":{\"port\":2}}")) {
            assertThat(admin("PUT", FILE, stale).status()).isEqualTo(409);
        }
        assertThat(as(ADMIN, "DELETE", FILE, Optional.empty()).status()).isEqualTo(409);
        assertThat(admin("POST", FILE + "/undo", "{\"version\":\"0\",\"number\":0}")
                        .status())
                .isEqualTo(409);
        assertThat(house.trail).isEmpty();
    }

    @Test
    void whatNobodyReadsIsNotThere() {
        for (String path : List.of("/api/v1/settings/y", "/api/v1/settings/y/history", "/api/v1/settings/..%2Fy")) {
            assertThat(admin(path).status()).as(path).isEqualTo(404);
        }
        assertThat(admin("PUT", "/api/v1/settings/y", "{\"values\":{\"port\":1}}")
                        .status())
                .isEqualTo(404);
        assertThat(as(ADMIN, "DELETE", "/api/v1/settings/y?version=1", Optional.empty())
                        .status())
                .isEqualTo(404);
        assertThat(admin("POST", FILE + "/undo", "{\"version\":\"1\",\"number\":99}")
                        .status())
                .isEqualTo(404);
        assertThat(house.trail).isEmpty();
    }

    @Test
    void nobodyElseMaySeeOrChangeThem() {
        for (String secret : List.of(OPERATOR, READ_ONLY)) {
            for (String path : List.of("/api/v1/settings", FILE, FILE + "/history", "/api/v1/settings/problems")) {
                assertThat(as(secret, "GET", path, Optional.empty()).status())
                        .as(path)
                        .isEqualTo(403);
            }
            assertThat(as(secret, "PUT", FILE, Optional.of("{\"version\":\"1\",\"values\":{\"port\":2}}"))
                            .status())
                    .isEqualTo(403);
            assertThat(as(secret, "DELETE", FILE + "?version=1", Optional.empty())
                            .status())
                    .isEqualTo(403);
            assertThat(as(secret, "POST", FILE + "/undo", Optional.of("{\"version\":\"1\",\"number\":0}"))
                            .status())
                    .isEqualTo(403);
        }
        assertThat(admin(FILE).text("/files/0/version")).isEqualTo("1");
        assertThat(house.trail).isEmpty();
    }
}
