package org.ohmstead.simulator.wire;

import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;

/** One OCPP-J message (OCPP-J 1.6 §4.2). */
sealed interface Frame {

    record Call(String id, String action, Payload payload) implements Frame {}

    record Result(String id, Payload payload) implements Frame {}

    record Error(String id, String code, String description) implements Frame {}

    record Malformed() implements Frame {}

    static Frame parse(String text) {
        Object frame;
        try {
            frame = Json.parse(text);
        } catch (JacksonException broken) {
            return new Malformed();
        }
        if (!(frame instanceof List<?> parts) || parts.size() < 3 || !(parts.get(1) instanceof String id)) {
            return new Malformed();
        }
        return switch (String.valueOf(parts.getFirst())) {
            case "2" -> call(id, parts);
            case "3" -> parts.get(2) instanceof Map<?, ?> map ? new Result(id, Payload.of(map)) : new Malformed();
            case "4" -> error(id, parts);
            default -> new Malformed();
        };
    }

    private static Frame call(String id, List<?> parts) {
        boolean whole = parts.size() == 4 && parts.get(2) instanceof String && parts.get(3) instanceof Map<?, ?>;
        return whole ? new Call(id, (String) parts.get(2), Payload.of((Map<?, ?>) parts.get(3))) : new Malformed();
    }

    private static Frame error(String id, List<?> parts) {
        return parts.get(2) instanceof String code
                ? new Error(id, code, parts.size() > 3 ? String.valueOf(parts.get(3)) : "")
                : new Malformed();
    }

    static String call(String id, String action, String payload) {
        return "[2," + Json.quoted(id) + "," + Json.quoted(action) + "," + payload + "]";
    }

    static String result(String id, String payload) {
        return "[3," + Json.quoted(id) + "," + payload + "]";
    }

    static String error(String id, String code, String description) {
        return "[4," + Json.quoted(id) + "," + Json.quoted(code) + "," + Json.quoted(description) + ",{}]";
    }
}
