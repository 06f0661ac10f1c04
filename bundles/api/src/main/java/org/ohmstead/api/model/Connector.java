package org.ohmstead.api.model;

/**
 * One plug or socket of a station.
 *
 * @param evse the EVSE it belongs to
 * @param id its number within the EVSE, from 1; 0 where the report is about the EVSE or station as a whole
 */
public record Connector(EvseId evse, int id) implements Comparable<Connector> {

    public Connector {
        if (id < 0) {
            throw new IllegalArgumentException("A connector number is not negative");
        }
    }

    /** The only connector of an EVSE, which is how stations that know no EVSEs are seen. */
    public static Connector of(int evse) {
        return new Connector(new EvseId(evse), evse == 0 ? 0 : 1);
    }

    @Override
    public int compareTo(Connector other) {
        int byEvse = evse.compareTo(other.evse);
        return byEvse != 0 ? byEvse : Integer.compare(id, other.id);
    }
}
