package org.ohmstead.simulator.oddity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.ohmstead.simulator.ocpp16.Habits;
import org.ohmstead.simulator.wire.Json;

/** Habits of a station that says the right thing in the wrong words. */
class Wording implements Habits {

    static final String BOOT = "BootNotification";
    static final String STATUS = "StatusNotification";
    static final String START = "StartTransaction";
    static final String READING = "MeterValues";
    static final String STOP = "StopTransaction";

    private final Map<String, Consumer<Map<String, Object>>> changes = new HashMap<>();

    /** Changes the payload of every call of this action before it leaves, after what was changed so far. */
    final Wording of(String action, Consumer<Map<String, Object>> change) {
        changes.merge(action, change, Consumer::andThen);
        return this;
    }

    /** Changes every sampled value, in meter values and in the data of a stop. */
    final Wording ofSamples(Consumer<Map<String, Object>> change) {
        return of(READING, payload -> samples(payload.get("meterValue"), change))
                .of(STOP, payload -> samples(payload.get("transactionData"), change));
    }

    private static void samples(Object meterValues, Consumer<Map<String, Object>> change) {
        objects(meterValues).forEach(value -> objects(value.get("sampledValue")).forEach(change));
    }

    @Override
    public final String words(String action, String payload) {
        var change = changes.get(action);
        if (change == null) {
            return payload;
        }
        var members = object(Json.parse(payload));
        change.accept(members);
        return Json.text(members);
    }

    /** The objects of a JSON array; none when it is absent. */
    static List<Map<String, Object>> objects(Object array) {
        return array instanceof List<?> items
                ? items.stream().map(Wording::object).toList()
                : List.of();
    }

    @SuppressWarnings("unchecked") // Json makes no other maps
    private static Map<String, Object> object(Object json) {
        return (Map<String, Object>) json;
    }
}
