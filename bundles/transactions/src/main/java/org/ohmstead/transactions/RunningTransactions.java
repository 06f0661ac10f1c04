package org.ohmstead.transactions;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.ohmstead.api.csms.Authorizer;
import org.ohmstead.api.csms.TransactionHistory.Totals;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.BelievedTime;
import org.ohmstead.api.model.Decision;
import org.ohmstead.api.model.Delivered;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Power;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Register;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.transactions.metering.EnergyAccount;
import org.ohmstead.transactions.store.ReviewStore;
import org.ohmstead.transactions.store.TransactionStore;

/** The open transactions of all stations, in memory, so that no decision asks history. Thread-safe. */
final class RunningTransactions {

    /** Many stations meter every quarter of an hour only; what is older than that says nothing of now. */
    private static final Duration POWER_COUNTS = Duration.ofMinutes(20);

    private final Map<StationId, StationTransactions> stations = new ConcurrentHashMap<>();
    private final Map<TransactionId, RunningTransaction> running = new ConcurrentHashMap<>();
    private final Authorizer authorizer;
    private final EnergyToday today;

    /**
     * Fills the memory; blocks on the store.
     *
     * @param authorizer is told which transactions run
     */
    RunningTransactions(TransactionStore store, Authorizer authorizer, Instant now) {
        this.authorizer = authorizer;
        today = new EnergyToday(store.zone(), now);
        Instant midnight = today.midnightBefore(now);
        for (TransactionStore.Open open : store.open()) {
            Transaction transaction = open.transaction();
            Optional<Delivered> soFar = EnergyCount.until(transaction, transaction.latest());
            Metered metered = new Metered(
                    open.latest(),
                    transaction.latest(),
                    open.latest().filter(reading -> reading.power().isPresent()),
                    today.dayOf(now),
                    deliveredBefore(midnight, transaction, store),
                    milliwattHours(soFar.flatMap(Delivered::believed)));
            of(transaction.station())
                    .begin(new RunningTransaction(
                            transaction.with(transaction.latest(), Optional.empty(), transaction.flags(), soFar),
                            Authorization.of(transaction.verdict()),
                            metered,
                            Optional.empty()));
        }
        countEndedSince(midnight, store, today.dayOf(now));
    }

    private void countEndedSince(Instant midnight, TransactionStore store, long day) {
        List<Transaction> begunBefore = new ArrayList<>();
        store.endedSince(midnight, ended -> {
            if (overAt(ended.ending().orElseThrow()).isBefore(midnight)) {
                return;
            }
            if (ended.startReceivedAt().isBefore(midnight)) {
                begunBefore.add(ended);
            } else {
                today.add(ended.site(), day, milliwattHours(ended.energy()));
            }
        });
        for (Transaction ended : begunBefore) {
            long before = deliveredBefore(midnight, ended, store);
            today.add(ended.site(), day, Math.max(0, milliwattHours(ended.energy()) - before));
        }
    }

    StationTransactions of(StationId station) {
        return stations.computeIfAbsent(station, id -> new StationTransactions(running, authorizer));
    }

    Optional<RunningTransaction> find(TransactionId transaction) {
        return Optional.ofNullable(running.get(transaction));
    }

    /** Oldest first. */
    List<Transaction> all(Scope scope) {
        return running.values().stream()
                .map(RunningTransaction::transaction)
                .filter(transaction -> scope.includes(transaction.site()))
                .sorted(Comparator.comparing(Transaction::startReceivedAt))
                .toList();
    }

    int count() {
        return running.size();
    }

    /** What stations that are away drew is not power now; what was delivered stays so. */
    Totals totals(Scope scope, Instant now) {
        long day = today.dayOf(now);
        Instant since = now.minus(POWER_COUNTS);
        int charging = 0;
        long watts = 0;
        long milliwattHours = today.ended(scope, day);
        for (RunningTransaction transaction : running.values()) {
            if (scope.includes(transaction.stored().site())) {
                Metered metered = transaction.metered();
                charging++;
                watts += of(transaction.stored().station()).isConnected() ? metered.wattsSince(since) : 0;
                milliwattHours += metered.day() == day ? metered.today() : 0;
            }
        }
        return new Totals(charging, new Power(watts), new Energy(milliwattHours));
    }

    /** Those at which something runs. */
    Set<StationId> stations() {
        return running.values().stream()
                .map(transaction -> transaction.stored().station())
                .collect(Collectors.toSet());
    }

