package org.ohmstead.store.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.store.Readers;

/** Makes entries of rows. Thread-safe if the tokens are. */
public final class Entries {

    private final FactCodec codec;
    private final LongFunction<Optional<IdToken>> tokens;

    /** @param tokens gives the token of a number */
    public Entries(FactCodec codec, LongFunction<Optional<IdToken>> tokens) {
        this.codec = codec;
        this.tokens = tokens;
    }

    /** Those behind an entry and up to another, at least one and at most about so many. May block. */
    public List<JournalEntry> read(Readers readers, long after, long to, int limit) {
        return readers.read(statements -> JournalTable.read(statements, after, to, limit)).stream()
                .flatMap(row -> of(row).stream())
                .filter(entry -> entry.position().seq() > after)
                .toList();
    }

    /** The facts of a row, oldest first. */
    List<JournalEntry> of(JournalTable.Row row) {
        if (row.fact().isPresent()) {
            return List.of(new JournalEntry(
                    new JournalPosition(row.epoch(), row.seq()),
                    row.stationTime(),
                    row.receivedAt(),
                    new SiteId(row.site().orElseThrow()),
                    row.station().map(StationId::new),
                    fact(row.kind(), row.version(), row.fact().get())));
        }
        List<JournalEntry> entries = new ArrayList<>(row.facts());
        long seq = row.seq() - row.facts();
        for (Append packed : PackedRow.split(row.kind(), row.version(), row.pack())) {
            entries.add(new JournalEntry(
                    new JournalPosition(row.epoch(), ++seq),
                    packed.stationTime(),
                    packed.receivedAt(),
                    packed.site(),
                    packed.station(),
                    fact(packed.kind(), packed.version(), packed.json())));
        }
        return entries;
    }

    private Fact fact(String kind, int version, String json) {
        return codec.decode(kind, version, json, tokens);
    }
}
