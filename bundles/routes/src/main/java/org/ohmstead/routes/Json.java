package org.ohmstead.routes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;

/** Flat JSON objects, with what Camel has. */
final class Json {

    private Json() {}

    /** @param fields which, in that order; empty for all */
    static String of(Map<?, ?> map, List<String> fields) {
        if (fields.isEmpty()) {
            return Jsoner.serialize(map);
        }
        Map<String, Object> some = new LinkedHashMap<>();
        for (String field : fields) {
            if (map.containsKey(field)) {
                some.put(field, map.get(field));
            }
        }
        return Jsoner.serialize(some);
    }

    /** @throws IllegalArgumentException with a sentence for who sent it */
    static Map<String, Object> parse(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("The message is empty");
        }
        try {
            if (Jsoner.deserialize(text) instanceof JsonObject object) {
                return object;
            }
        } catch (DeserializationException | RuntimeException e) {
            throw new IllegalArgumentException("This is no JSON", e);
        }
        throw new IllegalArgumentException("This is JSON, but no object");
    }
}
