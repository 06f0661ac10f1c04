package org.ohmstead.rest.view;

import java.time.Instant;
import java.util.Optional;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.RemoteStart;

/**
 * A remote start that a station accepted and no transaction followed yet.
 *
 * @param evse where it was asked for; left out where the station may choose
 * @param idToken shortened
 * @param due by when a transaction should have begun
 * @param lapsedAt when it was given up; left out while it is awaited
 */
public record RemoteStartView(
        int remoteStartId,
        Optional<Integer> evse,
        String idToken,
        Instant askedAt,
        Instant due,
        Optional<Instant> lapsedAt) {

    public static RemoteStartView of(RemoteStart start) {
        return new RemoteStartView(
                start.remoteStartId(),
                start.evse().map(EvseId::value),
                start.idToken().shortened(),
                start.askedAt(),
                start.due(),
                start.lapsedAt());
    }
}
