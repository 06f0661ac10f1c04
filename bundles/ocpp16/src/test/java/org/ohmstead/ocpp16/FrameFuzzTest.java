package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;
import org.ohmstead.api.csms.TransactionHistory.Query;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.StationId;
import org.ohmstead.ocpp.rpc.lane.Line;
import org.ohmstead.ocpp.rpc.lane.TestLanes;
import org.ohmstead.testkit.InMemoryCsms;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * 50,000 frames that real ones could have become, in bursts and in ten worlds, through lane and session to the real deciding services. Another
 * run: {@code -Dohmstead.fuzz.seed=4711 -Dohmstead.fuzz.frames=1000000}.
 */
@Timeout(300)
class FrameFuzzTest {

    private static final int WORLDS = 10;
    private static final long SEED = Long.getLong("ohmstead.fuzz.seed", 20_261_122);
    private static final int FRAMES = Integer.getInteger("ohmstead.fuzz.frames", 50_000) / WORLDS;

    private static final JsonMapper JSON = new JsonMapper();

    /** All but InternalError, which would be a mistake of ours (OCPP-J 1.6 §4.2.3). */
    private static final Set<String> CODES = Set.of(
            "NotImplemented",
            "NotSupported",
            "ProtocolError",
            "SecurityError",
            "FormationViolation",
            "PropertyConstraintViolation",
            "OccurenceConstraintViolation",
            "TypeConstraintViolation",
            "GenericError");

    private final long seed;
    private final Random random;
    private final Mangler mangler;
    private final InMemoryCsms csms =
            new InMemoryCsms().withStation("CP-1").withStation("CP-2").withToken("04A1B2C3");
    private final Dialect16 dialect =
            new Dialect16(csms.reports(), csms.authorizer(), csms.transactions(), csms.clock());
    private final TestLanes lanes = new TestLanes(dialect);
    private final ScriptedStation bystander = new ScriptedStation(csms, "CP-2");
    private Line line = lanes.line("CP-1", "ocpp1.6");

    /** What was sent lately, to be sent again. */
    private final List<String> sent = new ArrayList<>();

    private final Map<String, Integer> outcomes = new HashMap<>();
    private long transactionId = 1;
    private long number;

    /** Each world has a seed of its own. */
    FrameFuzzTest(RepetitionInfo world) {
        seed = SEED + world.getCurrentRepetition() - 1;
        random = new Random(seed);
        mangler = new Mangler(random);
    }

    @AfterEach
    void stop() {
        lanes.close();
    }

    private List<Object> bystandersWorld() {
        StationId id = new StationId("CP-2");
        return List.of(
                csms.stations().find(id),
                csms.history().page(Query.all(Scope.ALL).at(id), Page.Request.first(100)));
    }

    @RepeatedTest(WORLDS)
    void everyCallWithAReadableIdGetsOneSoundAnswerAndNobodyElseIsTouched() throws Exception {
        System.out.println("FrameFuzzTest: -Dohmstead.fuzz.seed=" + seed);
        bystander.boots();
        bystander.is("Charging");
        long bystanders = bystander.starts("04A1B2C3", 1_000);
        List<Object> before = bystandersWorld();
        for (int frames = 0; frames < FRAMES; ) {
            List<String> burst = new ArrayList<>();
            for (int i = random.nextInt(1, 14); i > 0; i--) {
                burst.add(next(random.nextInt(20) == 0 ? bystanders : transactionId));
            }
            exchange(burst);
            frames += burst.size();
            if (random.nextInt(100) == 0) {
                line.lane.closed("it connects again");
                line = lanes.line("CP-1", "ocpp1.6");
            }
            csms.clock().advance(Duration.ofMillis(random.nextInt(60_000)));
        }
        assertThat(bystandersWorld()).as("seed %s", seed).isEqualTo(before);
        bystander.stops(bystanders, "04A1B2C3", 2_000);
        assertThat(bystandersWorld()).isNotEqualTo(before);
        assertThat(outcomes).as("each kind of outcome was met").containsKeys("3", "FormationViolation", "GenericError");
        assertThat(outcomes.get("3")).isBetween(FRAMES / 10, FRAMES);
    }

    // ---- what is sent

    private String next(long transaction) {
        if (!sent.isEmpty() && random.nextInt(12) == 0) {
            return sent.get(random.nextInt(sent.size()));
        }
        String sound = sound(transaction);
        String frame = switch (random.nextInt(10)) {
            case 0, 1, 2 -> sound;
            case 3, 4, 5 -> mangler.bytes(sound);
            case 6, 7, 8 -> mangler.structure(sound);
            default -> mangler.bytes(mangler.structure(sound));
        };
        if (sent.size() < 100) {
            sent.add(frame);
        } else {
            sent.set(random.nextInt(100), frame);
        }
        return frame;
    }

