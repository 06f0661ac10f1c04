package org.ohmstead.api.model;

/**
 * The number of an EVSE within its station. One car charges at one EVSE.
 *
 * @param value 0 means the whole station
 */
public record EvseId(int value) implements Comparable<EvseId> {

    /** The whole station rather than one of its EVSEs. */
    public static final EvseId STATION = new EvseId(0);

    public EvseId {
        if (value < 0) {
            throw new IllegalArgumentException("An EVSE number is not negative");
        }
    }

    @Override
    public int compareTo(EvseId other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
