package org.ohmstead.api.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A stretch of time whose outage does not count against an EVSE, because a person says why. What the EVSE was stays beside it.
 *
 * @param id unique on this server
 * @param evse 0 for all of the station
 * @param to exclusive; may lie ahead
 * @param evidence what shows it, in the person's words: a police report, a letter of the grid operator
 * @param who booked it
 * @param revoked who took it back and when, where somebody did; then it counts no more
 */
public record Exclusion(
        long id,
        StationId station,
        EvseId evse,
        Instant from,
        Instant to,
        Reason reason,
        String evidence,
        String who,
        Instant at,
        Optional<Revocation> revoked) {

    public boolean covers(EvseId other) {
        return evse.equals(EvseId.STATION) || evse.equals(other);
    }

    /** Whether another one that stands says the same, whoever booked it. */
    public boolean repeats(Exclusion other) {
        return other.revoked().isEmpty()
                && station.equals(other.station())
                && evse.equals(other.evse())
                && from.equals(other.from())
                && to.equals(other.to())
                && reason == other.reason()
                && evidence.equals(other.evidence());
    }

    public Exclusion withId(long given) {
        return new Exclusion(given, station, evse, from, to, reason, evidence, who, at, revoked);
    }

    /** The reasons of 23 CFR 680.116 (b) and of 20 CCR 3121 and following. Will grow; keep a default branch. */
    public enum Reason {
        /** The grid failed. */
        GRID_OUTAGE,
        /** The car was to blame. */
        VEHICLE,
        /** Maintenance that was announced. */
        MAINTENANCE,
        /** Vandalism or theft. */
        VANDALISM,
        NATURAL_DISASTER,
        /** Outside of the hours in which the place is open. */
        OUTSIDE_HOURS,
        /** Nobody could get to it: a parked car, a building site. OCPP 1.6 has no word for it, so people say it. */
        BLOCKED,
        OTHER
    }

    /** Somebody took it back. */
    public record Revocation(String who, Instant at) {}
}