    private String sound(long transaction) {
        // Ids that restart, as after a reboot nobody noticed.
        String id = random.nextInt(10) == 0 ? Integer.toString(random.nextInt(20)) : "f" + ++number;
        String now = csms.clock().instant().toString();
        int connector = random.nextInt(3);
        return switch (random.nextInt(12)) {
            case 0 -> call(id, "BootNotification", "{\"chargePointVendor\":\"Acme\",\"chargePointModel\":\"One\"}");
            case 1 -> call(id, "Authorize", "{\"idTag\":\"04A1B2C3\"}");
            case 2, 3 ->
                call(
                        id,
                        "StartTransaction",
                        "{\"connectorId\":" + connector + ",\"idTag\":\"04A1B2C3\",\"meterStart\":"
                                + random.nextInt(100_000) + ",\"timestamp\":\"" + now + "\"}");
            case 4, 5 ->
                call(
                        id,
                        "MeterValues",
                        "{\"connectorId\":" + connector + ",\"transactionId\":" + transaction
                                + ",\"meterValue\":[{\"timestamp\":\"" + now + "\",\"sampledValue\":[{\"value\":\""
                                + random.nextInt(100_000) + "\",\"unit\":\"Wh\"},{\"value\":\"16.1\",\"measurand\":"
                                + "\"Current.Import\",\"phase\":\"L1\",\"unit\":\"A\"}]}]}");
            case 6, 7 ->
                call(
                        id,
                        "StopTransaction",
                        "{\"transactionId\":" + transaction + ",\"idTag\":\"04A1B2C3\",\"meterStop\":"
                                + random.nextInt(100_000) + ",\"timestamp\":\"" + now + "\",\"reason\":\"Local\"}");
            case 8 ->
                call(
                        id,
                        "StatusNotification",
                        "{\"connectorId\":" + connector
                                + ",\"errorCode\":\"NoError\",\"status\":\"Charging\",\"timestamp\":\"" + now + "\"}");
            case 9 -> call(id, "Heartbeat", "{}");
            case 10 -> call(id, "FirmwareStatusNotification", "{\"status\":\"Installed\"}");
            default -> call(id, "DataTransfer", "{\"vendorId\":\"com.acme\",\"data\":\"x\"}");
        };
    }

    private static String call(String id, String action, String payload) {
        return "[2,\"" + id + "\",\"" + action + "\"," + payload + "]";
    }

    // ---- what is heard

    private void exchange(List<String> burst) throws Exception {
        burst.forEach(line.lane::received);
        String last = "last " + ++number;
        line.lane.received("[2,\"" + last + "\",\"Heartbeat\",{}]");
        Map<String, Integer> answers = new HashMap<>();
        String id = "";
        while (!id.equals(last)) {
            String text = line.next();
            JsonNode answer = JSON.readTree(text);
            id = answer.get(1).asString();
            answers.merge(id, 1, Integer::sum);
            judge(answer, text, burst);
        }
        assertThat(line.silent() && line.open()).as(() -> seen(burst)).isTrue();
        Map<String, Integer> calls = new HashMap<>();
        int unreadable = 0;
        for (String frame : burst) {
            Optional<String> call = readableId(frame);
            call.ifPresent(one -> calls.merge(one, 1, Integer::sum));
            unreadable += call.isEmpty() ? 1 : 0;
        }
        // A call that comes again before its answer gets that one only; what is no JSON may still begin with a readable
        // id.
        int most = unreadable;
        calls.forEach((call, times) -> assertThat(answers.getOrDefault(call, 0))
                .as(() -> "answers to " + call + " of " + seen(burst))
                .isBetween(1, times + most));
    }

    private String seen(List<String> burst) {
        return "seed " + seed + ": " + JSON.writeValueAsString(burst);
    }

    private void judge(JsonNode answer, String text, List<String> burst) {
        int type = answer.get(0).asInt();
        String outcome = type == 3 ? "3" : answer.get(2).asString();
        outcomes.merge(outcome, 1, Integer::sum);
        if (type == 3) {
            assertThat(answer.size() == 3 && answer.get(2).isObject())
                    .as(() -> text + " to " + seen(burst))
                    .isTrue();
            JsonNode started = answer.get(2).get("transactionId");
            transactionId = started == null ? transactionId : started.asLong();
        } else {
            assertThat(type == 4 && answer.size() == 5 && CODES.contains(outcome))
                    .as(() -> text + " to one of " + seen(burst))
                    .isTrue();
        }
    }

    /** What somebody else makes of the frame: the id, if it is a call with one. */
    private static Optional<String> readableId(String frame) {
        try {
            JsonNode root = JSON.readTree(frame);
            boolean call = root.isArray()
                    && root.size() > 1
                    && root.get(0).isInt()
                    && root.get(0).asInt() == 2
                    && root.get(1).isString()
                    // In escapes Jackson takes characters of other scripts for hexadecimal digits; we do not.
                    && (frame.indexOf('\\') < 0 || frame.chars().allMatch(c -> c < 128));
            return Optional.of(root)
                    .filter(array -> call)
                    .map(array -> array.get(1).asString())
                    .filter(id -> !id.isEmpty());
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }
}
