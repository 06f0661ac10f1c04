package org.ohmstead.api.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A remote start that a station accepted and that no transaction followed yet. Accepted only means accepted.
 *
 * @param evse where it was asked for; empty where the station may choose
 * @param idToken on whose account
 * @param remoteStartId unique within the station
 * @param askedAt when the station was asked; what began before is something else
 * @param due by when a transaction should have begun
 * @param lapsedAt when it was given up and told; empty while it is awaited
 */
public record RemoteStart(
        StationId station,
        Optional<EvseId> evse,
        IdToken idToken,
        int remoteStartId,
        Instant askedAt,
        Instant due,
        Optional<Instant> lapsedAt) {

    public RemoteStart dueAt(Instant time) {
        return new RemoteStart(station, evse, idToken, remoteStartId, askedAt, time, lapsedAt);
    }

    public RemoteStart at(EvseId other) {
        return new RemoteStart(station, Optional.of(other), idToken, remoteStartId, askedAt, due, lapsedAt);
    }

    public RemoteStart lapsed(Instant at) {
        return new RemoteStart(station, evse, idToken, remoteStartId, askedAt, due, Optional.of(at));
    }

    /** Whether both ask for the same on the same account, so that the later takes the place of the earlier. */
    public boolean repeats(RemoteStart other) {
        return station.equals(other.station) && evse.equals(other.evse) && idToken.equals(other.idToken);
    }
}
