package org.ohmstead.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.rest.resource.FieldError;
import org.ohmstead.rest.resource.Problem;
import org.ohmstead.rest.resource.WattHours;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;
import tools.jackson.databind.type.LogicalType;

/** Records to JSON and back. One mapper per activation: a static one would hold the classes of replaced bundles. */
final class Json {

    /** Zeros of a number. Written out in full, as settings are, 1e999999999 would fill the memory. */
    private static final int MOST_ZEROS = 30;

    private final JsonMapper mapper = JsonMapper.builder()
            .changeDefaultPropertyInclusion(usual -> usual.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    text -> List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)
                            .forEach(shape -> text.setCoercion(shape, CoercionAction.Fail)))
            .addModule(words())
            .build();

    /** How the words of the house look inside the facts of the journal; the views have none of them. */
    private static SimpleModule words() {
        var module = new SimpleModule();
        // A token's text is shortened, so none leaves in a fact.
        List.of(IdToken.class, StationId.class, SiteId.class, TransactionId.class)
                .forEach(type -> module.addSerializer(type, ToStringSerializer.instance));
        module.addSerializer(EvseId.class, new ValueSerializer<EvseId>() {
            @Override
            public void serialize(EvseId evse, JsonGenerator out, SerializationContext context) {
                out.writeNumber(evse.value());
            }
        });
        module.addSerializer(Energy.class, new ValueSerializer<Energy>() {
            @Override
            public void serialize(Energy energy, JsonGenerator out, SerializationContext context) {
                out.writeNumber(WattHours.of(energy));
            }
        });
        return module;
    }

    byte[] write(Object value) {
        return mapper.writeValueAsBytes(value);
    }

    String text(Object value) {
        return mapper.writeValueAsString(value);
    }

    /** @throws Problem 400 that names every field that is unknown or missing, or the first that is of another type */
    <T> T read(byte[] body, Class<T> type) {
        JsonNode tree = tree(body);
        Map<String, RecordComponent> components = new HashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            components.put(component.getName(), component);
        }
        List<FieldError> errors = new ArrayList<>();
        for (String name : tree.propertyNames()) {
            if (!components.containsKey(name)) {
                errors.add(FieldError.of(name, "is not known here"));
            }
        }
        complainOfNumbers("", tree, errors);
        components.forEach((name, component) -> {
            if (component.getType() != Optional.class
                    && (!tree.has(name) || tree.get(name).isNull())) {
                errors.add(FieldError.of(name, "is missing"));
            }
        });
        if (!errors.isEmpty()) {
            throw Problem.bad(errors);
        }
        try {
            return mapper.treeToValue(tree, type);
        } catch (JacksonException e) {
            String field = e.getPath().isEmpty() ? "" : e.getPath().getFirst().getPropertyName();
            throw Problem.bad(field, expectation(components.get(field)));
        }
    }

    private static void complainOfNumbers(String field, JsonNode node, List<FieldError> errors) {
        if (node.isNumber() && Math.abs(node.decimalValue().scale()) > MOST_ZEROS) {
            errors.add(FieldError.of(field, "is a number beyond all measure"));
        } else if (node.isObject()) {
            node.properties().forEach(property -> complainOfNumbers(property.getKey(), property.getValue(), errors));
        } else {
            node.values().forEach(element -> complainOfNumbers(field, element, errors));
        }
    }

    private JsonNode tree(byte[] body) {
        JsonNode tree;
        try {
            tree = mapper.readTree(body);
        } catch (JacksonException e) {
            throw Problem.of(400, "The body is not JSON.");
        }
        if (!tree.isObject()) {
            throw Problem.of(400, "The body has to be a JSON object.");
        }
        return tree;
    }

    /** @param component null where it is not known which one is wrong */
    private static String expectation(RecordComponent component) {
        if (component == null) {
            return "is not as it should be";
        }
        Type type = component.getGenericType();
        if (type instanceof ParameterizedType optional && optional.getRawType() == Optional.class) {
            type = optional.getActualTypeArguments()[0];
        }
        if (type instanceof Class<?> named && named.isEnum()) {
            return "is one of " + Arrays.toString(named.getEnumConstants());
        }
        return switch (type.getTypeName()) {
            case "java.lang.String" -> "is a text";
            case "int", "java.lang.Integer" -> "is a whole number";
            case "java.math.BigDecimal" -> "is a number";
            case "boolean", "java.lang.Boolean" -> "is true or false";
            case "java.time.Instant" -> "is a time like 2026-11-22T10:00:00Z";
            default -> type.getTypeName().startsWith("java.util.Map") ? "is an object" : "is a list of texts";
        };
    }
}
