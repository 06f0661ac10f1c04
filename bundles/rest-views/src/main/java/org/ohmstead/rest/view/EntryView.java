package org.ohmstead.rest.view;

import java.time.Instant;
import java.util.Optional;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.model.StationId;

/**
 * A durable fact.
 *
 * @param position {@code epoch:seq}
 * @param fact what happened; its shape belongs to the kind, tokens in it are shortened
 */
public record EntryView(
        String position,
        String kind,
        Optional<String> station,
        String site,
        Optional<Instant> stationTime,
        Instant receivedAt,
        Fact fact) {

    public static EntryView of(JournalEntry entry) {
        return new EntryView(
                entry.position().toString(),
                entry.kind(),
                entry.station().map(StationId::value),
                entry.site().value(),
                entry.stationTime(),
                entry.receivedAt(),
                entry.fact());
    }
}
