package org.ohmstead.rest;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ohmstead.rest.resource.Route;

/** The table of routes described as OpenAPI 3.1; the schemas are derived from the records. */
final class OpenApi {

    private final Map<String, Object> schemas = new TreeMap<>();
    private final Map<Class<?>, String> names = new HashMap<>();
    private final List<Route> routes;

    OpenApi(List<Route> routes) {
        this.routes = routes;
    }

    Map<String, Object> describe() {
        Map<String, Map<String, Object>> paths = new TreeMap<>();
        for (Route route : routes) {
            paths.computeIfAbsent(route.path(), path -> new TreeMap<>())
                    .put(route.method().toLowerCase(Locale.ROOT), operation(route));
        }
        schema(ProblemView.class);
        Map<String, Object> api = new LinkedHashMap<>();
        api.put("openapi", "3.1.0");
        api.put(
                "info",
                Map.of(
                        "title",
                        "Ohmstead",
                        "version",
                        "1",
                        "description",
                        "Times are ISO 8601 in UTC, energy in Wh, power in W. With the session cookie, a change needs the"
                                + " header X-Ohmstead: 1."));
        api.put("paths", paths);
        api.put(
                "components",
                Map.of(
                        "schemas",
                        schemas,
                        "securitySchemes",
                        Map.of(
                                "bearer", Map.of("type", "http", "scheme", "bearer"),
                                "cookie",
                                        Map.of("type", "apiKey", "in", "cookie", "name", "ohmstead-session-{port}"))));
        return api;
    }

    private Map<String, Object> operation(Route route) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("summary", route.summary());
        operation.put(
                "security",
                route.need().isPresent()
                        ? List.of(Map.of("bearer", List.of()), Map.of("cookie", List.of()))
                        : List.of());
        route.need().ifPresent(role -> operation.put("x-role", role));
        List<Object> parameters = new ArrayList<>();
        for (String segment : route.path().split("/")) {
            if (segment.startsWith("{")) {
                parameters.add(parameter(segment.substring(1, segment.length() - 1), "path", "", true));
            }
        }
        new TreeMap<>(route.query())
                .forEach((name, meaning) -> parameters.add(parameter(name, "query", meaning, false)));
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        route.takes().ifPresent(type -> operation.put("requestBody", Map.of("required", true, "content", body(type))));
        operation.put(
                "responses",
                Map.of(
                        Integer.toString(route.status()),
                        success(route),
                        "default",
                        Map.of(
                                "description",
                                "Why not",
                                "content",
                                Map.of("application/problem+json", Map.of("schema", reference(ProblemView.class))))));
        return operation;
    }

    private static Map<String, Object> parameter(String name, String in, String meaning, boolean required) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("name", name);
        parameter.put("in", in);
        parameter.put("required", required);
        if (!meaning.isEmpty()) {
            parameter.put("description", meaning);
        }
        parameter.put("schema", Map.of("type", "string"));
        return parameter;
    }

    private Map<String, Object> body(Class<?> type) {
        return type == Route.Csv.class
                ? Map.of("text/csv", Map.of("schema", Map.of("type", "string")))
                : Map.of("application/json", Map.of("schema", schema(type)));
    }

    private Map<String, Object> success(Route route) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("description", route.status() == 204 ? "Done" : "The answer");
        route.gives().ifPresent(type -> {
            Object schema = route.givesList()
                    ? Map.of(
                            "type",
                            "object",
                            "required",
                            List.of("items"),
                            "properties",
                            Map.of(
                                    "items", Map.of("type", "array", "items", schema(type)),
                                    "next", Map.of("type", "string")))
                    : schema(type);
            response.put("content", Map.of("application/json", Map.of("schema", schema)));
        });
        return response;
    }

    private Map<String, Object> schema(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == Optional.class) {
                return schema(arguments[0]);
            }
            return generic.getRawType() == Map.class
                    ? Map.of("type", "object", "additionalProperties", schema(arguments[1]))
                    : Map.of("type", "array", "items", schema(arguments[0]));
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            if (!schemas.containsKey(name(plain))) {
                schemas.put(name(plain), Map.of());
                schemas.put(name(plain), object(plain));
            }
            return reference(plain);
        }
        if (plain.isEnum()) {
            return Map.of("type", "string", "enum", Arrays.asList(plain.getEnumConstants()));
        }
        return scalar(plain);
    }

    private static Map<String, Object> scalar(Class<?> type) {
        if (type == Instant.class) {
            return Map.of("type", "string", "format", "date-time");
        }
        if (type == BigDecimal.class || type == Double.class) {
            return Map.of("type", "number");
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return Map.of("type", "integer");
        }
        if (type == boolean.class || type == Boolean.class) {
            return Map.of("type", "boolean");
        }
        return type == Object.class ? Map.of() : Map.of("type", type == String.class ? "string" : "object");
    }

    private Map<String, Object> object(Class<?> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            properties.put(component.getName(), schema(component.getGenericType()));
            if (component.getType() != Optional.class) {
                required.add(component.getName());
            }
        }
        return Map.of("type", "object", "properties", properties, "required", required);
    }

    private Map<String, Object> reference(Class<?> type) {
        return Map.of("$ref", "#/components/schemas/" + name(type));
    }

    /** What another bundle calls the same is another thing. */
    private String name(Class<?> type) {
        return names.computeIfAbsent(type, fresh -> {
            String wanted = plainName(fresh);
            String name = wanted;
            for (int i = 2; names.containsValue(name); i++) {
                name = wanted + i;
            }
            return name;
        });
    }

    private static String plainName(Class<?> type) {
        String simple = type.getSimpleName();
        String owner = type.isMemberClass() && !type.getEnclosingClass().isRecord()
                ? type.getEnclosingClass().getSimpleName()
                : "";
        return owner + (simple.endsWith("View") ? simple.substring(0, simple.length() - 4) : simple);
    }
}
