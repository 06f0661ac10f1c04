package org.ohmstead.transactions.store;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.RemoteStart;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;

/** Keeps the port's promises in memory; journal entries come without a position. */
public final class InMemoryRemoteStartStore implements RemoteStartStore {

    private final Map<Key, RemoteStart> kept = new LinkedHashMap<>();
    private final Function<StationId, SiteId> siteOf;
    private final Consumer<JournalEntry> journal;

    public InMemoryRemoteStartStore(Function<StationId, SiteId> siteOf, Consumer<JournalEntry> journal) {
        this.siteOf = siteOf;
        this.journal = journal;
    }

    private record Key(StationId station, int remoteStartId) {}

    private static Key key(RemoteStart start) {
        return new Key(start.station(), start.remoteStartId());
    }

    @Override
    public synchronized List<RemoteStart> remoteStarts() {
        return kept.values().stream()
                .sorted(Comparator.comparing(RemoteStart::askedAt))
                .toList();
    }

    @Override
    public synchronized void keep(RemoteStart start) {
        kept.put(key(start), start);
    }

    @Override
    public synchronized void replace(List<RemoteStart> kept, List<RemoteStart> forgotten) {
        kept.forEach(this::keep);
        forgotten.forEach(this::forget);
    }

    @Override
    public synchronized void lapsed(RemoteStart start, Instant at) {
        RemoteStart known = kept.get(key(start));
        if (known == null || known.lapsedAt().isPresent()) {
            return;
        }
        kept.put(key(start), known.lapsed(at));
        Facts.RemoteStartLapsed fact = new Facts.RemoteStartLapsed(
                known.evse(), Optional.of(known.idToken()), known.remoteStartId(), known.askedAt());
        journal.accept(new JournalEntry(
                new JournalPosition(1, 0),
                Optional.empty(),
                at,
                siteOf.apply(known.station()),
                Optional.of(known.station()),
                fact));
    }

    @Override
    public synchronized void forget(RemoteStart start) {
        kept.remove(key(start));
    }
}
