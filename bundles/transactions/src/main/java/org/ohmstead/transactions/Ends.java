package org.ohmstead.transactions;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.ohmstead.api.csms.Authorizer;
import org.ohmstead.api.csms.StationClocks;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Doubt;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Ending;
import org.ohmstead.api.model.TransactionEvent.Ended;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.api.model.UnmatchedReport;
import org.ohmstead.transactions.metering.EnergyAccount;
import org.ohmstead.transactions.store.TransactionStore;
import org.ohmstead.transactions.store.TransactionStore.Unmatched;

/** Decides what a report of an end is: news, the truth behind an estimate, a repetition, or nobody's. Under the station's lock. */
final class Ends {

    private final TransactionStore store;
    private final StationClocks clocks;
    private final TransactionIds ids;
    private final RunningTransactions running;
    private final LostStops lostStops;
    private final ReadingLog log;
    private final EnergyCount energy;
    private final Authorizer authorizer;
    private final Supplier<TransactionMeters> meters;

    Ends(
            TransactionStore store,
            StationClocks clocks,
            TransactionIds ids,
            RunningTransactions running,
            LostStops lostStops,
            ReadingLog log,
            EnergyCount energy,
            Authorizer authorizer,
            Supplier<TransactionMeters> meters) {
        this.store = store;
        this.clocks = clocks;
        this.ids = ids;
        this.running = running;
        this.lostStops = lostStops;
        this.log = log;
        this.energy = energy;
        this.authorizer = authorizer;
        this.meters = meters;
    }

    void end(Transaction before, Ended event, List<Reading> readings) {
        Ending ending = new Ending(
                        event.at(),
                        event.receivedAt(),
                        event.meterStop(),
                        event.stoppedReason(),
                        event.idToken(),
                        false)
                .believedAt(clocks.believe(event.station(), event.at(), event.receivedAt(), Queued.maybe(event)));
        Set<TransactionFlag> flags = Plausibility.ofEnd(
                before, event, (started, shown) -> authorizer.mayStop(event.station(), started, shown));
        Transaction after = end(before, ending, flags, readings);
        if (!Repeats.sameEnd(after.ending().orElseThrow(), ending)) {
            lostStops.endedAgain(after, unmatched(event));
            store.flag(before.id(), Set.of(TransactionFlag.ENDED_TWICE_DIFFERENTLY), event.receivedAt());
        }
    }

    private UnmatchedReport unmatched(Ended event) {
        return store.unmatched(new Unmatched(
                ids.next(),
                event.station(),
                Doubt.UNMATCHED_STOP,
                event.stationTransactionId(),
                event.idToken(),
                event.meterStop(),
                event.stoppedReason(),
                event.at(),
                event.receivedAt()));
    }

    /** An end that was not reported with this transaction's id: concluded, or put together by a person. */
    Transaction end(Transaction before, Ending ending) {
        return end(before, ending, Set.of(), List.of());
    }

    /** As it is in the store afterwards: with this end, or with another it had before. */
    private Transaction end(Transaction before, Ending ending, Set<TransactionFlag> flags, List<Reading> readings) {
        Optional<RunningTransaction> ran = running.find(before.id());
        EnergyAccount.Verdict counted = energy.atEnd(before, ran, ending, readings);
        Set<TransactionFlag> all = EnumSet.noneOf(TransactionFlag.class);
        all.addAll(flags);
        all.addAll(counted.flags());
        return switch (store.end(new TransactionStore.End(before, ending, all, readings, counted.delivered()))) {
            case TransactionStore.Ended.Stored stored -> {
                Transaction after = stored.transaction();
                running.ended(after, before);
                meters.get().ended().add(before.open() ? 1 : 0);
                log.shown(after, readings);
                energy.learn(running.of(after.station()), after, ran);
                yield after;
            }
            case TransactionStore.Ended.Already already -> {
                running.ended(already.transaction(), already.transaction());
                yield readings.isEmpty() ? already.transaction() : recount(already.transaction(), ending.receivedAt());
            }
        };
    }

    /** Readings of a transaction that is over came late: what it delivered may be more than was known. */
    Transaction recount(Transaction over, Instant receivedAt) {
        Optional<Transaction> counted = energy.recount(over, receivedAt);
        counted.ifPresent(after -> running.ended(after, over));
        return counted.orElse(over);
    }

    /** Ids 0 and -1, made up ones, other stations': no transaction of this station, so none is touched. */
    void keepStray(StationTransactions station, Ended event, List<Reading> readings) {
        StrayEnd stray = new StrayEnd(event.stationTransactionId(), event.at(), event.meterStop());
        if (!station.noted(stray)) {
            lostStops.strayed(station, unmatched(event));
            station.note(stray);
        }
        // A stop does not tell the connector.
        log.record(event.station(), Connector.of(0), Optional.empty(), readings, event.receivedAt());
        station.disturbed(event.receivedAt());
    }

    /** By what a stop that fits nothing is recognised when it comes again. */
    private record StrayEnd(String stationTransactionId, Instant at, Optional<Energy> meterStop) {}
}
