package org.ohmstead.ocpp16;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.csms.StationAdmission.Connection;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.ocpp.OcppCaller.Answer;
import org.ohmstead.api.ocpp.OcppSession;
import org.ohmstead.testkit.FakeLink;
import org.ohmstead.testkit.InMemoryCsms;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A station with settings, which does with them what a test says. */
final class ConfigurableStation {

    private static final JsonMapper JSON = new JsonMapper();

    /** Its settings, as it spells them; it knows them in any case. */
    final TreeMap<String, String> settings = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    /** What it answers to a change, by key, or by key and value; Accepted where nothing is said. */
    final Map<String, String> answers = new HashMap<>();
    /** Keys it says it changes and does not. */
    final Set<String> deaf = new HashSet<>();
    /** Actions it answers with the error NotImplemented. */
    final Set<String> cannot = new HashSet<>();
    /** What the server asked, in order, with the payload. */
    final List<String> asked = new CopyOnWriteArrayList<>();
    /** Those of them that nobody waited for. */
    final List<String> askedInBackground = new CopyOnWriteArrayList<>();

    boolean restartsWhenChanged;
    boolean mute;
    String firmware = "1.0";
    String triggerAnswer = "Rejected";
    String remoteAnswer = "Accepted";
    Runnable beforeItAnswers = () -> {};

    private final InMemoryCsms csms;
    private final StationId id;
    private OcppSession session;
    private Connection connection;

    ConfigurableStation(InMemoryCsms csms, String id) {
        this.csms = csms;
        this.id = new StationId(id);
        connects();
    }

    void connects() {
        csms.clock().advance(Duration.ofSeconds(1));
        Dialect16 dialect = new Dialect16(csms.reports(), csms.authorizer(), csms.transactions(), csms.clock());
        session = dialect.open(id, this::asked);
        OcppSession background = dialect.open(id, (action, payload) -> {
            askedInBackground.add(action + payload);
            return asked(action, payload);
        });
        connection =
                csms.connect(id.value(), new FakeLink("ocpp1.6", new TwoWays(session.control(), background.control())));
    }

    /** A way for what somebody waits for, and one for the rest. */
    private record TwoWays(StationControl first, StationControl inBackground) implements StationControl {

        @Override
        public <T> Optional<T> as(Class<T> capability) {
            return first.as(capability);
        }
    }

    /** Goes, comes back and boots. */
    String restarts() {
        comesBack();
        return boots();
    }

    /** Goes and comes back, without a boot. */
    void comesBack() {
        goes();
        connects();
    }

    void goes() {
        connection.closed("gone");
    }

    String boots() {
        return answerToBoot().get("status").asString();
    }

    JsonNode answerToBoot() {
        return says(
                "BootNotification",
                "{\"chargePointVendor\":\"Acme\",\"chargePointModel\":\"One\",\"firmwareVersion\":\"%s\"}"
                        .formatted(firmware));
    }

    JsonNode says(String action, String payload) {
        return JSON.readTree(session.answer(action, payload));
    }

    List<String> changes() {
        return asked.stream()
                .filter(call -> call.startsWith("ChangeConfiguration"))
                .toList();
    }

    /** At which connectors it was asked to start, in order. */
    List<Integer> starts() {
        return asked.stream()
                .filter(call -> call.startsWith("RemoteStart"))
                .map(call -> JSON.readTree(call.substring(call.indexOf('{')))
                        .get("connectorId")
                        .asInt())
                .toList();
    }

    private Answer asked(String action, String payload) {
        asked.add(action + payload);
        if (mute) {
            return new Answer.Unanswered("No answer came.");
        }
        if (cannot.contains(action)) {
            return new Answer.Error("NotImplemented", "");
        }
        JsonNode request = JSON.readTree(payload);
        return switch (action) {
            case "GetConfiguration" -> new Answer.Result(configuration(request));
            case "ChangeConfiguration" -> {
                beforeItAnswers.run();
                yield change(request.get("key").asString(), request.get("value").asString());
            }
            case "RemoteStartTransaction", "RemoteStopTransaction" -> {
                beforeItAnswers.run();
                yield new Answer.Result("{\"status\":\"%s\"}".formatted(remoteAnswer));
            }
            case "TriggerMessage" -> new Answer.Result("{\"status\":\"%s\"}".formatted(triggerAnswer));
            default -> throw new AssertionError(action);
        };
    }

    private Answer change(String key, String value) {
        if (restartsWhenChanged) {
            settings.put(key, value);
            connection.closed("restart");
            return new Answer.Unanswered("The connection was lost.");
        }
        String answer = answers.getOrDefault(key + "=" + value, answers.getOrDefault(key, "Accepted"));
        if ((answer.equals("Accepted") || answer.equals("RebootRequired")) && !deaf.contains(key)) {
            settings.put(key, value);
        }
        return new Answer.Result("{\"status\":\"%s\"}".formatted(answer));
    }

    private String configuration(JsonNode request) {
        List<String> known = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (JsonNode name : request.get("key")) {
            String key = name.asString();
            if (settings.containsKey(key)) {
                key = settings.ceilingKey(key);
                known.add("{\"key\":\"%s\",\"readonly\":%s,\"value\":\"%s\"}"
                        .formatted(key, key.startsWith("Number"), settings.get(key)));
            } else {
                unknown.add("\"" + key + "\"");
            }
        }
        return "{\"configurationKey\":[%s],\"unknownKey\":[%s]}"
                .formatted(String.join(",", known), String.join(",", unknown));
    }
}
