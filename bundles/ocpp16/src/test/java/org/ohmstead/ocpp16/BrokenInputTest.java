package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ohmstead.api.csms.TransactionHistory.Query;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.StationId;
import org.ohmstead.ocpp.rpc.lane.Line;
import org.ohmstead.ocpp.rpc.lane.TestLanes;
import org.ohmstead.ocpp16.message.FromStation;
import org.ohmstead.testkit.InMemoryCsms;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Frames that break the standard, through lane and session to the real deciding services. {@code messages/broken/*.json} has a
 * valid payload for each action, and for each of its fields the JSON texts put in its place, by the error they must get; "taken"
 * is answered, since real stations send it. {@code "<n>"} is a text of n characters. {@code messages/frames.json} has whole
 * frames, {@code <x*n>} being x n times. Whatever gets an error leaves no trace.
 */
@Timeout(60)
class BrokenInputTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String TAKEN = "taken";
    private static final Pattern LENGTH = Pattern.compile("\"<(\\d+)>\"");
    private static final Pattern TIMES = Pattern.compile("<(.+?)\\*(\\d+)>");

    private final InMemoryCsms csms =
            new InMemoryCsms().withStation("CP-1").withStation("CP-2").withToken("04A1B2C3");
    private final TestLanes lanes =
            new TestLanes(new Dialect16(csms.reports(), csms.authorizer(), csms.transactions(), csms.clock()));
    private final Line line = lanes.line("CP-1", "ocpp1.6");

    @AfterEach
    void stop() {
        lanes.close();
    }

    /** Everything that could have been touched. */
    private List<Object> world() {
        return List.of(
                csms.journal().head(),
                csms.stations().find(new StationId("CP-1")),
                csms.stations().find(new StationId("CP-2")),
                csms.history().page(Query.all(Scope.ALL), Page.Request.first(100)));
    }

    private record Wound(String action, String payload, String outcome) {}

    static Stream<Named<Wound>> wounds() {
        return Stream.of(FromStation.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .flatMap(BrokenInputTest::wounds);
    }

    private static Stream<Named<Wound>> wounds(String action) {
        JsonNode file = read("broken/" + action);
        List<Named<Wound>> wounds = new ArrayList<>();
        file.get("fields")
                .forEachEntry((field, outcomes) -> outcomes.forEachEntry((outcome, values) -> {
                    for (JsonNode value : values) {
                        String text = value.asString();
                        String payload = wounded(file.get("valid"), field, text);
                        String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
                        wounds.add(Named.of(
                                action + " " + field + " = " + shown + ": " + outcome,
                                new Wound(action, payload, outcome)));
                    }
                }));
        return wounds.stream();
    }

    /** The payload with this text in the place of a field. */
    private static String wounded(JsonNode valid, String path, String text) {
        JsonNode copy = valid.deepCopy();
        String[] steps = path.split("/");
        JsonNode at = copy;
        for (int i = 0; i < steps.length - 1; i++) {
            at = at instanceof ArrayNode list ? list.get(Integer.parseInt(steps[i])) : at.get(steps[i]);
        }
        ObjectNode object = (ObjectNode) at;
        String field = steps[steps.length - 1];
        if (text.equals("missing")) {
            object.remove(field);
            return copy.toString();
        }
        Matcher length = LENGTH.matcher(text);
        String value = length.matches() ? '"' + "x".repeat(Integer.parseInt(length.group(1))) + '"' : text;
        object.put(field, "<here>");
        return copy.toString().replace("\"<here>\"", value);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wounds")
    void aWoundedFieldGetsItsErrorAndLeavesNoTrace(Wound wound) throws Exception {
        List<Object> before = world();
        line.lane.received("[2,\"7\",\"" + wound.action + "\"," + wound.payload + "]");
        JsonNode answer = JSON.readTree(line.next());
        assertThat(answer.get(1).asString()).isEqualTo("7");
        if (wound.outcome.equals(TAKEN)) {
            assertThat(answer.get(0).asInt()).as("%s", answer).isEqualTo(3);
        } else {
            isError(answer, wound.outcome);
            assertThat(world()).isEqualTo(before);
        }
        answersAHeartbeat();
    }

    private record Oddity(String frame, Optional<String> id, Optional<String> error) {}

    static Stream<Named<Oddity>> frames() {
        List<Named<Oddity>> frames = new ArrayList<>();
        for (JsonNode row : read("frames")) {
            frames.add(Named.of(
                    row.get("name").asString(),
                    new Oddity(
                            TIMES.matcher(row.get("frame").asString())
                                    .replaceAll(found -> Matcher.quoteReplacement(
                                            found.group(1).repeat(Integer.parseInt(found.group(2))))),
                            Optional.ofNullable(row.get("id")).map(JsonNode::asString),
                            Optional.ofNullable(row.get("error")).map(JsonNode::asString))));
        }
        return frames.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frames")
    void aBrokenFrameGetsItsErrorAndTheConnectionStays(Oddity oddity) throws Exception {
        List<Object> before = world();
        line.lane.received(oddity.frame);
        if (oddity.id.isPresent()) {
            JsonNode answer = JSON.readTree(line.next());
            assertThat(answer.get(1).asString()).isEqualTo(oddity.id.get());
            if (oddity.error.isPresent()) {
                isError(answer, oddity.error.get());
            } else {
                assertThat(answer.get(0).asInt()).isEqualTo(3);
            }
        }
        assertThat(world()).isEqualTo(before);
        answersAHeartbeat();
    }

    /** OCPP-J 1.6 §4.2.3. */
    private static void isError(JsonNode answer, String code) {
        assertThat(answer.get(0).asInt()).as("%s", answer).isEqualTo(4);
        assertThat(answer.get(2).asString()).as("%s", answer).isEqualTo(code);
        assertThat(answer.get(3).asString()).isNotBlank().hasSizeLessThan(256);
        assertThat(answer.get(4).isObject()).isTrue();
        assertThat(answer).hasSize(5);
    }

    private void answersAHeartbeat() throws InterruptedException {
        assertThat(line.silent()).as("one answer is enough").isTrue();
        line.lane.received("[2,\"still there\",\"Heartbeat\",{}]");
        assertThat(line.next()).startsWith("[3,\"still there\",{\"currentTime\":");
        assertThat(line.open()).isTrue();
    }

    private static JsonNode read(String file) {
        try (InputStream in = BrokenInputTest.class.getResourceAsStream("/messages/" + file + ".json")) {
            return JSON.readTree(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
