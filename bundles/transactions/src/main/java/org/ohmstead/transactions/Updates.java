package org.ohmstead.transactions;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ohmstead.api.model.Doubt;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Register;
import org.ohmstead.api.model.TransactionEvent.Updated;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.transactions.metering.EnergyAccount;
import org.ohmstead.transactions.store.ReviewStore;
import org.ohmstead.transactions.store.TransactionStore;
import org.ohmstead.transactions.store.TransactionStore.Unmatched;

/** Decides to which transaction readings belong: one that runs, one that is over, or none. Under the station's lock. */
final class Updates {

    private final TransactionStore store;
    private final ReviewStore reviews;
    private final TransactionIds ids;
    private final RunningTransactions running;
    private final LostStops lostStops;
    private final ReadingLog log;
    private final EnergyCount energy;
    private final Ends ends;

    Updates(
            TransactionStore store,
            ReviewStore reviews,
            TransactionIds ids,
            RunningTransactions running,
            LostStops lostStops,
            ReadingLog log,
            EnergyCount energy,
            Ends ends) {
        this.store = store;
        this.reviews = reviews;
        this.ids = ids;
        this.running = running;
        this.lostStops = lostStops;
        this.log = log;
        this.energy = energy;
        this.ends = ends;
    }

    void meter(StationTransactions station, Updated event, List<Reading> readings) {
        Optional<RunningTransaction> ongoing = station.running(event.stationTransactionId());
        if (ongoing.isPresent()) {
            add(ongoing.get(), event, readings);
        } else {
            meterLate(station, event, readings);
        }
    }

    /** The station booted while transactions ran: their registers may begin anew. */
    void booted(StationTransactions station, Instant receivedAt) {
        Set<TransactionFlag> booted = EnumSet.of(TransactionFlag.STATION_BOOTED);
        for (RunningTransaction open : station.all()) {
            flag(open, booted, receivedAt);
        }
    }

    private void flag(RunningTransaction ongoing, Set<TransactionFlag> flags, Instant receivedAt) {
        if (!ongoing.carries(flags)) {
            store.flag(ongoing.stored().id(), flags, receivedAt);
            ongoing.flag(flags);
        }
    }

    private void add(RunningTransaction ongoing, Updated event, List<Reading> readings) {
        Transaction transaction = ongoing.stored();
        Optional<Register> before = ongoing.register();
        Set<TransactionFlag> flags = Plausibility.ofReadings(transaction, before, event.connector(), readings);
        boolean stored = record(ongoing, event, readings);
        if (stored || ongoing.toBeCountedAnew()) { // what is repeated may be what memory missed
            flags.addAll(energy.add(ongoing, readings));
            running.metered(ongoing, readings, event.receivedAt());
            lostStops.metered(ongoing, before, readings);
        }
        flag(ongoing, flags, event.receivedAt());
    }

    private boolean record(RunningTransaction ongoing, Updated event, List<Reading> readings) {
        Optional<TransactionId> id = Optional.of(ongoing.stored().id());
        try {
            return log.record(event.station(), event.connector(), id, readings, event.receivedAt());
        } catch (StoreUnavailable e) {
            if (e.outcomeUnknown()) {
                ongoing.mayMiss();
            }
            throw e;
        }
    }

    /** Readings of a transaction that does not run: it is over, was taken to be, or was never ours. */
    private void meterLate(StationTransactions station, Updated event, List<Reading> readings) {
        Optional<Transaction> over = running.known(store, event.station(), event.stationTransactionId());
        over.filter(known -> !known.open()).ifPresent(ended -> reopen(ended, readings, event.receivedAt()));
        Optional<RunningTransaction> again = station.running(event.stationTransactionId());
        if (again.isPresent()) {
            add(again.get(), event, readings);
            return;
        }
        Optional<TransactionId> id = over.map(Transaction::id);
        log.record(event.station(), event.connector(), id, readings, event.receivedAt());
        if (over.isPresent()) {
            if (Plausibility.afterEnd(over.get(), readings)) {
                store.flag(id.get(), Set.of(TransactionFlag.READING_AFTER_END), event.receivedAt());
            }
            // Told again, too: what was stored may not have been counted, by an outcome nobody knew or a server that
            // died.
            if (readings.stream().anyMatch(reading -> EnergyAccount.counts(over.get(), reading))) {
                ends.recount(over.get(), event.receivedAt());
            }
        } else if (!station.noted(event.stationTransactionId())) { // once, for some name id 0 with every reading
            store.unmatched(new Unmatched(
                    ids.next(),
                    event.station(),
                    Doubt.UNMATCHED_READINGS,
                    event.stationTransactionId(),
                    Optional.empty(),
                    readings.getLast().energy(),
                    "",
                    event.at(),
                    event.receivedAt()));
            station.note(event.stationTransactionId());
        }
    }

    /** A transaction that goes on after an estimated end was not over. */
    private void reopen(Transaction over, List<Reading> readings, Instant receivedAt) {
        Plausibility.goesOn(over, readings)
                .flatMap(register -> reviews.reopen(over.id(), register, receivedAt))
                .ifPresent(open -> running.reopened(open, over));
    }
}