    /** Remembers what stands against those that run, and the stops that belong nowhere. */
    void doubt(ReviewStore reviews) {
        reviews.standing().forEach((id, evidence) -> find(id).ifPresent(open -> evidence.forEach(open.signs()::add)));
        reviews.looseStops().reversed().forEach(stop -> of(stop.station()).stray(stop));
    }

    /** A transaction of a station by its id on the wire: running, ended lately, or from the store. Under the station's lock. */
    Optional<Transaction> known(TransactionStore store, StationId id, String stationTransactionId) {
        StationTransactions station = of(id);
        return station.running(stationTransactionId)
                .map(RunningTransaction::transaction)
                .or(() -> station.ended(stationTransactionId))
                .or(() -> {
                    Optional<Transaction> stored = store.find(id, stationTransactionId);
                    stored.filter(Transaction::open).ifPresent(this::adopt); // its start's outcome was unknown to us
                    return stored;
                });
    }

    /** A person decided about a transaction as it was before. Under the station's lock. */
    void decided(Transaction transaction, Decision decision) {
        find(transaction.id()).ifPresent(open -> open.decide(decision));
        of(transaction.station()).decided(transaction.stationTransactionId(), decision);
        transaction.ending().ifPresent(ending -> {
            long decided =
                    milliwattHours(transaction.with(Optional.of(decision)).energy());
            today.add(transaction.site(), today.dayOf(overAt(ending)), decided - milliwattHours(transaction.energy()));
        });
    }

    /** The store took an estimated end back. */
    void reopened(Transaction open, Transaction before) {
        long day = today.dayOf(overAt(before.ending().orElseThrow()));
        before.energy().ifPresent(energy -> today.add(open.site(), day, -energy.milliwattHours()));
        StationTransactions station = of(open.station());
        station.reopened(open);
        adopt(open);
    }

    /** A transaction the store has and memory had not. */
    void adopt(Transaction open) {
        of(open.station())
                .begin(new RunningTransaction(
                        open,
                        Authorization.of(open.verdict()),
                        Metered.from(today.dayOf(open.startReceivedAt())),
                        Optional.empty()));
    }

    /** The store began one. */
    void begun(Transaction transaction, Authorization authorization, EnergyAccount account, List<Reading> readings) {
        long day = today.dayOf(transaction.startReceivedAt());
        RunningTransaction begun =
                new RunningTransaction(transaction, authorization, Metered.from(day), Optional.of(account));
        begun.count(readings);
        readings.forEach(reading -> begun.meter(reading, day));
        of(transaction.station()).begin(begun);
    }

    /** After the readings were counted. */
    void metered(RunningTransaction transaction, List<Reading> readings, Instant receivedAt) {
        long day = today.dayOf(receivedAt);
        for (Reading reading : readings) {
            transaction.meter(reading, day);
        }
    }

    /**
     * The store ended one that ran until now, or changed what one delivered that was over.
     *
     * @param before as it was; of no account where it ran
     * @return what it was while it ran, if it ran until now
     */
    Optional<RunningTransaction> ended(Transaction transaction, Transaction before) {
        long day = today.dayOf(overAt(transaction.ending().orElseThrow()));
        long total = milliwattHours(transaction.energy());
        Optional<RunningTransaction> ran = of(transaction.station()).end(transaction);
        if (ran.isPresent()) {
            today.add(transaction.site(), day, ran.get().metered().deliveredOn(day, total));
        } else if (!before.open()) {
            today.add(transaction.site(), day, total - milliwattHours(before.energy()));
        }
        return ran;
    }

    /** On which day an end counts: one that waited in the station since yesterday is not of today. */
    private static Instant overAt(Transaction.Ending ending) {
        return ending.believed().map(BelievedTime::at).orElse(ending.receivedAt());
    }

    private static long deliveredBefore(Instant midnight, Transaction transaction, TransactionStore store) {
        return transaction.startReceivedAt().isBefore(midnight)
                ? milliwattHours(EnergyCount.until(
                                transaction,
                                store.registerBefore(transaction.id(), midnight)
                                        .map(register -> new Register(midnight, register)))
                        .flatMap(Delivered::believed))
                : 0;
    }

    private static long milliwattHours(Optional<Energy> energy) {
        return energy.map(Energy::milliwattHours).orElse(0L);
    }
}
