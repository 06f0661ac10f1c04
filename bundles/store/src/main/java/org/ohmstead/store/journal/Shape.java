package org.ohmstead.store.journal;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.store.Text;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** How one type of record component looks in JSON. */
interface Shape {

    void write(JsonGenerator json, Object value, TokenNumbers tokens);

    /** The value the parser stands on; null for a token that was erased. */
    Object read(JsonParser json, LongFunction<Optional<IdToken>> tokens);

    /** Whether the component is left out. */
    default boolean isEmpty(Object value) {
        return false;
    }

    /** What a component left out, or not yet thought of when it was written, means. */
    default Object absent() {
        throw new IllegalArgumentException("The journal lacks a value its record needs");
    }

    /** The shape of a component type; values of one component are written as that component. */
    static Shape of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Shape element = of(generic.getActualTypeArguments()[0]);
            Type raw = generic.getRawType();
            if (raw == Optional.class) {
                return new OptionalShape(element);
            }
            if (raw == Set.class) {
                return new Elements(element, HashSet::new, found -> Set.copyOf(found));
            }
            if (raw == List.class) {
                return new Elements(element, ArrayList::new, found -> List.copyOf(found));
            }
        }
        if (type instanceof Class<?> raw) {
            return ofClass(raw);
        }
        throw new IllegalArgumentException("A fact has no components of type " + type);
    }

    private static Shape ofClass(Class<?> type) {
        if (type == String.class) {
            return text(Text::limited, Function.identity());
        }
        if (type == int.class || type == Integer.class) {
            return new Value((json, value) -> json.writeNumber((Integer) value), JsonParser::getIntValue);
        }
        if (type == long.class || type == Long.class) {
            return new Value((json, value) -> json.writeNumber((Long) value), JsonParser::getLongValue);
        }
        if (type == boolean.class || type == Boolean.class) {
            return new Value(
                    (json, value) -> json.writeBoolean((Boolean) value),
                    json -> json.currentToken() == JsonToken.VALUE_TRUE);
        }
        if (type == Instant.class) {
            return text(Instant::toString, Instant::parse);
        }
        if (type == Duration.class) {
            return text(Duration::toString, Duration::parse);
        }
        if (type == SiteId.class) {
            return text(SiteId::value, SiteId::new);
        }
        if (type == StationId.class) {
            return text(StationId::value, StationId::new);
        }
        if (type == TransactionId.class) {
            return text(TransactionId::toString, TransactionId::parse);
        }
        if (type == EvseId.class) {
            return new Value(
                    (json, value) -> json.writeNumber(((EvseId) value).value()),
                    json -> new EvseId(json.getIntValue()));
        }
        if (type == Energy.class) {
            return new Value(
                    (json, value) -> json.writeNumber(((Energy) value).milliwattHours()),
                    json -> new Energy(json.getLongValue()));
        }
        if (type == IdToken.class) {
            return new TokenShape();
        }
        if (type.isEnum()) {
            return new EnumShape(type);
        }
        if (type.isRecord()) {
            return new RecordShape(type);
        }
        throw new IllegalArgumentException("A fact has no components of type " + type);
    }

    @SuppressWarnings("unchecked")
    private static <T> Shape text(Function<T, String> write, Function<String, T> read) {
        return new Value(
                (json, value) -> json.writeString(write.apply((T) value)), json -> read.apply(json.getString()));
    }

    /** A number, truth value or text. */
    record Value(BiConsumer<JsonGenerator, Object> writer, Function<JsonParser, Object> reader) implements Shape {

        @Override
        public void write(JsonGenerator json, Object value, TokenNumbers tokens) {
            writer.accept(json, value);
        }

        @Override
        public Object read(JsonParser json, LongFunction<Optional<IdToken>> tokens) {
            return reader.apply(json);
        }
    }

    /** A token as its number. */
    record TokenShape() implements Shape {

        @Override
        public void write(JsonGenerator json, Object value, TokenNumbers tokens) {
            json.writeNumber(tokens.of((IdToken) value));
        }

        @Override
        public Object read(JsonParser json, LongFunction<Optional<IdToken>> tokens) {
            return tokens.apply(json.getLongValue()).orElse(null);
        }
    }

    /** A constant by its name. */
    record EnumShape(Class<?> type) implements Shape {

        @Override
        public void write(JsonGenerator json, Object value, TokenNumbers tokens) {
            json.writeString(((Enum<?>) value).name());
        }

        @Override
        public Object read(JsonParser json, LongFunction<Optional<IdToken>> tokens) {
            String name = json.getString();
            for (Object constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(name)) {
                    return constant;
                }
            }
            throw new IllegalArgumentException("The journal holds a " + type.getSimpleName() + " of a newer release");
        }
    }

    /** The value, or left out. */
    record OptionalShape(Shape element) implements Shape {

        @Override
        public void write(JsonGenerator json, Object value, TokenNumbers tokens) {
            element.write(json, ((Optional<?>) value).orElseThrow(), tokens);
        }

        @Override
        public Object read(JsonParser json, LongFunction<Optional<IdToken>> tokens) {
            return Optional.ofNullable(element.read(json, tokens));
        }

        @Override
        public boolean isEmpty(Object value) {
            return ((Optional<?>) value).isEmpty();
        }

        @Override
        public Object absent() {
            return Optional.empty();
        }
    }

    /** An array, left out where it is empty; a set's elements in their natural order, so that the same fact is the same text. */
    record Elements(Shape element, Supplier<Collection<Object>> collection, Function<Collection<Object>, Object> finish)
            implements Shape {

        @Override
        public void write(JsonGenerator json, Object value, TokenNumbers tokens) {
            json.writeStartArray();
            for (Object one : value instanceof Set<?> set ? new TreeSet<>(set) : (Collection<?>) value) {
                element.write(json, one, tokens);
            }
            json.writeEndArray();
        }

        @Override
        public Object read(JsonParser json, LongFunction<Optional<IdToken>> tokens) {
            Collection<Object> found = collection.get();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                found.add(element.read(json, tokens));
            }
            return finish.apply(found);
        }

        @Override
        public boolean isEmpty(Object value) {
            return ((Collection<?>) value).isEmpty();
        }

        @Override
        public Object absent() {
            return finish.apply(List.of());
        }
    }
}
