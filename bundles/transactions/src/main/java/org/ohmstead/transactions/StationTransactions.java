package org.ohmstead.transactions;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.ohmstead.api.csms.Authorizer;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Decision;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.api.model.UnmatchedReport;

/**
 * What memory holds of one station's transactions. All of it but {@link #isConnected} is used in what {@link #tell} and {@link #locked}
 * are given.
 */
final class StationTransactions {

    private static final int REMEMBERED = 16;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<TransactionId, RunningTransaction> everywhere;
    private final Authorizer authorizer;
    private final Map<EvseId, RunningTransaction> running = new HashMap<>();
    private final Map<String, Transaction> ended = newestOnly();
    private final Set<Object> notes = Collections.newSetFromMap(newestOnly());
    private final Map<TransactionId, UnmatchedReport> strays = newestOnly();
    private final Map<Connector, LastRegister> registers = new HashMap<>();
    private int boots;
    private Instant disturbedAt = Instant.MIN;
    private volatile Optional<Instant> listeningSince = Optional.empty();
    private Instant queuedAt = Instant.MIN;
    private Instant forgottenAt = Instant.MIN;

    /**
     * @param everywhere the running transactions of all stations, kept up to date from here
     * @param authorizer is told which transactions run, from here
     */
    StationTransactions(Map<TransactionId, RunningTransaction> everywhere, Authorizer authorizer) {
        this.everywhere = everywhere;
        this.authorizer = authorizer;
    }

    /** Does what is to be done under this station's lock. */
    void tell(Consumer<StationTransactions> work) {
        locked(station -> {
            work.accept(station);
            return null;
        });
    }

    /** Asks what is to be asked under this station's lock. */
    <T> T locked(Function<StationTransactions, T> work) {
        lock.lock();
        try {
            return work.apply(this);
        } finally {
            lock.unlock();
        }
    }

    List<RunningTransaction> all() {
        return List.copyOf(running.values());
    }

    Optional<RunningTransaction> at(EvseId evse) {
        return Optional.ofNullable(running.get(evse));
    }

    Optional<RunningTransaction> running(String stationTransactionId) {
        for (RunningTransaction candidate : running.values()) {
            if (candidate.stored().stationTransactionId().equals(stationTransactionId)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** One of the latest transactions that ended. */
    Optional<Transaction> ended(String stationTransactionId) {
        return Optional.ofNullable(ended.get(stationTransactionId));
    }

    /** Those that ended lately. */
    Collection<Transaction> endedLately() {
        return ended.values();
    }

    void decided(String stationTransactionId, Decision decision) {
        ended.computeIfPresent(stationTransactionId, (id, over) -> over.with(Optional.of(decision)));
    }

    /** It is not over after all. */
    void reopened(Transaction open) {
        ended.remove(open.stationTransactionId());
    }

    void begin(RunningTransaction begun) {
        drop(begun.stored().connector().evse());
        running.put(begun.stored().connector().evse(), begun);
        everywhere.put(begun.stored().id(), begun);
        authorizer.began(begun.stored());
    }

    /** @return what it was while it ran, if it ran until now */
    Optional<RunningTransaction> end(Transaction over) {
        ended.put(over.stationTransactionId(), over);
        EvseId evse = over.connector().evse();
        return at(evse).filter(candidate -> candidate.stored().id().equals(over.id()))
                .map(ran -> drop(evse));
    }

    /** Forgets what runs at an EVSE, because the store does not know it. */
    RunningTransaction drop(EvseId evse) {
        RunningTransaction dropped = running.remove(evse);
        if (dropped != null) {
            everywhere.remove(dropped.stored().id());
            authorizer.over(dropped.stored().id());
        }
        return dropped;
    }

    /** The station booted: its registers may have begun anew. */
    void booted() {
        boots++;
    }

    int boots() {
        return boots;
    }

    /** What the register showed at the end of the session before; keeps what it shows now. */
    Optional<LastRegister> lastRegister(Connector connector, Energy now) {
        return Optional.ofNullable(registers.put(connector, new LastRegister(now, boots)));
    }

    /** What was called so is called otherwise now. */
    void forgetRegisters() {
        registers.clear();
    }

    /** Nothing runs there, and who comes by this identity next is another station. Whether this one is there its connection tells. */
    void forget(Instant at) {
        forgottenAt = at;
        ended.clear();
        notes.clear();
        strays.clear();
        registers.clear();
        boots = 0;
        disturbedAt = Instant.MIN;
        queuedAt = Instant.MIN;
    }

    /** Whether that was asked of this station, and not of one that had its identity before. */
    boolean wasAsked(Instant at) {
        return at.isAfter(forgottenAt);
    }

    /** A register at the end of a session, and how often the station had booted by then. */
    record LastRegister(Energy register, int boots) {}

    /** A boot, or a stop that fits nothing: from here on repeats are judged more strictly. */
    void disturbed(Instant at) {
        disturbedAt = at;
    }

    boolean disturbedSince(Instant at) {
        return disturbedAt.isAfter(at);
    }

    /** Whether another transaction began at that very time: then the station's clock stands still. */
    boolean beganAt(Instant startedAt, TransactionId butFor) {
        return ended.values().stream().anyMatch(other -> other.startedAt().equals(startedAt))
                || running.values().stream()
                        .map(RunningTransaction::stored)
                        .anyMatch(other -> other.startedAt().equals(startedAt)
                                && !other.id().equals(butFor));
    }

    /** Whether this was noted lately. */
    boolean noted(Object what) {
        return notes.contains(what);
    }

    void note(Object what) {
        notes.add(what);
    }

    /** Stops that fitted nothing, lately. */
    Collection<UnmatchedReport> strays() {
        return List.copyOf(strays.values());
    }

    void stray(UnmatchedReport stop) {
        strays.put(stop.id(), stop);
    }

    /** Somebody found out where it belongs. */
    void claimed(UnmatchedReport stop) {
        strays.remove(stop.id());
    }

    void connected(Instant at) {
        listeningSince = Optional.of(at);
    }

    /** Told late it does not undo that the station came again since. */
    void disconnected(Instant at) {
        listeningSince = listeningSince.filter(at::isBefore);
    }

    /** Whether it can talk to us. To be asked by anybody. */
    boolean isConnected() {
        return listeningSince.isPresent();
    }

    /** Told what had waited in the station: there may be more of it. */
    void deliveredOld(Instant receivedAt) {
        queuedAt = receivedAt;
    }

    /** Since when it can talk to us and has told nothing old; empty while it is away. */
    Optional<Instant> quietSince() {
        return listeningSince.map(since -> since.isAfter(queuedAt) ? since : queuedAt);
    }

    private static <K, V> Map<K, V> newestOnly() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > REMEMBERED;
            }
        };
    }
}
