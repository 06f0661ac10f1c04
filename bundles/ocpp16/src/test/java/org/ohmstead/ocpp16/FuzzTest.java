package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.ocpp.OcppCaller.Answer;
import org.ohmstead.api.ocpp.OcppError;
import org.ohmstead.api.ocpp.OcppSession;
import org.ohmstead.ocpp16.message.FromStation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Thousands of payloads that real ones could have become: each is answered or refused with a code, and nothing else happens. */
class FuzzTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String[] SHARDS = {
        "null",
        "true",
        "-1",
        "0",
        "1e400",
        "2147483648",
        "9223372036854775808",
        "0.1",
        "\"\"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "[]",
        "{}",
        "[[",
        "}}",
        ",",
        ":",
        "\"",
        "\\",
        "é",
        "\u0000",
        "1970-01-01T00:00:00Z",
        "key",
        "value",
        "\"status\":",
        "\"timestamp\":\"\"",
        "\"connectorId\":1,"
    };

    private final RecordingCsms csms = new RecordingCsms();
    private final OcppSession session =
            new Dialect16(csms, csms, csms).open(new StationId("CP-1"), (action, payload) -> new Answer.NotSent("no"));

    private record Call(String action, String payload) {}

    @Test
    void aMangledPayloadIsAnsweredOrRefused() {
        List<Call> calls = Stream.of(FromStation.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .flatMap(FuzzTest::calls)
                .toList();
        Random random = new Random(20_261_122);
        int answered = 0;
        for (int i = 0; i < 20_000; i++) {
            Call call = calls.get(random.nextInt(calls.size()));
            String payload = mangled(call.payload(), random);
            try {
                assertThat(JSON.readTree(session.answer(call.action(), payload)).isObject())
                        .isTrue();
                answered++;
            } catch (OcppError refused) {
                assertThat(refused.getMessage()).isNotBlank().hasSizeLessThan(256);
            } catch (RuntimeException unforeseen) {
                fail(call.action() + " " + payload, unforeseen);
            }
        }
        assertThat(answered).as("some survive the mangling").isBetween(1_000, 19_000);
    }

    @Test
    void aMangledAnswerIsAnOutcome() {
        Random random = new Random(16);
        for (int i = 0; i < 5_000; i++) {
            String payload = mangled(
                    "{\"status\":\"Accepted\",\"data\":\"x\",\"configurationKey\":[{\"key\":\"AuthorizationKey\","
                            + "\"readonly\":false,\"value\":\"secret-0001\"},{\"key\":\"b\",\"readonly\":true}],"
                            + "\"unknownKey\":[\"c\"]}",
                    random);
            Control16 control =
                    new Control16(new StationId("CP-1"), csms, (action, asked) -> new Answer.Result(payload));
            assertThat(control.clearCache().kind()).isNotNull();
            assertThat(control.transfer("v", Optional.empty(), Optional.empty()).kind())
                    .isNotNull();
            assertThat(control.read(List.of()).outcome().kind()).isNotNull();
        }
    }

    private static Stream<Call> calls(String action) {
        try (InputStream in = FuzzTest.class.getResourceAsStream("/messages/" + action + ".json")) {
            List<Call> calls = new ArrayList<>();
            for (JsonNode row : JSON.readTree(in)) {
                if (row.has("answer") && row.has("payload")) {
                    calls.add(new Call(action, row.get("payload").toString()));
                }
            }
            return calls.stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String mangled(String payload, Random random) {
        StringBuilder text = new StringBuilder(payload);
        for (int wounds = random.nextInt(1, 4); wounds > 0 && !text.isEmpty(); wounds--) {
            int at = random.nextInt(text.length());
            int to = Math.min(text.length(), at + random.nextInt(1, 8));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, to);
                case 1 -> text.insert(at, SHARDS[random.nextInt(SHARDS.length)]);
                case 2 -> text.replace(at, to, SHARDS[random.nextInt(SHARDS.length)]);
                case 3 -> text.setCharAt(at, (char) random.nextInt(0x2000));
                case 4 -> text.insert(at, text.substring(at, to));
                default -> throw new AssertionError();
            }
        }
        return text.toString();
    }
}
