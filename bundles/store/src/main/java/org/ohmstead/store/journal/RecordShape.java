package org.ohmstead.store.journal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.ohmstead.api.model.IdToken;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** How one record type looks in JSON: an object with a member for each component that is not empty. */
final class RecordShape implements Shape {

    private final MethodHandle constructor;
    private final String[] names;
    private final MethodHandle[] accessors;
    private final Shape[] shapes;
    private final Map<String, Integer> indexes = new HashMap<>();

    RecordShape(Class<?> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(type + " is no record");
        }
        RecordComponent[] components = type.getRecordComponents();
        names = new String[components.length];
        accessors = new MethodHandle[components.length];
        shapes = new Shape[components.length];
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            for (int i = 0; i < components.length; i++) {
                names[i] = components[i].getName();
                accessors[i] = lookup.unreflect(components[i].getAccessor())
                        .asType(MethodType.methodType(Object.class, Object.class));
                shapes[i] = Shape.of(components[i].getGenericType());
                indexes.put(names[i], i);
            }
            Constructor<?> canonical = type.getConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor = lookup.unreflectConstructor(canonical)
                    .asType(lookup.unreflectConstructor(canonical).type().generic())
                    .asSpreader(Object[].class, components.length);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " is no public record", e);
        }
    }

    @Override
    public void write(JsonGenerator json, Object value, TokenNumbers tokens) {
        json.writeStartObject();
        for (int i = 0; i < names.length; i++) {
            Object component = component(i, value);
            if (!shapes[i].isEmpty(component)) {
                json.writeName(names[i]);
                shapes[i].write(json, component, tokens);
            }
        }
        json.writeEndObject();
    }

    private Object component(int index, Object value) {
        try {
            return (Object) accessors[index].invokeExact(value);
        } catch (Throwable e) {
            throw new IllegalStateException("An accessor of a record failed", e);
        }
    }

    @Override
    public Object read(JsonParser json, LongFunction<Optional<IdToken>> tokens) {
        Object[] values = new Object[names.length];
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            Integer index = indexes.get(json.currentName());
            json.nextToken();
            if (index == null) {
                json.skipChildren();
            } else {
                values[index] = shapes[index].read(json, tokens);
            }
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                values[i] = shapes[i].absent();
            }
        }
        try {
            return (Object) constructor.invokeExact(values);
        } catch (Throwable e) {
            throw new IllegalArgumentException("The journal holds a value its record refuses", e);
        }
    }
}
