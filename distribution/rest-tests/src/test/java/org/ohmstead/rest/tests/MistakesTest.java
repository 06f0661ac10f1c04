package org.ohmstead.rest.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.model.ChargingStation;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Token;
import org.ohmstead.api.model.TransactionId;

/** What only a caller can get wrong is told to the caller, as a 4xx that names it. */
class MistakesTest extends WholeHouse {

    @ParameterizedTest
    @ValueSource(strings = {"stations", "tokens", "transactions", "audit", "journal"})
    void aPageThatNoAnswerNamedIsRefused(String list) {
        Reply reply = as(ADMIN, "GET", "/api/v1/" + list + "?after=%27%3B--", Optional.empty());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/errors/0/field")).isEqualTo("after");
    }

    @Test
    void aParameterThatThereIsNotIsNamedWithThoseThereAre() {
        Reply reply = as(ADMIN, "GET", "/api/v1/tokens?limt=5&search=a&typ=x", Optional.empty());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/errors/0/field")).isEqualTo("limt");
        assertThat(reply.text("/errors/0/message")).isEqualTo("is no parameter; there are after, limit, search");
        assertThat(reply.text("/errors/1/field")).isEqualTo("typ");
        assertThat(as(ADMIN, "GET", "/api/v1/plugins?limit=5", Optional.empty()).text("/errors/0/message"))
                .isEqualTo("is no parameter; none is taken here");
    }

    @Test
    void aParameterThatIsGivenTwiceIsNamed() {
        Reply reply = get("/api/v1/tokens?limit=5&search=a&search=b&limit=5");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/errors/0/field")).isEqualTo("limit");
        assertThat(reply.text("/errors/1/field")).isEqualTo("search");
        assertThat(reply.text("/errors/1/message")).isEqualTo("is given more than once");
        assertThat(get("/api/v1/events?topics=overview&topics=stations").status())
                .isEqualTo(400);
        assertThat(get("/health?a=1&a=2").status()).isEqualTo(200);
    }

    @Test
    void aMistypedParameterOfAChangeChangesNothing() {
        put("/api/v1/tokens/04A1", "{}");

        assertThat(as(ADMIN, "DELETE", "/api/v1/tokens/04A1?typ=eMAID", Optional.empty())
                        .status())
                .isEqualTo(400);
        assertThat(as(ADMIN, "GET", "/api/v1/tokens/04A1", Optional.empty()).status())
                .isEqualTo(200);
    }

    @Test
    void aBodyThatIsTooLargeIs413WhetherItsLengthIsToldOrNot() {
        byte[] large = new byte[LARGEST_BODY + 1];

        assertThat(importTokens(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                        .status())
                .isEqualTo(413);
        assertThat(importTokens(BodyPublishers.ofByteArray(large)).status()).isEqualTo(413);
    }

    /** Before anybody knows who asks: a few at once of four megabytes, made into objects, would end the server. */
    @Test
    void aStrangerSendsNoMoreThanASignInNeeds() {
        byte[] large = ("[" + "{},".repeat(6_000) + "{}]").getBytes(StandardCharsets.UTF_8);
        for (BodyPublisher body : List.of(
                BodyPublishers.ofByteArray(large),
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))) {
            Reply reply = send(request("/api/v1/session")
                    .header("Content-Type", "application/json")
                    .POST(body));

            assertThat(reply.status()).isEqualTo(413);
            assertThat(reply.text("/detail")).isEqualTo("The body is larger than 16 KiB.");
        }
    }

