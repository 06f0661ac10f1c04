package org.ohmstead.transactions;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.ohmstead.api.csms.Authorizer;
import org.ohmstead.api.csms.Authorizer.Admission;
import org.ohmstead.api.csms.StationClocks;
import org.ohmstead.api.csms.Transactions.Start;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.BelievedTime;
import org.ohmstead.api.model.Evidence;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionEvent.Started;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.transactions.metering.EnergyAccount;
import org.ohmstead.transactions.store.TransactionStore;

/**
 * Decides what a report of a start is: news, a repetition, the end of what ran there before, or of a past that another runs
 * since. Under the station's lock.
 */
final class Starts {

    private static final int ATTEMPTS = 3;

    private final TransactionStore store;
    private final Authorizer authorizer;
    private final StationClocks clocks;
    private final TransactionIds ids;
    private final RunningTransactions running;
    private final LostStops lostStops;
    private final ReadingLog log;
    private final EnergyCount energy;
    private final Supplier<TransactionMeters> meters;

    Starts(
            TransactionStore store,
            Authorizer authorizer,
            StationClocks clocks,
            TransactionIds ids,
            RunningTransactions running,
            LostStops lostStops,
            ReadingLog log,
            EnergyCount energy,
            Supplier<TransactionMeters> meters) {
        this.store = store;
        this.authorizer = authorizer;
        this.clocks = clocks;
        this.ids = ids;
        this.running = running;
        this.lostStops = lostStops;
        this.log = log;
        this.energy = energy;
        this.meters = meters;
    }

    Start begin(StationTransactions station, Started event, List<Reading> readings) {
        return begin(station, event, readings, ATTEMPTS);
    }

    private Start begin(StationTransactions station, Started event, List<Reading> readings, int attempts) {
        BelievedTime believed = clocks.believe(event.station(), event.at(), event.receivedAt(), Queued.maybe(event));
        Optional<Transaction> open = station.at(event.connector().evse()).map(RunningTransaction::transaction);
        Optional<Transaction> newer = open.filter(runs -> Plausibility.startedBefore(event, believed, runs));
        Optional<Start> repeated = repeated(station, event, newer.isPresent());
        if (repeated.isPresent()) {
            return repeated.get();
        }
        TransactionId id = ids.next();
        Admission admission = newer.isPresent() ? admitPast(id, event) : admit(id, event);
        TransactionStore.Started outcome = newer.isPresent()
                ? store.startPast(
                        past(unit(id, event, admission, Optional.empty(), readings, believed), event, newer.get()))
                : start(unit(id, event, admission, open, readings, believed));
        return switch (outcome) {
            case TransactionStore.Started.Stored stored
            when newer.isPresent() -> recorded(stored.transaction(), newer.get(), admission.authorization(), readings);
            case TransactionStore.Started.Stored stored -> begun(station, stored, admission.authorization(), readings);
            case TransactionStore.Started.Conflict conflict -> {
                // The outcome of an earlier unit was unknown to us; the store knows better. Decide again.
                if (attempts == 1) {
                    throw new IllegalStateException("Memory and store do not agree about the EVSE "
                            + event.connector().evse() + " of " + event.station());
                }
                station.drop(event.connector().evse());
                conflict.open().ifPresent(running::adopt);
                yield begin(station, event, readings, attempts - 1);
            }
        };
    }

    /** What is told and what is kept is the same verdict, also of a station that nobody accepted yet. */
    private Admission admit(TransactionId id, Started event) {
        if (!event.stationAccepted()) {
            return Admission.of(Authorization.INVALID);
        }
        return authorizer.admit(id, event.station(), event.connector().evse(), event.idToken());
    }

    /** What is long over is not one too many of its token, and takes nobody's place. */
    private Admission admitPast(TransactionId id, Started event) {
        try {
            Admission admission = admit(id, event);
            return admission.authorization().status() == AuthorizationStatus.CONCURRENT_TX
                    ? Admission.of(authorizer.authorize(
                            event.station(), event.idToken().orElseThrow()))
                    : admission;
        } finally {
            authorizer.over(id);
        }
    }

    /** One that did not begin takes nobody's place. */
    private TransactionStore.Started start(TransactionStore.Start unit) {
        boolean begun = false;
        try {
            TransactionStore.Started outcome = store.start(unit);
            begun = outcome instanceof TransactionStore.Started.Stored;
            return outcome;
        } finally {
            if (!begun) {
                authorizer.over(unit.id());
            }
        }
    }

