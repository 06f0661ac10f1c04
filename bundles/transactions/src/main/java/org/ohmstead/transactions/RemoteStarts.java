package org.ohmstead.transactions;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.ohmstead.api.csms.TransactionHistory.Query;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.RemoteStart;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Topology;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.transactions.store.RemoteStartStore;
import org.ohmstead.transactions.store.TransactionStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remote starts that stations accepted and that nothing followed yet. A driver who does not plug in is no trouble of the server,
 * so that one lapses is told and shown, and no more. What began is asked of the transactions and noted nowhere else, so nothing
 * is missed. Used under the station's lock.
 */
final class RemoteStarts {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteStarts.class);

    /** The message of the start may be on its way when the station's own time is up. */
    private static final Duration ON_THE_WAY = Duration.ofSeconds(15);
    /** How long one that lapsed is shown; the journal has it for ever. */
    private static final Duration SHOWN = Duration.ofDays(1);
    /** No station waits longer for a car. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final int MOST = 16;
    private static final int LATEST = 20;

    private final RemoteStartStore store;
    private final TransactionStore transactions;
    private final BiPredicate<IdToken, IdToken> same;
    private final Instant listeningFrom;
    private final Map<StationId, List<RemoteStart>> kept = new ConcurrentHashMap<>();

    /**
     * Fills the memory; blocks on the store.
     *
     * @param same whether two tokens are one, or of one group: a station may add something to the token it was given
     */
    RemoteStarts(
            RemoteStartStore store, TransactionStore transactions, BiPredicate<IdToken, IdToken> same, Instant now) {
        this.store = store;
        this.transactions = transactions;
        this.same = same;
        this.listeningFrom = now;
        store.remoteStarts().forEach(start -> put(start, List.of()));
    }

    static Instant due(Instant askedAt, Optional<Duration> own, Patience patience) {
        Duration wait = own.filter(it -> it.compareTo(LONGEST) < 0).orElse(patience.start());
        return askedAt.plus(wait).plus(ON_THE_WAY);
    }

    /** Takes the place of one that asked for the same before. */
    void accepted(StationTransactions station, RemoteStart start) {
        Optional<RemoteStart> known = find(start);
        if (follower(station, start).isPresent()
                || known.filter(it -> it.lapsedAt().isPresent()).isPresent()) {
            return;
        }
        store.keep(start);
        List<RemoteStart> replaced = of(start.station()).stream()
                .filter(earlier -> earlier.repeats(start) || isSame(earlier, start))
                .toList();
        put(start, replaced);
        replaced.stream().filter(earlier -> !isSame(earlier, start)).forEach(store::forget);
        of(start.station()).stream()
                .limit(Math.max(0, of(start.station()).size() - MOST))
                .forEach(this::forget);
    }

    /** The station waits otherwise than was thought for the car of one that is still awaited; any other stays as it is. */
    void waits(StationId id, StationTransactions station, int remoteStartId, Duration own, Patience patience) {
        at(id, station).stream()
                .filter(start -> start.remoteStartId() == remoteStartId)
                .filter(start -> start.lapsedAt().isEmpty())
                .forEach(start -> replace(start, start.dueAt(due(start.askedAt(), Optional.of(own), patience))));
    }

    /** EVSEs are called otherwise from now on, all at once; what was followed under an old name is over. */
    void regrouped(StationId id, StationTransactions station, Topology before, Topology after) {
        List<RemoteStart> followed = of(id).stream()
                .filter(start -> follower(station, start).isPresent())
                .toList();
        List<RemoteStart> renamed = of(id).stream()
                .filter(start -> !followed.contains(start))
                .map(start -> start.evse()
                        .map(evse -> start.at(
                                after.connector(before.numbers(evse).getFirst()).evse()))
                        .orElse(start))
                .toList();
        store.replace(renamed, followed);
        set(id, renamed);
    }

    /** Of a station that is registered no more nothing is awaited, and nothing is told of it. */
    void removed(StationId id) {
        of(id).forEach(this::forget);
    }

    /** Those that nothing followed, oldest first. */
    List<RemoteStart> at(StationId id, StationTransactions station) {
        return of(id).stream()
                .filter(start -> follower(station, start).isEmpty())
                .toList();
    }

    /** Whether something of this station is awaited or shown. To be asked by anybody. */
    boolean hasAny(StationId id) {
        return kept.containsKey(id);
    }

    /** Those of which something is awaited or shown. */
    Set<StationId> stations() {
        return Set.copyOf(kept.keySet());
    }

    /** Forgets what was followed, tells what was not in time, and lets go of what was shown long enough. */
    void look(StationId id, StationTransactions station, Patience patience, Instant now) {
        for (RemoteStart start : of(id)) {
            boolean lapsed = start.lapsedAt().isPresent();
            boolean shownEnough =
                    start.lapsedAt().filter(at -> !now.isBefore(at.plus(SHOWN))).isPresent();
            boolean over = !lapsed && isOver(start, station.quietSince(), patience, now);
            if (shownEnough || follower(station, start).isPresent() || over && began(start)) {
                forget(start);
            } else if (over) {
                lapse(start, now);
            }
        }
    }

    /** While the station is away, or we were, the start may wait in its queue. */
    private boolean isOver(RemoteStart start, Optional<Instant> quietSince, Patience patience, Instant now) {
        boolean heard = quietSince
                .filter(since -> !now.isBefore(since.plus(ON_THE_WAY)))
                .isPresent();
        Instant away = start.due().isAfter(listeningFrom) ? start.due() : listeningFrom;
        return !now.isBefore(heard ? start.due() : away.plus(patience.delivery()));
    }

    private void lapse(RemoteStart start, Instant now) {
        store.lapsed(start, now);
        swap(start, start.lapsed(now));
        LOG.info(
                "Station {} accepted a remote start{} and nothing began",
                start.station(),
                start.evse().map(evse -> " at EVSE " + evse).orElse(""));
    }

    /** What memory knows of it. */
    private Optional<Transaction> follower(StationTransactions station, RemoteStart start) {
        return Stream.concat(station.all().stream().map(RunningTransaction::stored), station.endedLately().stream())
                .filter(transaction -> follows(start, transaction))
                .findFirst();
    }

    /** Asks the disk, because memory forgets what ended. */
    private boolean began(RemoteStart start) {
        return transactions.page(Query.all(Scope.ALL).at(start.station()), Page.Request.first(LATEST)).items().stream()
                .anyMatch(transaction -> follows(start, transaction));
    }

    private boolean follows(RemoteStart start, Transaction begun) {
        if (begun.startReceivedAt().isBefore(start.askedAt())) {
            return false;
        }
        if (begun.remoteStartId().isPresent()) {
            return begun.remoteStartId().get() == start.remoteStartId();
        }
        boolean there = start.evse()
                .filter(evse -> !evse.equals(begun.connector().evse()))
                .isEmpty();
        return there
                && begun.idToken()
                        .filter(token -> same.test(token, start.idToken()))
                        .isPresent();
    }

    private void replace(RemoteStart start, RemoteStart by) {
        store.keep(by);
        swap(start, by);
    }

    private void forget(RemoteStart start) {
        store.forget(start);
        remove(start);
    }

    private Optional<RemoteStart> find(RemoteStart start) {
        return of(start.station()).stream().filter(it -> isSame(it, start)).findFirst();
    }

    private static boolean isSame(RemoteStart one, RemoteStart other) {
        return one.remoteStartId() == other.remoteStartId();
    }

    private List<RemoteStart> of(StationId station) {
        return kept.getOrDefault(station, List.of());
    }

    /** The latest: it comes after all others. */
    private void put(RemoteStart start, List<RemoteStart> inPlaceOf) {
        List<RemoteStart> all = new ArrayList<>(of(start.station()));
        all.removeAll(inPlaceOf);
        all.add(start);
        set(start.station(), all);
    }

    /** The same otherwise: it stays at its place among the others. */
    private void swap(RemoteStart start, RemoteStart by) {
        List<RemoteStart> all = new ArrayList<>(of(start.station()));
        all.set(all.indexOf(start), by);
        set(start.station(), all);
    }

    private void remove(RemoteStart start) {
        List<RemoteStart> all = new ArrayList<>(of(start.station()));
        all.remove(start);
        set(start.station(), all);
    }

    private void set(StationId station, List<RemoteStart> all) {
        if (all.isEmpty()) {
            kept.remove(station);
        } else {
            kept.put(station, List.copyOf(all));
        }
    }
}
