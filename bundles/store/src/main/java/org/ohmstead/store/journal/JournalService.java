package org.ohmstead.store.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalFollower;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.journal.JournalProjection;
import org.ohmstead.api.model.StationId;
import org.ohmstead.store.StoreService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The journal of the store. Rows are read on the store's readers and become facts on the caller's thread. */
@Component(immediate = true)
public final class JournalService implements Journal {

    private static final int MOST = 1_000;

    /** So long a follower that is being ended may take for its last entry. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final StoreService store;
    private final Entries entries;
    private final Map<String, Following> followings = new ConcurrentHashMap<>();
    private final Listeners listeners = new Listeners();
    private final Duration patience;

    @Activate
    public JournalService(@Reference StoreService store) {
        this(store, PATIENCE);
    }

    JournalService(StoreService store, Duration patience) {
        this.store = store;
        this.patience = patience;
        this.entries = new Entries(store.codec(), store.tokens()::token);
        store.onAppend(this::appended);
    }

    /** Stops all followers. */
    @Deactivate
    public void close() {
        store.onAppend(position -> {});
        listeners.close();
        followings.values().forEach(Following::stop);
        followings.values().forEach(following -> following.close(patience));
    }

    @Override
    public JournalPosition head() {
        return store.head();
    }

    @Override
    public List<JournalEntry> read(JournalPosition after, int limit) {
        long from = store.epochs().common(after);
        long to = store.head().seq();
        return entries.read(store.readers(), from, to, checked(limit)).stream()
                .limit(limit)
                .toList();
    }

    @Override
    public List<JournalEntry> read(StationId station, JournalPosition after, int limit) {
        long from = store.epochs().common(after);
        return facts(store.readers().read(statements -> JournalTable.read(statements, station, from, checked(limit))))
                .toList();
    }

    @Override
    public List<JournalEntry> latest(StationId station, int limit) {
        return latest(station, Long.MAX_VALUE, limit);
    }

    @Override
    public List<JournalEntry> latest(StationId station, JournalPosition upTo, int limit) {
        return latest(station, store.epochs().common(upTo), limit);
    }

    private List<JournalEntry> latest(StationId station, long upTo, int limit) {
        return facts(store.readers().read(statements -> JournalTable.latest(statements, station, upTo, checked(limit))))
                .toList();
    }

    @Override
    public JournalPosition lastBefore(Instant instant) {
        JournalPosition head = store.head();
        return new JournalPosition(
                head.epoch(),
                store.readers()
                        .read(statements -> JournalTable.lastBefore(
                                statements, JournalCheck.pruned(statements), head.seq(), instant, Instant.MAX)));
    }

    private static int checked(int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("At most " + MOST + " facts at once");
        }
        return limit;
    }

    private Stream<JournalEntry> facts(List<JournalTable.Row> rows) {
        return rows.stream().flatMap(row -> entries.of(row).stream());
    }

    @Override
    public Subscription follow(JournalFollower follower, boolean fromBeginning) {
        return start(follower.name(), new FollowerPath(follower, fromBeginning, entries, store));
    }

    @Override
    public Subscription project(JournalProjection projection) {
        return start(projection.name(), new ProjectionPath(projection, entries, store));
    }

    private Subscription start(String name, Following following) {
        followings.values().removeIf(Following::isOver);
        if (followings.putIfAbsent(name, following) != null) {
            throw new IllegalStateException("Somebody follows the journal as " + name + " already");
        }
        try {
            following.start();
        } catch (RuntimeException e) {
            followings.remove(name, following);
            throw e;
        }
        return () -> {
            if (!following.close(patience) && following.movesItself()) {
                throw new IllegalStateException(name + " does not come back from its place in the journal; no other may"
                        + " follow by that name until it does");
            }
            followings.remove(name, following);
        };
    }

    @Override
    public List<FollowerState> followers() {
        JournalPosition head = store.head();
        return store.readers().read(FollowerTable::all).entrySet().stream()
                .map(stored -> state(stored.getKey(), stored.getValue(), head))
                .toList();
    }

    private FollowerState state(String name, JournalPosition stored, JournalPosition head) {
        Optional<Following> running = Optional.ofNullable(followings.get(name));
        JournalPosition position = running.flatMap(Following::positionIfKnown).orElse(stored);
        return new FollowerState(
                name,
                position,
                Math.max(0, head.seq() - position.seq()),
                running.isPresent(),
                running.flatMap(Following::failure));
    }

    @Override
    public Subscription onAppend(Runnable listener) {
        return listeners.add(listener);
    }

    /** On the writer's thread. */
    private void appended(JournalPosition head) {
        followings.values().forEach(Following::wake);
        listeners.wake();
    }
}
