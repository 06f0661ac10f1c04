package org.ohmstead.transactions;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.ohmstead.api.csms.TransactionHistory.Totals;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.BelievedTime;
import org.ohmstead.api.model.Decision;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Power;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.transactions.store.ReviewStore;
import org.ohmstead.transactions.store.TransactionStore;

/** The open transactions of all stations, in memory, so that no decision asks history. Thread-safe. */
final class RunningTransactions {

    private final Map<StationId, StationTransactions> stations = new ConcurrentHashMap<>();
    private final Map<TransactionId, RunningTransaction> running = new ConcurrentHashMap<>();
    private final EnergyToday today;

    /** Fills the memory; blocks on the store. */
    RunningTransactions(TransactionStore store, Instant now) {
        today = new EnergyToday(store.zone(), now);
        Instant midnight = today.midnightBefore(now);
        for (TransactionStore.Open open : store.open()) {
            Transaction transaction = open.transaction();
            Optional<Energy> base = registerAt(midnight, transaction, store);
            of(transaction.station())
                    .begin(new RunningTransaction(
                            transaction,
                            Authorization.of(transaction.verdict()),
                            metered(open, base, today.dayOf(now))));
        }
        for (Transaction ended : store.endedSince(midnight)) {
            if (overAt(ended.ending().orElseThrow()).isBefore(midnight)) {
                continue;
            }
            Metered before = Metered.from(registerAt(midnight, ended, store), today.dayOf(now));
            today.add(
                    ended.site(),
                    before.day(),
                    before.deliveredOn(
                            before.day(), ended.ending().orElseThrow().meterStop()));
        }
    }

    StationTransactions of(StationId station) {
        return stations.computeIfAbsent(station, id -> new StationTransactions(running));
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

    Totals totals(Scope scope, Instant now) {
        long day = today.dayOf(now);
        int charging = 0;
        long watts = 0;
        long milliwattHours = today.ended(scope, day);
        for (RunningTransaction transaction : running.values()) {
            if (scope.includes(transaction.stored().site())) {
                Metered metered = transaction.metered();
                charging++;
                watts += metered.watts();
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

    /** A person decided. Under the station's lock. */
    void decided(Transaction transaction, Decision decision) {
        find(transaction.id()).ifPresent(open -> open.decide(decision));
        of(transaction.station()).decided(transaction.stationTransactionId(), decision);
    }

    /** The store took an estimated end back. */
    void reopened(Transaction open, Transaction before) {
        long day = today.dayOf(before.ending().orElseThrow().receivedAt());
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
                        Metered.from(open.meterStart(), today.dayOf(open.startReceivedAt()))));
    }

    /** The store began one. */
    void begun(Transaction transaction, Authorization authorization, List<Reading> readings) {
        long day = today.dayOf(transaction.startReceivedAt());
        RunningTransaction begun =
                new RunningTransaction(transaction, authorization, Metered.from(transaction.meterStart(), day));
        readings.forEach(reading -> begun.meter(reading, day));
        of(transaction.station()).begin(begun);
    }

    void metered(RunningTransaction transaction, List<Reading> readings, Instant receivedAt) {
        long day = today.dayOf(receivedAt);
        for (Reading reading : readings) {
            transaction.meter(reading, day);
        }
    }

    /** The store ended one that ran until now, or one whose end was estimated before. */
    void ended(Transaction transaction, Optional<Energy> estimatedStop) {
        Transaction.Ending ending = transaction.ending().orElseThrow();
        long day = today.dayOf(overAt(ending));
        Optional<RunningTransaction> ran = of(transaction.station()).end(transaction);
        if (ran.isPresent()) {
            today.add(transaction.site(), day, ran.get().metered().deliveredOn(day, ending.meterStop()));
        } else if (estimatedStop.isPresent() && ending.meterStop().isPresent()) {
            Energy correction = ending.meterStop().get().minus(estimatedStop.get());
            today.add(transaction.site(), day, correction.milliwattHours());
        }
    }

    /** On which day an end counts: one that waited in the station since yesterday is not of today. */
    private static Instant overAt(Transaction.Ending ending) {
        return ending.believed().map(BelievedTime::at).orElse(ending.receivedAt());
    }

    private static Optional<Energy> registerAt(Instant midnight, Transaction transaction, TransactionStore store) {
        return transaction.startReceivedAt().isBefore(midnight)
                ? store.registerBefore(transaction.id(), midnight).or(transaction::meterStart)
                : transaction.meterStart();
    }

    private static Metered metered(TransactionStore.Open open, Optional<Energy> base, long day) {
        Optional<Energy> register = open.transaction().latest().map(Transaction.Register::energy);
        Metered empty = Metered.from(base, day);
        return new Metered(
                open.latest(),
                open.transaction().latest(),
                open.latest().flatMap(Reading::power).map(Power::watts).orElse(0L),
                day,
                empty.base(),
                empty.deliveredOn(day, register));
    }
}
