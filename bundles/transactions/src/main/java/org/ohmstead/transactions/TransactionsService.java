package org.ohmstead.transactions;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.ohmstead.api.csms.Authorizer;
import org.ohmstead.api.csms.Meters;
import org.ohmstead.api.csms.TransactionHistory;
import org.ohmstead.api.csms.Transactions;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.MeterValue;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Ending;
import org.ohmstead.api.model.TransactionEvent.Ended;
import org.ohmstead.api.model.TransactionEvent.Started;
import org.ohmstead.api.model.TransactionEvent.Updated;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.transactions.store.TransactionStore;
import org.ohmstead.transactions.store.TransactionStore.Readings;
import org.ohmstead.transactions.store.TransactionStore.Recorded;
import org.ohmstead.transactions.store.TransactionStore.Unmatched;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Decides what a station's report makes of its transactions. One lock per station, none shared. */
@Component(service = {Transactions.class, TransactionHistory.class})
public final class TransactionsService implements Transactions, TransactionHistory {

    private static final int ATTEMPTS = 3;

    private final TransactionStore store;
    private final Authorizer authorizer;
    private final Clock clock;
    private final TransactionIds ids;
    private final RunningTransactions running;
    private final ReadingTap tap = new ReadingTap();
    private volatile TransactionMeters meters = TransactionMeters.NONE;

    @Activate
    public TransactionsService(@Reference TransactionStore store, @Reference Authorizer authorizer) {
        this(store, authorizer, Clock.systemUTC());
    }

