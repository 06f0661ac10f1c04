package org.ohmstead.transactions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.ohmstead.api.csms.Authorizer;
import org.ohmstead.api.csms.Meters;
import org.ohmstead.api.csms.Reviews;
import org.ohmstead.api.csms.StationClocks;
import org.ohmstead.api.csms.TransactionHistory;
import org.ohmstead.api.csms.Transactions;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.MeterValue;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.RegisterKind;
import org.ohmstead.api.model.RemoteStart;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.api.model.Topology;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionEvent;
import org.ohmstead.api.model.TransactionEvent.Ended;
import org.ohmstead.api.model.TransactionEvent.Started;
import org.ohmstead.api.model.TransactionEvent.Updated;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.transactions.metering.MeterReader;
import org.ohmstead.transactions.store.RemoteStartStore;
import org.ohmstead.transactions.store.ReviewStore;
import org.ohmstead.transactions.store.TransactionStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The doors to transactions: what stations report, what people ask and decide. One of its neighbours in this package decides, under
 * the lock of the station; none is shared by stations.
 */
@Component(
        service = {Transactions.class, TransactionHistory.class, Reviews.class},
        configurationPid = "org.ohmstead.transactions")
@Designate(ocd = TransactionsSettings.class)
public final class TransactionsService implements Transactions, TransactionHistory, Reviews {

    private final TransactionStore store;
    private final ReviewStore reviews;
    private final Authorizer authorizer;
    private final StationClocks clocks;
    private final Clock clock;
    private final TransactionIds ids;
    private final RunningTransactions running;
    private final LostStops lostStops;
    private final ReadingLog log;
    private final Starts starts;
    private final Ends ends;
    private final Updates updates;
    private final EnergyCount energy;
    private final ReviewDesk desk;
    private final ReadingTap tap = new ReadingTap();
    private final RemoteStarts remoteStarts;
    private final Overdue overdue;
    private final SlowClock slowClock = new SlowClock(Duration.ofSeconds(15));
    private volatile TransactionMeters meters = TransactionMeters.NONE;
    private volatile Patience patience;

    @Activate
    public TransactionsService(
            @Reference TransactionStore store,
            @Reference ReviewStore reviews,
            @Reference RemoteStartStore remoteStarts,
            @Reference Authorizer authorizer,
            @Reference StationClocks clocks,
            TransactionsSettings settings) {
        this(store, reviews, remoteStarts, authorizer, clocks, settings, Clock.systemUTC());
        slowClock.start(this::look);
    }

    /** With a clock to be set by tests, which {@link #look} themselves; blocks while the memory is filled from the store. */
    public TransactionsService(
            TransactionStore store,
            ReviewStore reviews,
            RemoteStartStore remoteStarts,
            Authorizer authorizer,
            StationClocks clocks,
            TransactionsSettings settings,
            Clock clock) {
        this.store = store;
        this.reviews = reviews;
        this.authorizer = authorizer;
        this.clocks = clocks;
        this.clock = clock;
        this.patience = Patience.of(settings);
        this.ids = new TransactionIds(clock);
        this.running = new RunningTransactions(store, authorizer, clock.instant());
        this.running.doubt(reviews);
        this.log = new ReadingLog(store, tap, this::meters);
        this.lostStops = new LostStops(reviews, store, clocks, authorizer::sameGroup);
        this.remoteStarts = new RemoteStarts(remoteStarts, store, authorizer::sameGroup, clock.instant());
        this.energy = new EnergyCount(store);
        this.starts = new Starts(store, authorizer, clocks, ids, running, lostStops, log, energy, this::meters);
        this.ends = new Ends(store, clocks, ids, running, lostStops, log, energy, authorizer, this::meters);
        this.updates = new Updates(store, reviews, ids, running, lostStops, log, energy, ends);
        this.overdue = new Overdue(this.running, this.remoteStarts, lostStops, ends, clock, () -> patience);
        this.desk = new ReviewDesk(reviews, store, running, ends, clock);
    }

    @Modified
    void modified(TransactionsSettings changed) {
        patience = Patience.of(changed);
    }

    /** Ends the slow clock. */
    @Deactivate
    void close() {
        slowClock.close();
    }

    private TransactionMeters meters() {
        return meters;
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
        clockSeen(event);
        List<Reading> readings = MeterReader.read(event.meterValues(), event.receivedAt());
        return locked(event.station(), station -> {
            heard(station, event);
            return starts.begin(station, event, readings);
        });
    }

    @Override
    public void updated(Updated event) {
        if (event.meterValues().isEmpty()) {
            return;
        }
        clockSeen(event);
        List<Reading> readings = MeterReader.read(event.meterValues(), event.receivedAt());
        tell(event.station(), station -> updates.meter(station, event, readings));
    }

    @Override
    public Optional<Authorization> ended(Ended event) {
        clockSeen(event);
        List<Reading> readings = MeterReader.read(event.meterValues(), event.receivedAt());
        tell(event.station(), station -> {
            heard(station, event);
            Optional<Transaction> known = running.known(store, event.station(), event.stationTransactionId());
            if (known.isPresent()) {
                ends.end(known.get(), event, readings);
            } else {
                ends.keepStray(station, event, readings);
                overdue.estimate(station);
            }
        });
        return event.idToken().map(token -> authorizer.authorize(event.station(), token));
    }