    @Test
    void ofVeryManyMistakesTheFirstAreTold() {
        String keys =
                IntStream.range(0, 1_000).mapToObj(i -> "\"k" + i + "\":0").collect(Collectors.joining(","));

        Reply reply = post("/api/v1/session", "{" + keys + "}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("errors")).hasSize(100);
        assertThat(reply.text("/detail")).endsWith("These are the first 100 of 1002 mistakes.");
    }

    /** Written out in full it would fill the memory. */
    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1E+31", "1e-999999999", "0.1e-999999"})
    void aNumberBeyondAllMeasureIsRefusedByItsField(String number) {
        Reply settings = as(
                ADMIN,
                "PUT",
                "/api/v1/settings/x.door",
                Optional.of("{\"version\":\"1\",\"values\":{\"port\":" + number + "}}"));
        assertRefused("port", settings);
        assertRefused(
                "energyWh",
                post(
                        "/api/v1/reviews/" + new TransactionId(7) + "/decision",
                        "{\"choice\":\"CORRECT\",\"reason\":\"x\",\"energyWh\":" + number + "}"));
        assertRefused("evse", post("/api/v1/stations/x/commands/unlock", "{\"evse\":[[" + number + "]]}"));
    }

    @ParameterizedTest
    @CsvSource({
        "transactions,from",
        "transactions,to",
        "transactions/count,to",
        "reviews,from",
        "stations/CP-1/frames,to",
        "stations/CP-1/frames,from",
        "stations/CP-1/availability,at"
    })
    void aMomentThatNoClockShowsIsRefused(String path, String field) {
        house.station("CP-1");
        for (String moment :
                List.of("-1000000000-01-01T00:00:00Z", "%2B1000000000-12-31T23:59:59Z", "1969-12-31T23:59:59Z")) {
            String query = field + "=" + moment + (field.equals("at") ? "&period=day" : "");

            assertRefused(field, get("/api/v1/" + path + "?" + query));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void whatNoUrlCanNameIsNotMade(String name) {
        assertThat(post("/api/v1/stations", "{\"id\":\"" + name + "\"}").text("/errors/0/field"))
                .isEqualTo("id");
        assertThat(post("/api/v1/tokens", "{\"value\":\"" + name + "\"}").text("/errors/0/field"))
                .isEqualTo("value");
        assertThat(csv("/api/v1/stations/import", "id\n" + name + "\n").text("/errors/0/field"))
                .isEqualTo("id");
        assertThat(csv("/api/v1/tokens/import", "value\n" + name + "\n").text("/errors/0/field"))
                .isEqualTo("value");
        assertThat(house.registered).isEmpty();
        assertThat(house.cards).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\n", "\\u001b", "\\u0085", "\\ud800", "\\udc00x"})
    void textThatCannotBeShownIsRefusedByItsField(String escaped) {
        String bad = "\"a" + escaped + "b\"}";
        post("/api/v1/stations", "{\"id\":\"CP-1\"}");

        assertRefused("label", post("/api/v1/stations", "{\"id\":\"CP-2\",\"label\":" + bad));
        assertRefused("label", as(OPERATOR, "PATCH", "/api/v1/stations/CP-1", Optional.of("{\"label\":" + bad)));
        assertRefused("value", post("/api/v1/tokens", "{\"value\":" + bad));
        assertRefused("type", post("/api/v1/tokens", "{\"value\":\"04A1\",\"type\":" + bad));
        assertRefused("label", post("/api/v1/tokens", "{\"value\":\"04A1\",\"label\":" + bad));
        assertRefused("group", as(OPERATOR, "PUT", "/api/v1/tokens/04A1", Optional.of("{\"group\":" + bad)));
        assertThat(house.registered).hasSize(1);
        assertThat(house.cards).isEmpty();
    }

    /** The store would keep a part of it, and memory the whole until the next restart. */
    @Test
    void whatIsLongerThanIsKeptIsRefusedByItsField() {
        String type = "t".repeat(IdToken.LONGEST_TYPE);
        String label = "l".repeat(Token.LONGEST_LABEL);
        String group = "g".repeat(Token.LONGEST_GROUP);
        String fits =
                "{\"value\":\"04A1\",\"type\":\"%s\",\"label\":\"%s\",\"group\":\"%s\"}".formatted(type, label, group);
        assertThat(post("/api/v1/tokens", fits).status()).isEqualTo(201);
        String another = fits.replace("04A1", "04A2");
        post("/api/v1/stations", "{\"id\":\"CP-1\"}");
        String stationLabel = "{\"label\":\"" + "l".repeat(ChargingStation.LONGEST_LABEL + 1) + "\"}";

        assertRefused("type", post("/api/v1/tokens", another.replace(type, type + "t")));
        assertRefused("label", post("/api/v1/tokens", another.replace(label, label + "l")));
        assertRefused("group", post("/api/v1/tokens", another.replace(group, group + "g")));
        assertRefused("type", put("/api/v1/tokens/04A1?type=" + type + "t", "{}"));
        assertRefused("label", put("/api/v1/tokens/04A1", "{\"label\":\"" + label + "l\"}"));
        assertRefused("group", put("/api/v1/tokens/04A1", "{\"group\":\"" + group + "g\"}"));
        assertRefused(
                "type",
                post(
                        "/api/v1/stations/CP-1/commands/start-charging",
                        "{\"idToken\":\"04A1\",\"type\":\"" + type + "t\"}"));
        assertRefused("label", as(OPERATOR, "PATCH", "/api/v1/stations/CP-1", Optional.of(stationLabel)));
        assertThat(house.cards).hasSize(1);
    }

    @Test
    void aFileWithTextThatIsTooLongIsRefusedByLineAndColumn() {
        Reply tokens = csv(
                "/api/v1/tokens/import",
                "value,type,label,group\n04A1,,,\n04A2,%s,%s,%s\n"
                        .formatted("t".repeat(101), "l".repeat(501), "g".repeat(256)));
        Reply stations = csv("/api/v1/stations/import", "id,label\nCP-1,%s\n".formatted("l".repeat(101)));

        assertThat(tokens.json().get("errors"))
                .hasSize(3)
                .allMatch(error -> error.get("line").asInt() == 3);
        assertThat(tokens.json().get("errors").toString()).contains("\"type\"", "\"label\"", "\"group\"");
        assertRefused("label", stations);
        assertThat(house.cards).isEmpty();
        assertThat(house.registered).isEmpty();
    }

    /** A station may mean a token by less than all of its name; a change may not. */
    @Test
    void onlyTheTokenThatIsNamedIsShownOrRemoved() {
        post("/api/v1/tokens", "{\"value\":\"04A1\"}");
        post("/api/v1/tokens", "{\"value\":\"04B2\",\"type\":\"Central\"}");

        for (String other : List.of("04A1?type=Central", "04B2", "04B2?type=", "04B2?type=eMAID")) {
            assertThat(get("/api/v1/tokens/" + other).status()).as(other).isEqualTo(404);
            assertThat(as(OPERATOR, "DELETE", "/api/v1/tokens/" + other, Optional.empty())
                            .status())
                    .as(other)
                    .isEqualTo(404);
        }
        assertThat(house.cards).hasSize(2);
        for (String exact : List.of("04a1?type=", "04B2?type=central")) {
            assertThat(as(OPERATOR, "DELETE", "/api/v1/tokens/" + exact, Optional.empty())
                            .status())
                    .as(exact)
                    .isEqualTo(204);
        }
        assertThat(house.cards).isEmpty();
    }

    private Reply put(String path, String body) {
        return as(OPERATOR, "PUT", path, Optional.of(body));
    }

    private static void assertRefused(String field, Reply reply) {
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/errors/0/field")).isEqualTo(field);
    }

    @Test
    void aLabelMayHaveLettersOfAllTheWorld() {
        assertThat(post("/api/v1/tokens", "{\"value\":\"04A1\",\"label\":\"Zoë \\ud83d\\ude97 車\"}")
                        .text("/label"))
                .isEqualTo("Zoë \uD83D\uDE97 車");
    }

    @Test
    void aFileWithTextThatCannotBeShownIsRefusedByLineAndColumn() {
        Reply reply = csv("/api/v1/tokens/import", "value,label,group\n04A1,ok,\n04\0A2,a\u001bb,\"f\ng\"\n");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("errors")).hasSize(3);
        assertThat(reply.text("/errors/2/field")).isEqualTo("group");
        assertThat(house.cards).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"04A1,ok\n04A2,\"bad\n04A3,x\n", "04A1,ok\n04A2,\"bad\" Zoë\n"})
    void aQuotationMarkThatDoesNotMatchIsToldWithItsLine(String lines) {
        Reply reply = csv("/api/v1/tokens/import", "value,label\n" + lines);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/errors/0/line")).isEqualTo("3");
        assertThat(reply.text("/errors/0/message")).contains("quotation mark");
        assertThat(reply.json().toString()).doesNotContain("body");
        assertThat(house.cards).isEmpty();
    }

    /** Versions of OCPP differ in what a token may have, and one list is for all of them. */
    @Test
    void aTokenThatSomeStationsCannotSayIsKeptWithAWarning() {
        String longer = "0".repeat(21);

        assertThat(post("/api/v1/tokens", "{\"value\":\"" + longer + "\"}").text("/warning"))
                .contains("20 characters", "OCPP 1.6");
        assertThat(post("/api/v1/tokens", "{\"value\":\"" + "0".repeat(20) + "\"}")
                        .json()
                        .has("warning"))
                .isFalse();
        assertThat(csv("/api/v1/tokens/import", "value\n" + longer + "\n04A1\n").text("/warning"))
                .startsWith("Of these numbers 1 ");
    }

    @Test
    void aFileInAnotherEncodingIsRefused() {
        byte[] latin = "value,label\n04A1,Zoë\n".getBytes(StandardCharsets.ISO_8859_1);

        Reply reply = importTokens(BodyPublishers.ofByteArray(latin));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/detail")).contains("UTF-8");
        assertThat(house.cards).isEmpty();
    }

    private Reply importTokens(BodyPublisher body) {
        return send(request("/api/v1/tokens/import")
                .header("Authorization", "Bearer " + OPERATOR)
                .header("Content-Type", "text/csv")
                .POST(body));
    }
}