    private static TransactionStore.Past past(TransactionStore.Start unit, Started event, Transaction newer) {
        return new TransactionStore.Past(unit, Plausibility.pastOf(event, newer), newer.id());
    }

    /** It is over, with an end that its stop, which waits in the station too, will put right. */
    private Start recorded(Transaction past, Transaction newer, Authorization authorization, List<Reading> readings) {
        running.ended(past, past);
        meters.get().started().add(1);
        meters.get().ended().add(1);
        log.shown(past, readings);
        lostStops.superseded(past, newer);
        return new Start(past, authorization);
    }

    private Start begun(
            StationTransactions station,
            TransactionStore.Started.Stored stored,
            Authorization authorization,
            List<Reading> readings) {
        Transaction transaction = stored.transaction();
        stored.superseded().ifPresent(old -> {
            running.ended(old, old);
            meters.get().ended().add(1);
        });
        running.begun(transaction, authorization, energy.begin(transaction), readings);
        meters.get().started().add(1);
        log.shown(transaction, readings);
        stored.superseded().ifPresent(old -> lostStops.superseded(old, transaction));
        station.at(transaction.connector().evse()).ifPresent(now -> lostStops.begun(station, now));
        return new Start(transaction, authorization);
    }

    /**
     * The answer given before, if this start was told before.
     *
     * @param past whether another began there since
     */
    private Optional<Start> repeated(StationTransactions station, Started event, boolean past) {
        if (event.stationTransactionId().isPresent()) {
            return running.known(
                            store, event.station(), event.stationTransactionId().get())
                    .map(Starts::asToldBefore);
        }
        return station.at(event.connector().evse())
                .filter(open -> Repeats.sameStart(open.stored(), event, station))
                .map(open -> new Start(open.transaction(), open.authorization()))
                .or(() -> over(station, event, past).map(Starts::asToldBefore));
    }

    private static Start asToldBefore(Transaction transaction) {
        return new Start(transaction, Authorization.of(transaction.verdict()));
    }

    /**
     * A start whose transaction has ended already, because retries brought it out of order, or because it was past when it came
     * first. Only late ones ask the disk.
     */
    private Optional<Transaction> over(StationTransactions station, Started event, boolean past) {
        Predicate<Transaction> same = past
                ? known -> Repeats.sameContents(known, event)
                : known -> Repeats.sameStartOfEnded(known, event) || Repeats.samePastStart(known, event);
        Optional<Transaction> lately =
                station.endedLately().stream().filter(same).findFirst();
        if (lately.isPresent() || !Plausibility.waited(event.at(), event.receivedAt())) {
            return lately;
        }
        return store.begunAt(event.station(), event.at()).stream()
                .filter(known -> !known.open())
                .filter(same)
                .findFirst();
    }

    private TransactionStore.Start unit(
            TransactionId id,
            Started event,
            Admission admission,
            Optional<Transaction> open,
            List<Reading> readings,
            BelievedTime believed) {
        return new TransactionStore.Start(
                id,
                event.station(),
                event.connector(),
                event.stationTransactionId(),
                event.idToken(),
                admission.authorization().status(),
                event.at(),
                event.receivedAt(),
                event.meterStart(),
                event.details().remoteStartId(),
                event.details().reservationId(),
                Plausibility.ofStart(event, admission),
                open.map(old -> supersede(old, event, believed)),
                readings,
                Optional.of(believed));
    }

    /** A stop that fitted it and told no id of ours tells its end better than what began next. */
    private TransactionStore.Supersede supersede(Transaction old, Started event, BelievedTime believed) {
        Optional<RunningTransaction> ran = running.find(old.id());
        Optional<Evidence> stop = ran.flatMap(known -> known.signs().find(Evidence.Kind.STOP_UNMATCHED))
                .filter(sign -> !sign.at().isAfter(event.at()));
        Transaction.Ending ending = stop.map(sign -> Plausibility.stopped(old, sign, event)
                        .believedAt(clocks.believe(event.station(), sign.at(), sign.receivedAt(), true)))
                .orElseGet(() -> Plausibility.superseded(old, event).believedAt(believed));
        EnergyAccount.Verdict counted = energy.atEnd(old, ran, ending, List.of());
        return new TransactionStore.Supersede(old.id(), ending, counted.flags(), counted.delivered());
    }
}
