package org.ohmstead.rest.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ohmstead.rest.resource.Route;
import tools.jackson.databind.JsonNode;

/** How requests are refused, whatever they are about, and how all of it is described. */
class RequestsTest extends WholeHouse {

    @Test
    void whatIsWrongInABodyIsNamedFieldByField() {
        Reply reply = post("/api/v1/stations", "{\"lable\":\"Gate\",\"colour\":1}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("Content-Type")).hasValue("application/problem+json");
        assertThat(reply.text("/title")).isEqualTo("Bad Request");
        List<String> fields = new ArrayList<>();
        reply.json()
                .at("/errors")
                .forEach(error -> fields.add(error.get("field").asString()));
        assertThat(fields).containsExactlyInAnyOrder("lable", "colour", "id");
    }

    @Test
    void whatIsNearlyOfTheTypeIsRefusedAllTheSame() {
        house.station("CP-1");
        for (String minutes : List.of("1.5", "99999999999", "1e400", "true")) {
            assertThat(as(OPERATOR, "PUT", "/api/v1/commissioning", Optional.of("{\"minutes\":" + minutes + "}"))
                            .status())
                    .as(minutes)
                    .isEqualTo(400);
        }
        assertThat(post("/api/v1/stations/CP-1/commands/reset", "{\"kind\":0}").status())
                .as("a word by its place")
                .isEqualTo(400);
        assertThat(post("/api/v1/tokens", "{\"value\":5}").status()).isEqualTo(400);
        assertThat(post("/api/v1/tokens", "{\"value\":\"T5\",\"label\":true}").status())
                .isEqualTo(400);
        assertThat(post("/api/v1/tokens", "{\"value\":\"T5\",\"expires\":1798761600000}")
                        .text("/errors/0/field"))
                .isEqualTo("expires");
        assertThat(get("/api/v1/stations?search=%C3%28").status())
                .as("a broken query")
                .isEqualTo(400);
    }

    @Test
    void otherTypesOtherWordsAndBrokenJsonAreRefused() {
        house.station("CP-1");
        assertThat(post("/api/v1/stations", "{\"id\":").status()).isEqualTo(400);
        assertThat(post("/api/v1/stations", "[]").status()).isEqualTo(400);
        assertThat(post("/api/v1/stations", "{} {}").status()).isEqualTo(400);
        assertThat(post("/api/v1/stations", "{\"id\":\"a\",\"id\":\"b\"}").status())
                .isEqualTo(400);
        assertThat(post("/api/v1/stations", "").status()).isEqualTo(400);
        assertThat(post("/api/v1/stations", "{\"id\":\"not ok\"}").text("/errors/0/field"))
                .isEqualTo("id");
        assertThat(post("/api/v1/stations", "{\"id\":\"CP-2\",\"site\":\"elsewhere\"}")
                        .text("/errors/0/field"))
                .isEqualTo("site");
        Reply reset = post("/api/v1/stations/CP-1/commands/reset", "{\"kind\":\"HARD\"}");
        assertThat(reset.text("/errors/0/message")).isEqualTo("is one of [IMMEDIATE, ON_IDLE]");
        Reply minutes = as(OPERATOR, "PUT", "/api/v1/commissioning", Optional.of("{\"minutes\":\"30\"}"));
        assertThat(minutes.text("/errors/0/message")).isEqualTo("is a whole number");
        assertThat(as(OPERATOR, "PUT", "/api/v1/commissioning", Optional.of("{\"minutes\":0}"))
                        .status())
                .isEqualTo(400);
        assertThat(as(OPERATOR, "PUT", "/api/v1/commissioning", Optional.of("{\"minutes\":5,\"from\":\"here\"}"))
                        .text("/detail"))
                .contains("10.1.0.0/16");
    }

    @Test
    void unknownPathsAndMethodsAreToldApart() {
        assertThat(get("/api/v1/nothing").status()).isEqualTo(404);
        assertThat(get("/api/v1/stations/").status()).isEqualTo(404);
        assertThat(get("/api/v1/transactions/nonsense").status()).isEqualTo(404);
        Reply wrong = as(OPERATOR, "DELETE", "/api/v1/stations", Optional.empty());
        assertThat(wrong.status()).isEqualTo(405);
        assertThat(wrong.header("Allow")).hasValue("GET, POST");
        assertThat(send(request("/api/v1/stations")
                                .header("Authorization", "Bearer " + OPERATOR)
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString("{}")))
                        .status())
                .isEqualTo(415);
    }

    /** They are stored already, and the answer is the only place where their passwords ever stand. */
    @Test
    void aPasswordShownOnceIsShownAlsoWhereTheTrailCannotBeWritten() {
        house.station("CP-0");
        house.diskIsFull = true;

        Reply imported = csv("/api/v1/stations/import", "id\nCP-1\nCP-2\n");
        assertThat(imported.status()).isEqualTo(201);
        assertThat(imported.text("/items/1/password")).isEqualTo("made-by-the-server");
        assertThat(post("/api/v1/stations", "{\"id\":\"CP-3\"}").text("/password"))
                .isEqualTo("made-by-the-server");
        assertThat(post("/api/v1/stations/CP-0/password", "{}").text("/password"))
                .isEqualTo("made-by-the-server");
        assertThat(as(ADMIN, "POST", "/api/v1/api-tokens", Optional.of("{\"name\":\"erp2\",\"role\":\"OPERATOR\"}"))
                        .text("/secret"))
                .isEqualTo("oh_fresh");

        house.diskIsFull = false;
        csv("/api/v1/stations/import", "id,label\nCP-4,Gate\nCP-5,Yard\n");
        assertThat(house.trail).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("station.import");
            assertThat(entry.after()).hasValue("2 stations: CP-4 \"Gate\", CP-5 \"Yard\"");
        });
    }

    @Test
    void theDescriptionNamesEveryRoute() {
        JsonNode api = get("/api/v1/openapi.json").json();

        assertThat(api.get("openapi").asString()).startsWith("3.1");
        for (Route route : routes()) {
            JsonNode operation =
                    api.get("paths").get(route.path()).get(route.method().toLowerCase(Locale.ROOT));
            assertThat(operation.get("summary").asString()).isEqualTo(route.summary());
        }
        JsonNode station = api.at("/components/schemas/Station");
        assertThat(station.at("/properties/connectors/items/$ref").asString())
                .isEqualTo("#/components/schemas/Connector");
        assertThat(station.get("required").toString()).contains("\"id\"").doesNotContain("protocol");
        api.findValues("$ref")
                .forEach(reference -> assertThat(
                                api.at(reference.asString().substring(1)).isMissingNode())
                        .as(reference.asString())
                        .isFalse());
    }
}
