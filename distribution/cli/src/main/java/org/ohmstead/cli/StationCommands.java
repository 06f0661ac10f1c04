package org.ohmstead.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What one can ask of a station, as the server itself describes it: a newer server's commands are there at once. */
final class StationCommands {

    private static final String PREFIX = "/api/v1/stations/{id}/commands/";

    private final Map<String, StationCommand> commands = new LinkedHashMap<>();

    private StationCommands() {}

    static StationCommands of(JsonNode openApi) {
        var known = new StationCommands();
        openApi.path("paths")
                .propertyStream()
                .filter(it -> it.getKey().startsWith(PREFIX))
                .forEach(it -> {
                    String name = it.getKey().substring(PREFIX.length());
                    known.commands.put(
                            name, StationCommand.of(name, it.getValue().path("post"), openApi));
                });
        return known;
    }

    Set<String> names() {
        return commands.keySet();
    }

    Optional<StationCommand> find(String name) {
        return Optional.ofNullable(commands.get(name));
    }

    void describe(PrintWriter out) {
        commands.values().forEach(command -> {
            out.printf("%-20s %s%n", command.name(), command.summary());
            command.fields().forEach(field -> out.printf("%-20s   %s%n", "", field.describe()));
        });
    }

    /** One of them. */
    record StationCommand(String name, String summary, List<Field> fields) {

        static StationCommand of(String name, JsonNode operation, JsonNode openApi) {
            JsonNode schema = resolved(
                    operation
                            .path("requestBody")
                            .path("content")
                            .path("application/json")
                            .path("schema"),
                    openApi);
            Set<String> required = schema.path("required")
                    .valueStream()
                    .map(field -> field.asString(""))
                    .collect(Collectors.toSet());
            List<Field> fields = new ArrayList<>();
            schema.path("properties")
                    .propertyStream()
                    .map(it -> Field.of(it.getKey(), resolved(it.getValue(), openApi), required.contains(it.getKey())))
                    .forEach(fields::add);
            return new StationCommand(name, operation.path("summary").asString(""), fields);
        }

        private static JsonNode resolved(JsonNode schema, JsonNode openApi) {
            return schema.has("$ref")
                    ? openApi.at(schema.get("$ref").asString("").substring(1))
                    : schema;
        }

        /**
         * The request's body.
         *
         * @param arguments each {@code key=value}
         * @param wrong makes a mistake of them
         */
        ObjectNode body(List<String> arguments, Function<String, ParameterException> wrong) {
            Map<String, Field> known = new HashMap<>();
            fields.forEach(field -> known.put(field.name(), field));
            ObjectNode body = Server.JSON.createObjectNode();
            for (String argument : arguments) {
                String key = argument.replaceFirst("=.*", "");
                if (!known.containsKey(key) || key.equals(argument)) {
                    throw wrong.apply("\"" + argument + "\" is nothing that " + name + " knows; "
                            + (fields.isEmpty() ? "it takes nothing." : "it takes " + usage() + "."));
                }
                known.get(key).put(body, argument.substring(key.length() + 1), wrong);
            }
            fields.stream()
                    .filter(field -> field.required() && !body.has(field.name()))
                    .findFirst()
                    .ifPresent(field -> {
                        throw wrong.apply(name + " needs " + field.describe() + ".");
                    });
            return body;
        }

        private String usage() {
            return fields.stream().map(field -> field.name() + "=...").collect(Collectors.joining(" "));
        }
    }

    /**
     * Something that a command takes.
     *
     * @param type of JSON Schema
     * @param choices empty where any will do
     */
    record Field(String name, String type, List<String> choices, boolean required) {

        static Field of(String name, JsonNode schema, boolean required) {
            return new Field(
                    name,
                    schema.path("type").asString("string"),
                    schema.path("enum")
                            .valueStream()
                            .map(word -> word.asString(""))
                            .toList(),
                    required);
        }

        String describe() {
            String value = choices.isEmpty()
                    ? switch (type) {
                        case "integer" -> "NUMBER";
                        case "boolean" -> "true|false";
                        case "array" -> "TEXT,TEXT...";
                        default -> "TEXT";
                    }
                    : String.join("|", choices);
            return required ? name + "=" + value : "[" + name + "=" + value + "]";
        }

        private void put(ObjectNode body, String value, Function<String, ParameterException> wrong) {
            switch (type) {
                case "integer" -> {
                    try {
                        body.put(name, Long.parseLong(value));
                    } catch (NumberFormatException e) {
                        throw wrong.apply(name + " needs a whole number, not \"" + value + "\".");
                    }
                }
                case "boolean" -> {
                    if (!value.equals("true") && !value.equals("false")) {
                        throw wrong.apply(name + " is true or false, not \"" + value + "\".");
                    }
                    body.put(name, value.equals("true"));
                }
                case "array" -> Stream.of(value.split(",")).forEach(body.withArray(name)::add);
                default -> body.put(name, value);
            }
        }
    }
}
