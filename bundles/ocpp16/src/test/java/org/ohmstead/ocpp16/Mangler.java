package org.ohmstead.ocpp16;

import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes of sound messages what broken software, broken lines and people of bad will could make of them. */
final class Mangler {

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
        "\uFFFD",
        "1970-01-01T00:00:00Z",
        "key",
        "value",
        "\"status\":",
        "\"timestamp\":\"\"",
        "\"connectorId\":1,"
    };
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "[]",
            "{}",
            "-1",
            "0",
            "1",
            "2",
            "255",
            "256",
            "2147483647",
            "-2147483648",
            "4294967296",
            "9223372036854775807",
            "1e3",
            "1.0",
            "0.000001",
            "123456789012345678901234567890123456789",
            "\"\"",
            "\" \"",
            "\"1\"",
            "\"04A1B2C3\"",
            "\"Accepted\"",
            "\"Charging\"",
            "\"Raw\"",
            "\"kWh\"",
            "\"SignedData\"",
            "\"-0.0\"",
            "\"1e9999\"",
            "\"NaN\"",
            "\"a\\u0000b\"",
            "\"\\udc00\"",
            "\"\\ud83d\\udd0c\"",
            "\"0000-01-01T00:00:00Z\"",
            "\"9999-12-31T23:59:60.999999999-18:00\"",
            "\"2026-11-22T08:00:00Z\"",
            "[{\"timestamp\":\"2026-11-22T08:00:00Z\",\"sampledValue\":[]}]");

    private final RandomGenerator random;

    Mangler(RandomGenerator random) {
        this.random = random;
    }

    /** Characters are lost, doubled, swapped and inserted. */
    String bytes(String message) {
        StringBuilder text = new StringBuilder(message);
        for (int wounds = random.nextInt(1, 4); wounds > 0 && !text.isEmpty(); wounds--) {
            int at = random.nextInt(text.length());
            int to = Math.min(text.length(), at + random.nextInt(1, 8));
            switch (random.nextInt(6)) {
                case 0 -> text.delete(at, to);
                case 1 -> text.insert(at, SHARDS[random.nextInt(SHARDS.length)]);
                case 2 -> text.replace(at, to, SHARDS[random.nextInt(SHARDS.length)]);
                case 3 -> text.setCharAt(at, (char) random.nextInt(0x10000));
                case 4 -> text.insert(at, text.substring(at, to));
                default -> text.setLength(at);
            }
        }
        return text.toString();
    }

    /** Still JSON, but parts have other values and types, are missing, doubled, nested, or far too many or too large. */
    String structure(String message) {
        JsonNode root = JSON.readTree(message);
        String marked = "";
        for (int wounds = random.nextInt(1, 4); wounds > 0; wounds--) {
            marked = wound(root);
        }
        String text = root.toString();
        return marked.isEmpty() ? text : text.replace("\"<here>\"", marked);
    }

    /** Gives what is to stand in the place of the mark; the last one wins. */
    private String wound(JsonNode root) {
        JsonNode at = root;
        while (!at.isEmpty() && random.nextInt(5) > 0) {
            JsonNode child = at.values().stream()
                    .skip(random.nextInt(at.size()))
                    .findFirst()
                    .orElseThrow();
            if (!child.isContainer() || child.isEmpty()) {
                break;
            }
            at = child;
        }
        String value = value();
        switch (at) {
            case ObjectNode object -> {
                List<String> names = List.copyOf(object.propertyNames());
                String name = names.isEmpty() || random.nextInt(8) == 0
                        ? "field" + random.nextInt(3)
                        : names.get(random.nextInt(names.size()));
                if (random.nextInt(4) == 0) {
                    object.remove(name);
                } else {
                    object.put(name, "<here>");
                }
            }
            case ArrayNode list -> {
                int index = list.isEmpty() ? 0 : random.nextInt(list.size());
                switch (random.nextInt(4)) {
                    case 0 -> list.insert(index, "<here>");
                    case 1 -> {
                        if (!list.isEmpty()) {
                            list.remove(index);
                        }
                    }
                    case 2 -> {
                        if (!list.isEmpty()) {
                            JsonNode again = list.get(index);
                            for (int i = random.nextInt(1, 40); i > 0; i--) {
                                list.add(again.deepCopy());
                            }
                        }
                    }
                    default -> {
                        if (!list.isEmpty()) {
                            list.set(index, JSON.getNodeFactory().stringNode("<here>"));
                        }
                    }
                }
            }
            default -> throw new IllegalStateException("neither object nor list");
        }
        return value;
    }

    private String value() {
        return switch (random.nextInt(20)) {
            case 0 -> '"' + "x".repeat(random.nextInt(1, 2_000)) + '"';
            case 1 -> {
                int depth = random.nextInt(1, 70);
                yield "[".repeat(depth) + "]".repeat(depth);
            }
            case 2 -> "1" + "0".repeat(random.nextInt(1, 300));
            default -> VALUES.get(random.nextInt(VALUES.size()));
        };
    }
}