    @Override
    public void metered(StationId station, Connector connector, List<MeterValue> meterValues, Instant receivedAt) {
        log.record(station, connector, Optional.empty(), MeterReader.read(meterValues, receivedAt), receivedAt);
    }

    private void clockSeen(TransactionEvent event) {
        clocks.seen(event.station(), event.at(), event.receivedAt(), Queued.maybe(event));
    }

    @Override
    public void stationBooted(StationId station, Instant receivedAt) {
        tell(station, booted -> {
            booted.disturbed(receivedAt);
            booted.booted();
            energy.forget(station);
            updates.booted(booted, receivedAt);
            lostStops.booted(booted, receivedAt);
            overdue.estimate(booted);
        });
    }

    @Override
    public void connectorReported(StationId station, StatusReport report) {
        tell(station, reporting -> {
            lostStops.reported(reporting, report);
            overdue.estimate(reporting);
        });
    }

    @Override
    public void stationConnected(StationId station, Instant at) {
        tell(station, came -> came.connected(at));
    }

    @Override
    public void stationDisconnected(StationId station, Instant at) {
        tell(station, went -> went.disconnected(at));
    }

    @Override
    public void startAccepted(
            StationId station,
            Optional<EvseId> evse,
            IdToken idToken,
            int remoteStartId,
            Instant askedAt,
            Optional<Duration> own) {
        Instant due = RemoteStarts.due(askedAt, own, patience);
        RemoteStart start = new RemoteStart(station, evse, idToken, remoteStartId, askedAt, due, Optional.empty());
        tell(station, asked -> {
            if (asked.wasAsked(askedAt)) {
                remoteStarts.accepted(asked, start);
            }
        });
    }

    @Override
    public void startPatience(StationId station, int remoteStartId, Duration own) {
        tell(station, asked -> remoteStarts.waits(station, asked, remoteStartId, own, patience));
    }

    @Override
    public void connectorsRegrouped(StationId station, Topology before, Topology after) {
        tell(station, regrouped -> {
            regrouped.forgetRegisters();
            remoteStarts.regrouped(station, regrouped, before, after);
        });
    }

    @Override
    public void stationRemoved(StationId station) {
        tell(station, removed -> {
            remoteStarts.removed(station);
            energy.forget(station);
            removed.forget(clock.instant());
        });
    }

    @Override
    public void stopAccepted(StationId station, String stationTransactionId, Instant askedAt) {
        tell(
                station,
                asked -> asked.running(stationTransactionId)
                        .ifPresent(running -> lostStops.stopAccepted(running, askedAt)));
    }

    @Override
    public void tokenShown(StationId station, IdToken idToken, Instant receivedAt) {
        boolean charging = locked(station, shown -> !shown.all().isEmpty());
        if (charging && authorizer.stopsAll(station, idToken)) {
            store.masterShown(station, idToken, receivedAt);
        }
    }

    /** Decides what by now can be: ends to be estimated, what was accepted and did not happen. Tests call it when time has passed. */
    public void look() {
        overdue.look();
    }

    @Override
    public Page<Review> page(Reviews.Query query, Page.Request request) {
        return reviews.page(query, request);
    }

    @Override
    public Optional<Dossier> dossier(TransactionId id) {
        return desk.find(id);
    }

    @Override
    public Result decide(TransactionId id, Choice choice, String who, String reason) {
        Optional<Review> review = reviews.find(id);
        return review.isEmpty()
                ? new Result.Unknown()
                : locked(ReviewDesk.station(review.get()), station -> desk.decide(station, id, choice, who, reason));
    }

    @Override
    public Optional<Transaction> find(TransactionId transaction) {
        return running.find(transaction).map(RunningTransaction::transaction).or(() -> store.find(transaction));
    }

    @Override
    public Page<Transaction> page(TransactionHistory.Query query, Page.Request request) {
        Page<Transaction> page = store.page(query, request);
        return new Page<>(page.items().stream().map(this::asItIsNow).toList(), page.next());
    }

    /** What was counted of a running one is in memory. */
    private Transaction asItIsNow(Transaction stored) {
        return stored.open()
                ? running.find(stored.id()).map(RunningTransaction::transaction).orElse(stored)
                : stored;
    }

    @Override
    public long count(TransactionHistory.Query query) {
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
    public List<RemoteStart> remoteStarts(StationId station) {
        return remoteStarts.hasAny(station) ? locked(station, asked -> remoteStarts.at(station, asked)) : List.of();
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
    public Optional<RegisterKind> registerKind(StationId station) {
        return energy.kind(station);
    }

    @Override
    public AutoCloseable watch(Consumer<LiveReading> viewer) {
        return tap.watch(viewer);
    }

    /** Starts and stops that waited in the station tell that it delivers its queue; a clock that is behind does not. */
    private void heard(StationTransactions station, TransactionEvent event) {
        Instant at = clocks.believe(event.station(), event.at(), event.receivedAt(), Queued.maybe(event))
                .at();
        if (Plausibility.waited(at, event.receivedAt())) {
            station.deliveredOld(event.receivedAt());
        }
    }

    private void tell(StationId id, Consumer<StationTransactions> work) {
        running.of(id).tell(work);
    }

    private <T> T locked(StationId id, Function<StationTransactions, T> work) {
        return running.of(id).locked(work);
    }
}
