package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.ocpp.OcppCaller.Answer;
import org.ohmstead.api.ocpp.OcppError;
import org.ohmstead.api.ocpp.OcppSession;
import org.ohmstead.ocpp16.message.FromStation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every payload of {@code messages/*.json}: what the station sends ({@code payload}, or {@code raw} where it is no JSON), what
 * the core is told ({@code told}: each field named must be as given), what is answered ({@code answer}, exactly) or the error
 * code ({@code error}).
 */
class MessagesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final JsonMapper JSON = new JsonMapper();

    private final RecordingCsms csms = new RecordingCsms();
    private final Dialect16 dialect = new Dialect16(csms, csms, csms, Clock.fixed(NOW, ZoneOffset.UTC));
    private final OcppSession session =
            dialect.open(new StationId("CP-1"), (action, payload) -> new Answer.NotSent("nobody is there"));

    MessagesTest() {
        csms.verdicts.put("04A1B2C3", Authorization.ACCEPTED);
        csms.verdicts.put("04FFFFFF", Authorization.of(AuthorizationStatus.BLOCKED));
    }

    static Stream<Named<Case>> messages() {
        return Stream.concat(
                        Stream.of("Unknown"),
                        Stream.of(FromStation.class.getPermittedSubclasses()).map(Class::getSimpleName))
                .flatMap(MessagesTest::cases)
                .map(row ->
                        Named.of(row.action() + ": " + row.row().path("name").asString(), row));
    }

    private record Case(String action, JsonNode row) {}

    private static Stream<Case> cases(String file) {
        try (InputStream in = MessagesTest.class.getResourceAsStream("/messages/" + file + ".json")) {
            List<Case> cases = new ArrayList<>();
            JSON.readTree(in)
                    .forEach(row -> cases.add(new Case(row.path("action").asString(file), row)));
            return cases.stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void eachPayloadIsToldAndAnsweredAsTheTableSays(Case message) {
        JsonNode row = message.row();
        String payload =
                row.has("raw") ? row.get("raw").asString() : row.get("payload").toString();
        if (row.has("error")) {
            assertThatThrownBy(() -> session.answer(message.action(), payload))
                    .isInstanceOfSatisfying(
                            OcppError.class,
                            error -> assertThat(dialect.spell(error.kind()))
                                    .isEqualTo(row.get("error").asString()));
            assertThat(csms.told).isEmpty();
            return;
        }
        String answer = session.answer(message.action(), payload);
        assertThat(JSON.readTree(answer)).isEqualTo(row.get("answer"));
        JsonNode told = JSON.readTree(JSON.writeValueAsString(csms.told));
        contains(told, row.get("told"), "told");
    }

    /** The told things in order; of each, the fields the table names. */
    private static void contains(JsonNode told, JsonNode wanted, String path) {
        if (wanted.isObject()) {
            wanted.forEachEntry((name, value) -> contains(told.path(name), value, path + "." + name));
        } else if (wanted.isArray()) {
            assertThat(told).as(path).hasSameSizeAs(wanted);
            for (int i = 0; i < wanted.size(); i++) {
                contains(told.get(i), wanted.get(i), path + "[" + i + "]");
            }
        } else {
            assertThat(told).as(path).isEqualTo(wanted);
        }
    }

    /** Both ways and the answer: the action is that of the call. */
    @Test
    void aCardInADataTransferIsShortenedWhereFramesAreKept() {
        for (String payload : List.of(
                "{\"vendorId\":\"acme\",\"data\":\"card 04A1B2C3\"}",
                "{\"status\":\"Accepted\",\"data\":\"card 04A1B2C3\"}")) {
            assertThat(dialect.kept("DataTransfer", payload))
                    .contains("card 04A1***")
                    .doesNotContain("B2C3");
            assertThat(dialect.redacted("DataTransfer", payload)).isEqualTo(payload);
        }
        assertThat(dialect.redacted("DataTransfer", "{\"data\":\"password: letmein\"}"))
                .doesNotContain("letmein");
    }
}