    /** With a clock to be set by tests; blocks while the memory is filled from the store. */
    public TransactionsService(TransactionStore store, Authorizer authorizer, Clock clock) {
        this.store = store;
        this.authorizer = authorizer;
        this.clock = clock;
        this.ids = new TransactionIds(clock);
        this.running = new RunningTransactions(store, clock.instant());
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setMeters(Meters registry) {
        meters.close();
        meters = TransactionMeters.in(registry, running::count);
    }

    void unsetMeters(Meters registry) {
        if (meters.registry() == registry) { // a successor may have come before
            meters.close();
            meters = TransactionMeters.NONE;
        }
    }

    @Override
    public Start started(Started event) {
        List<Reading> readings = MeterReader.read(event.meterValues(), event.receivedAt());
        return locked(event.station(), station -> begin(station, event, readings, ATTEMPTS));
    }

    @Override
    public void updated(Updated event) {
        if (event.meterValues().isEmpty()) {
            return;
        }
        List<Reading> readings = MeterReader.read(event.meterValues(), event.receivedAt());
        locked(event.station(), station -> {
            Optional<RunningTransaction> ongoing = station.running(event.stationTransactionId());
            if (ongoing.isPresent()) {
                meter(ongoing.get(), event, readings);
            } else {
                meterLate(station, event, readings);
            }
            return null;
        });
    }

    @Override
    public Optional<Authorization> ended(Ended event) {
        List<Reading> readings = MeterReader.read(event.meterValues(), event.receivedAt());
        locked(event.station(), station -> {
            Optional<Transaction> known = known(station, event.station(), event.stationTransactionId());
            if (known.isPresent()) {
                end(known.get(), event, readings);
            } else {
                keepStrayEnd(station, event, readings);
            }
            return null;
        });
        return event.idToken().map(token -> authorizer.authorize(event.station(), token));
    }

    @Override
    public void metered(StationId station, Connector connector, List<MeterValue> meterValues, Instant receivedAt) {
        record(station, connector, Optional.empty(), MeterReader.read(meterValues, receivedAt), receivedAt);
    }

    @Override
    public void stationBooted(StationId station, Instant receivedAt) {
        locked(station, booted -> {
            booted.disturbed(receivedAt);
            return null;
        });
    }

    @Override
    public Optional<Transaction> find(TransactionId transaction) {
        return running.find(transaction).map(RunningTransaction::transaction).or(() -> store.find(transaction));
    }

    @Override
    public Page<Transaction> page(Query query, Page.Request request) {
        return store.page(query, request);
    }

    @Override
    public long count(Query query) {
        return store.count(query);
    }

    @Override
    public Page<Reading> readings(TransactionId transaction, Page.Request request) {
        return store.readings(transaction, request);
    }

    @Override
    public List<Transaction> open(Scope scope) {
        return running.all(scope);
    }

    @Override
    public Totals totals(Scope scope) {
        return running.totals(scope, clock.instant());
    }

    @Override
    public Optional<Reading> latest(TransactionId transaction) {
        return running.find(transaction).flatMap(found -> found.metered().latest());
    }

    @Override
    public AutoCloseable watch(Consumer<LiveReading> viewer) {
        return tap.watch(viewer);
    }

    private <T> T locked(StationId id, Function<StationTransactions, T> work) {
        StationTransactions station = running.of(id);
        station.lock().lock();
        try {
            return work.apply(station);
        } finally {
            station.lock().unlock();
        }
    }

    private Start begin(StationTransactions station, Started event, List<Reading> readings, int attempts) {
        Optional<Start> repeated = repeated(station, event);
        if (repeated.isPresent()) {
            return repeated.get();
        }
        Authorization authorization = event.idToken()
                .map(token -> authorizer.authorize(event.station(), token))
                .orElse(Authorization.INVALID);
        Optional<Transaction> open = station.at(event.connector().evse()).map(RunningTransaction::transaction);
        return switch (store.start(unit(event, authorization, open, readings))) {
            case TransactionStore.Started.Stored stored -> {
                stored.superseded().ifPresent(old -> {
                    running.ended(old, Optional.empty());
                    meters.ended().add(1);
                });
                running.begun(stored.transaction(), authorization, readings);
                meters.started().add(1);
                shown(stored.transaction(), readings);
                yield new Start(stored.transaction(), authorization);
            }
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

    /** The answer given before, if this start was told before. */
    private Optional<Start> repeated(StationTransactions station, Started event) {
        if (event.stationTransactionId().isPresent()) {
            return known(station, event.station(), event.stationTransactionId().get())
                    .map(transaction -> new Start(transaction, Authorization.of(transaction.verdict())));
        }
        return station.at(event.connector().evse())
                .filter(open -> Repeats.sameStart(open.stored(), event, station))
                .map(open -> new Start(open.transaction(), open.authorization()));
    }

    private TransactionStore.Start unit(
            Started event, Authorization authorization, Optional<Transaction> open, List<Reading> readings) {
        return new TransactionStore.Start(
                ids.next(),
                event.station(),
                event.connector(),
                event.stationTransactionId(),
                event.idToken(),
                authorization.status(),
                event.at(),
                event.receivedAt(),
                event.meterStart(),
                event.details().remoteStartId(),
                event.details().reservationId(),
                Plausibility.ofStart(event, authorization.accepted()),
                open.map(old -> new TransactionStore.Supersede(old.id(), Plausibility.superseded(old, event))),
                readings);
    }

    private void meter(RunningTransaction ongoing, Updated event, List<Reading> readings) {
        Transaction transaction = ongoing.stored();
        Set<TransactionFlag> flags =
                Plausibility.ofReadings(transaction, ongoing.metered().register(), event.connector(), readings);
        boolean fresh =
                record(event.station(), event.connector(), Optional.of(transaction.id()), readings, event.receivedAt());
        if (fresh) {
            running.metered(ongoing, readings, event.receivedAt());
        }
        if (!ongoing.carries(flags)) {
            store.flag(transaction.id(), flags, event.receivedAt());
            ongoing.flag(flags);
        }
    }

    /** Readings of a transaction that does not run: it is over, or was never ours. */
    private void meterLate(StationTransactions station, Updated event, List<Reading> readings) {
        Optional<Transaction> over = known(station, event.station(), event.stationTransactionId());
        Optional<RunningTransaction> adopted = station.running(event.stationTransactionId());
        if (adopted.isPresent()) {
            meter(adopted.get(), event, readings);
            return;
        }
        Optional<TransactionId> id = over.map(Transaction::id);
        record(event.station(), event.connector(), id, readings, event.receivedAt());
        if (over.isPresent()) {
            store.flag(id.get(), Set.of(TransactionFlag.READING_AFTER_END), event.receivedAt());
        } else if (!station.noted(event.stationTransactionId())) { // once, for some name id 0 with every reading
            store.unmatched(new Unmatched(
                    event.station(),
                    "Updated",
                    event.stationTransactionId(),
                    Optional.empty(),
                    readings.getLast().energy(),
                    event.at(),
                    event.receivedAt()));
            station.note(event.stationTransactionId());
        }
    }

    private void end(Transaction before, Ended event, List<Reading> readings) {
        Ending ending = new Ending(
                event.at(), event.receivedAt(), event.meterStop(), event.stoppedReason(), event.idToken(), false);
        Optional<Energy> estimatedStop = before.ending().flatMap(Ending::meterStop);
        Set<TransactionFlag> flags = Plausibility.ofEnd(before, event, authorizer::sameGroup);
        switch (store.end(new TransactionStore.End(before, ending, flags, readings))) {
            case TransactionStore.Ended.Stored stored -> {
                running.ended(stored.transaction(), estimatedStop);
                meters.ended().add(before.open() ? 1 : 0);
                shown(stored.transaction(), readings);
            }
            case TransactionStore.Ended.Already already -> {
                running.ended(already.transaction(), Optional.empty());
                if (!Repeats.sameEnd(already.transaction().ending().orElseThrow(), ending)) {
                    store.flag(before.id(), Set.of(TransactionFlag.ENDED_TWICE_DIFFERENTLY), event.receivedAt());
                }
            }
        }
    }

    /** Ids 0 and -1, made up ones, other stations': no transaction of this station, so none is touched. */
    private void keepStrayEnd(StationTransactions station, Ended event, List<Reading> readings) {
        StrayEnd stray = new StrayEnd(event.stationTransactionId(), event.at(), event.meterStop());
        if (!station.noted(stray)) {
            store.unmatched(new Unmatched(
                    event.station(),
                    "Ended",
                    event.stationTransactionId(),
                    event.idToken(),
                    event.meterStop(),
                    event.at(),
                    event.receivedAt()));
            station.note(stray);
        }
        // A stop does not tell the connector.
        record(event.station(), Connector.of(0), Optional.empty(), readings, event.receivedAt());
        station.disturbed(event.receivedAt());
    }

    /** A transaction of this station by its id on the wire: running, ended lately, or from the store. */
    private Optional<Transaction> known(StationTransactions station, StationId id, String stationTransactionId) {
        return station.running(stationTransactionId)
                .map(RunningTransaction::transaction)
                .or(() -> station.ended(stationTransactionId))
                .or(() -> {
                    Optional<Transaction> stored = store.find(id, stationTransactionId);
                    stored.filter(Transaction::open).ifPresent(running::adopt); // its start's outcome was unknown to us
                    return stored;
                });
    }

    private boolean record(
            StationId station,
            Connector connector,
            Optional<TransactionId> transaction,
            List<Reading> readings,
            Instant receivedAt) {
        if (readings.isEmpty()
                || store.record(new Readings(station, connector, transaction, readings, receivedAt))
                        == Recorded.REPEATED) {
            return false;
        }
        meters.readings().add(readings.size());
        tap.show(station, connector, transaction, readings);
        return true;
    }

    private void shown(Transaction transaction, List<Reading> readings) {
        meters.readings().add(readings.size());
        tap.show(transaction.station(), transaction.connector(), Optional.of(transaction.id()), readings);
    }

    /** By what a stop that fits nothing is recognised when it comes again. */
    private record StrayEnd(String stationTransactionId, Instant at, Optional<Energy> meterStop) {}
}
