package org.ohmstead.api.journal;

import java.time.Instant;
import java.util.Optional;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;

/**
 * One durable fact.
 *
 * @param position where it stands; unique for ever
 * @param stationTime when the station says it happened, where it did
 * @param receivedAt when we heard of it
 * @param site where
 * @param station about which station, if about one
 * @param fact what happened; see {@link Fact#kind}
 */
public record JournalEntry(
        JournalPosition position,
        Optional<Instant> stationTime,
        Instant receivedAt,
        SiteId site,
        Optional<StationId> station,
        Fact fact) {

    public String kind() {
        return fact.kind();
    }
}
