package org.ohmstead.simulator.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What a message says, by member name; a member of another type than asked for counts as absent. */
public record Payload(Map<String, Object> members) {

    public Optional<String> text(String name) {
        return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    public OptionalInt number(String name) {
        return members.get(name) instanceof Integer number ? OptionalInt.of(number) : OptionalInt.empty();
    }

    /** The strings of a list; empty when there is none. */
    public List<String> texts(String name) {
        return members.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    public Optional<Payload> object(String name) {
        return members.get(name) instanceof Map<?, ?> map ? Optional.of(of(map)) : Optional.empty();
    }

    static Payload of(Map<?, ?> map) {
        @SuppressWarnings("unchecked") // Json makes no other maps
        var members = (Map<String, Object>) map;
        return new Payload(members);
    }
}
