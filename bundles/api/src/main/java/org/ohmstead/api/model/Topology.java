package org.ohmstead.api.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which connectors share an EVSE at a station that numbers its connectors through and knows no EVSEs. Connectors that are not
 * named have an EVSE each, numbered after those named.
 *
 * @param evses the numbers of the connectors of EVSE 1, of EVSE 2 and so on; each at least one
 */
public record Topology(List<List<Integer>> evses) {

    /** Connector n is the only one of EVSE n. */
    public static final Topology EACH_ITS_OWN = new Topology(List.of());

    /** @throws IllegalArgumentException with a sentence for people */
    public Topology {
        evses = evses.stream().map(List::copyOf).toList();
        Set<Integer> named = new HashSet<>();
        for (List<Integer> evse : evses) {
            if (evse.isEmpty()) {
                throw new IllegalArgumentException("An EVSE has at least one connector");
            }
            for (int number : evse) {
                if (number < 1 || !named.add(number)) {
                    throw new IllegalArgumentException(
                            "Connectors are numbered from 1, and each belongs to one EVSE: not " + number);
                }
            }
        }
    }

    /**
     * Reads what {@link #toString} writes, such as {@code 1,2; 3,4}.
     *
     * @throws IllegalArgumentException with a sentence for people
     */
    public static Topology parse(String text) {
        List<List<Integer>> evses = new ArrayList<>();
        for (String evse : text.split(";")) {
            List<Integer> numbers = new ArrayList<>();
            for (String number : evse.isBlank() ? new String[0] : evse.split(",")) {
                try {
                    numbers.add(Integer.valueOf(number.strip()));
                } catch (NumberFormatException e) {
                    throw new IllegalArgumentException("\"" + number.strip() + "\" is no number of a connector", e);
                }
            }
            if (!numbers.isEmpty()) {
                evses.add(numbers);
            }
        }
        return new Topology(evses);
    }

    /** @param number as the station counts; 0 is the station itself */
    public Connector connector(int number) {
        if (number == 0) {
            return Connector.of(0);
        }
        for (int i = 0; i < evses.size(); i++) {
            int place = evses.get(i).indexOf(number);
            if (place >= 0) {
                return new Connector(new EvseId(i + 1), place + 1);
            }
        }
        return Connector.of(evses.size() + number - named(number));
    }

    /** How the station counts this connector; empty where it has none such. */
    public Optional<Integer> number(Connector connector) {
        List<Integer> numbers = numbers(connector.evse());
        int place = connector.id() - 1;
        return place >= 0 && place < numbers.size() ? Optional.of(numbers.get(place)) : Optional.empty();
    }

    /** How the station counts the connectors of an EVSE; 0 for the station itself. */
    public List<Integer> numbers(EvseId evse) {
        if (evse.equals(EvseId.STATION)) {
            return List.of(0);
        }
        if (evse.value() <= evses.size()) {
            return evses.get(evse.value() - 1);
        }
        int wanted = evse.value() - evses.size();
        int number = wanted;
        while (number - named(number) < wanted) {
            number++;
        }
        return List.of(number);
    }

    /** What a connector of this topology is in another. */
    public Connector in(Topology other, Connector connector) {
        return number(connector).map(other::connector).orElse(connector);
    }

    /** How many connectors up to this number are named. */
    private int named(int number) {
        return (int) evses.stream()
                .flatMap(List::stream)
                .filter(name -> name <= number)
                .count();
    }

    @Override
    public String toString() {
        return evses.stream()
                .map(evse -> evse.stream().map(String::valueOf).collect(Collectors.joining(",")))
                .collect(Collectors.joining("; "));
    }
}
