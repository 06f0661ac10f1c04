package org.ohmstead.rest.charging.view;

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
 * @param stationAway whether it is awaited for longer than that, because the station is away and the start may wait in its queue
 * @param lapsedAt when it was given up; left out while it is awaited
 */
public record RemoteStartView(
        int remoteStartId,
        Optional<Integer> evse,
        String idToken,
        Instant askedAt,
        Instant due,
        boolean stationAway,
        Optional<Instant> lapsedAt) {

    /** @param online whether its station is connected */
    public static RemoteStartView of(RemoteStart start, boolean online) {
        return new RemoteStartView(
                start.remoteStartId(),
                start.evse().map(EvseId::value),
                start.idToken().shortened(),
                start.askedAt(),
                start.due(),
                !online && start.lapsedAt().isEmpty(),
                start.lapsedAt());
    }
}
