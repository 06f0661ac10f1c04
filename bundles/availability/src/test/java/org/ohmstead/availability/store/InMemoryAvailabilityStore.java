package org.ohmstead.availability.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.Exclusion;
import org.ohmstead.api.model.Exclusion.Revocation;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;

/** Keeps the ledger in memory, for tests. Thread-safe; every unit is atomic. */
public final class InMemoryAvailabilityStore implements AvailabilityStore {

    private static final JournalPosition UNNUMBERED = new JournalPosition(0, 0);

    private final Consumer<JournalEntry> journal;
    private final Map<StationId, Situation> situations = new HashMap<>();
    private final Map<Key, TreeMap<Instant, Start>> starts = new HashMap<>();
    private final List<Exclusion> exclusions = new ArrayList<>();
    private Optional<JournalPosition> position = Optional.empty();

    /** With nobody reading the journal. */
    public InMemoryAvailabilityStore() {
        this(entry -> {});
    }

    /** @param journal gets each fact; the entry's position is the receiver's to hand out */
    public InMemoryAvailabilityStore(Consumer<JournalEntry> journal) {
        this.journal = journal;
    }

    /** The ledger's place in the journal; empty at its beginning. */
    public synchronized Optional<JournalPosition> position() {
        return position;
    }

    @Override
    public synchronized Map<StationId, Situation> situations() {
        return Map.copyOf(situations);
    }

    @Override
    public synchronized void save(List<Change> changes, Optional<JournalPosition> reached) {
        for (Change change : changes) {
            situations.put(change.station(), change.situation());
            for (Rewrite rewrite : change.rewrites()) {
                TreeMap<Instant, Start> own = of(change.station(), rewrite.evse());
                own.tailMap(rewrite.from(), true).clear();
                rewrite.starts().forEach(start -> own.put(start.from(), start));
            }
        }
        position = reached.or(() -> position);
    }

    private TreeMap<Instant, Start> of(StationId station, EvseId evse) {
        return starts.computeIfAbsent(new Key(station, evse), key -> new TreeMap<>());
    }

    @Override
    public synchronized List<Start> starts(StationId station, EvseId evse, Instant from, Instant to, int limit) {
        TreeMap<Instant, Start> own = of(station, evse);
        Stream<Start> standing = Optional.ofNullable(own.floorEntry(from)).map(Map.Entry::getValue).stream();
        Stream<Start> after = own.tailMap(from, false).values().stream()
                .filter(start -> start.from().isBefore(to));
        return Stream.concat(standing, after).limit(limit).toList();
    }

    @Override
    public synchronized boolean clear() {
        situations.clear();
        starts.clear();
        position = Optional.empty();
        return true;
    }

    @Override
    public synchronized Exclusion exclude(Exclusion wanted) {
        Optional<Exclusion> same = exclusions.stream().filter(wanted::repeats).findFirst();
        if (same.isPresent()) {
            return same.get();
        }
        Exclusion booked = wanted.withId(exclusions.size() + 1L);
        exclusions.addFirst(booked);
        append(
                wanted.station(),
                wanted.at(),
                new Facts.OutageExcluded(
                        booked.id(),
                        booked.evse(),
                        booked.from(),
                        booked.to(),
                        booked.reason(),
                        booked.evidence(),
                        booked.who()));
        return booked;
    }

    @Override
    public synchronized Optional<Exclusion> revoke(StationId station, long exclusion, String who, Instant at) {
        exclusions.replaceAll(known -> {
            if (known.id() != exclusion
                    || !known.station().equals(station)
                    || known.revoked().isPresent()) {
                return known;
            }
            append(station, at, new Facts.OutageExclusionRevoked(exclusion, who));
            return new Exclusion(
                    known.id(),
                    station,
                    known.evse(),
                    known.from(),
                    known.to(),
                    known.reason(),
                    known.evidence(),
                    known.who(),
                    known.at(),
                    Optional.of(new Revocation(who, at)));
        });
        return exclusions(station).stream()
                .filter(known -> known.id() == exclusion)
                .findFirst();
    }

    @Override
    public synchronized List<Exclusion> exclusions(StationId station) {
        return exclusions.stream()
                .filter(known -> known.station().equals(station))
                .toList();
    }

    @Override
    public void fellSilent(StationId station, Instant lastHeard, Instant at) {
        append(station, at, new Facts.StationFellSilent(lastHeard));
    }

    @Override
    public void heardAgain(StationId station, Instant heardAt, Instant at) {
        append(station, at, new Facts.StationHeardAgain(heardAt));
    }

    private void append(StationId station, Instant at, Fact fact) {
        journal.accept(new JournalEntry(UNNUMBERED, Optional.empty(), at, SiteId.DEFAULT, Optional.of(station), fact));
    }

    private record Key(StationId station, EvseId evse) {}
}
