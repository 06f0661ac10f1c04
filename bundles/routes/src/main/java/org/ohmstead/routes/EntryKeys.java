package org.ohmstead.routes;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.IdToken;

/** Which keys the {@link EntryMap} of an entry may have, by the kind of its fact. */
record EntryKeys(Set<String> keys) {

    private static final Map<String, Class<?>> FACTS = Arrays.stream(Facts.class.getDeclaredClasses())
            .collect(Collectors.toMap(Class::getSimpleName, Function.identity(), (one, other) -> one, TreeMap::new));

    private static final List<String> OF_EACH = List.of(
            "position", "kind", "stationTime", "stationTimeLocal", "receivedAt", "receivedAtLocal", "site", "station");

    /** The kinds of facts there are. */
    static Set<String> kinds() {
        return FACTS.keySet();
    }

    /** Of entries of any of these kinds; empty if that cannot be told, since one of them is not ours or all are asked for. */
    static Optional<EntryKeys> of(Collection<String> kinds) {
        if (kinds.isEmpty() || !FACTS.keySet().containsAll(kinds)) {
            return Optional.empty();
        }
        Set<String> keys = new TreeSet<>(OF_EACH);
        kinds.stream().map(FACTS::get).flatMap(EntryKeys::components).forEach(keys::add);
        return Optional.of(new EntryKeys(keys));
    }

    /** Why there is no such key, with the one that is probably meant. */
    String complaint(String key) {
        return "No entry of these kinds has " + key
                + nearest(key).map(near -> "; perhaps " + near + " is meant").orElse("") + "; there are "
                + String.join(", ", keys);
    }

    private Optional<String> nearest(String key) {
        return keys.stream()
                .filter(candidate -> distance(key, candidate) <= Math.max(2, candidate.length() / 3))
                .min(Comparator.comparingInt(candidate -> distance(key, candidate)));
    }

    /** How many letters have to be changed, added or taken away. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }

    private static Stream<String> components(Class<?> record) {
        return Arrays.stream(record.getRecordComponents()).flatMap(EntryKeys::component);
    }

    private static Stream<String> component(RecordComponent component) {
        return keys(component.getName(), component.getGenericType());
    }

    /** What is more than one text, so that each is a map of its own. */
    static boolean isListOfRecords(Type type) {
        return type instanceof ParameterizedType generic
                && generic.getRawType() == List.class
                && generic.getActualTypeArguments()[0] instanceof Class<?> element
                && element.isRecord()
                && element.getRecordComponents().length > 1;
    }

    /** As {@link EntryMap} puts a value of this type. */
    private static Stream<String> keys(String name, Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == Optional.class
                    ? keys(name, generic.getActualTypeArguments()[0])
                    : Stream.of(name);
        }
        if (type == Energy.class) {
            return Stream.of(name + "Wh");
        }
        if (type == IdToken.class) {
            return Stream.of(name, name + "Shortened");
        }
        if (type == Connector.class) {
            return Stream.of("evse", "connector");
        }
        if (type == Instant.class) {
            return Stream.of(name, name + "Local");
        }
        return type instanceof Class<?> record && record.isRecord() && record.getRecordComponents().length > 1
                ? components(record)
                : Stream.of(name);
    }
}
