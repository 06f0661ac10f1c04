package org.ohmstead.store.journal;

import java.time.Instant;
import java.util.Optional;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;

/**
 * A fact on its way into the journal, already as JSON: made on the thread of the caller, not on the writer's.
 *
 * @param packed whether it shares a row with its like of the same commit
 */
public record Append(
        Optional<Instant> stationTime,
        Instant receivedAt,
        SiteId site,
        Optional<StationId> station,
        String kind,
        int version,
        String json,
        boolean packed) {}
