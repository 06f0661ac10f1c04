package org.ohmstead.transactions;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
import org.ohmstead.api.model.MeterValue;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.RegisterKind;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionEvent;
import org.ohmstead.api.model.TransactionEvent.Ended;
import org.ohmstead.api.model.TransactionEvent.Started;
import org.ohmstead.api.model.TransactionEvent.Updated;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.transactions.metering.MeterReader;
import org.ohmstead.transactions.store.ReviewStore;
import org.ohmstead.transactions.store.TransactionStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The doors to transactions: what stations report, what people ask and decide. Holds the lock of the station while one of its
 * neighbours in this package decides; none is shared by stations.
 */
@Component(
        service = {Transactions.class, TransactionHistory.class, Reviews.class},
        configurationPid = "org.ohmstead.transactions")
@Designate(ocd = TransactionsService.Settings.class)
public final class TransactionsService implements Transactions, TransactionHistory, Reviews {

    /** How long transactions are waited for whose end is not told. */
    @ObjectClassDefinition(
            name = "Transactions",
            description =
                    "When a transaction whose end the station never told is taken to be over. Such an end is marked as"
                            + " estimated and waits for review; when the station tells the real one after all, that counts.")
    public @interface Settings {

        @AttributeDefinition(
                description =
                        "How long a station that is connected may take to tell what it had stored while it was away,"
                                + " before an end is estimated; in minutes.",
                min = "1",
                max = "1440")
        int queueMinutes() default 10;

        @AttributeDefinition(
                description =
                        "After how many minutes without any more energy a transaction counts as idle. A full car is"
                                + " idle too, so this alone ends nothing.",
                min = "5",
                max = "1440")
        int idleMinutes() default 30;

        @AttributeDefinition(
                description =
                        "How long weak evidence has to stand, such as a reboot after which nothing more was measured;"
                                + " in hours.",
                min = "1",
                max = "720")
        int weakHours() default 24;

        @AttributeDefinition(
                description = "After how many hours a transaction that is still open is put before a person.",
                min = "1",
                max = "8760")
        int longestStayHours() default 72;
    }

    private static final Logger LOG = LoggerFactory.getLogger(TransactionsService.class);

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
    private final Inbox inbox;
    private final ReadingTap tap = new ReadingTap();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile TransactionMeters meters = TransactionMeters.NONE;
    private volatile Patience patience;

    @Activate
    public TransactionsService(
            @Reference TransactionStore store,
            @Reference ReviewStore reviews,
            @Reference Authorizer authorizer,
            @Reference StationClocks clocks,
            Settings settings) {
        this(store, reviews, authorizer, clocks, settings, Clock.systemUTC());
        Thread.ofVirtual().name("lost-stops").start(this::lookNowAndThen);
    }

    /** With a clock to be set by tests, which look for lost stops themselves; blocks while the memory is filled from the store. */
    public TransactionsService(
            TransactionStore store,
            ReviewStore reviews,
            Authorizer authorizer,
            StationClocks clocks,
            Settings settings,
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
        this.lostStops = new LostStops(reviews, store, authorizer::sameGroup);
        this.energy = new EnergyCount(store);
        this.starts = new Starts(store, authorizer, clocks, ids, running, lostStops, log, energy, this::meters);
        this.ends = new Ends(store, clocks, ids, running, lostStops, log, energy, authorizer, this::meters);
        this.updates = new Updates(store, reviews, ids, running, lostStops, log, energy, ends);
        this.inbox = new Inbox(reviews, store, running, ends, clock);
    }

    @Modified
    void modified(Settings changed) {
        patience = Patience.of(changed);
    }

    /** Ends the slow clock. */
    @Deactivate
    void close() {
        closed.countDown();
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
        locked(event.station(), station -> {
            updates.meter(station, event, readings);
            return null;
        });
    }

    @Override
    public Optional<Authorization> ended(Ended event) {
        clockSeen(event);
        List<Reading> readings = MeterReader.read(event.meterValues(), event.receivedAt());
        locked(event.station(), station -> {
            heard(station, event);
            Optional<Transaction> known = running.known(store, event.station(), event.stationTransactionId());
            if (known.isPresent()) {
                ends.end(known.get(), event, readings);
            } else {
                ends.keepStray(station, event, readings);
                estimate(station);
            }
            return null;
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
        locked(station, booted -> {
            booted.disturbed(receivedAt);
            booted.booted();
            energy.booted(station);
            updates.booted(booted, receivedAt);
            lostStops.booted(booted, receivedAt);
            estimate(booted);
            return null;
        });
    }

    @Override
    public void connectorReported(StationId station, StatusReport report) {
        locked(station, reporting -> {
            lostStops.reported(reporting, report);
            estimate(reporting);
            return null;
        });
    }

    @Override
    public void stationConnected(StationId station, Instant at) {
        locked(station, came -> {
            came.connected(at);
            return null;
        });
    }

    @Override
    public void stationDisconnected(StationId station, Instant at) {
        locked(station, went -> {
            went.disconnected();
            return null;
        });
    }

    /** Estimates the ends that by now can be. Called by the slow clock; tests call it where time has passed. */
    public void lookForLostStops() {
        for (StationId station : running.stations()) {
            locked(station, looked -> {
                estimate(looked);
                return null;
            });
        }
    }

    private void lookNowAndThen() {
        try {
            while (!closed.await(1, TimeUnit.MINUTES)) {
                try {
                    lookForLostStops();
                } catch (StoreUnavailable e) {
                    LOG.warn("Lost stops are looked for again in a minute: {}", e.getMessage());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void estimate(StationTransactions station) {
        Instant now = clock.instant();
        Ladder ladder = new Ladder(patience);
        for (RunningTransaction open : station.all()) {
            lostStops.aged(open, patience, now);
            Transaction transaction = open.transaction();
            ladder.end(transaction, open.signs().standing(), station.quietSince(), now)
                    .ifPresent(ending -> ends.end(transaction, ending));
        }
    }

    @Override
    public Page<Review> page(Reviews.Query query, Page.Request request) {
        return reviews.page(query, request);
    }

    @Override
    public Optional<Dossier> dossier(TransactionId id) {
        return inbox.find(id);
    }

    @Override
    public Result decide(TransactionId id, Choice choice, String who, String reason) {
        Optional<Review> review = reviews.find(id);
        return review.isEmpty()
                ? new Result.Unknown()
                : locked(Inbox.station(review.get()), station -> inbox.decide(station, id, choice, who, reason));
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

    /** Starts and stops that waited in the station tell that it delivers its queue. */
    private static void heard(StationTransactions station, TransactionEvent event) {
        if (Plausibility.waited(event.at(), event.receivedAt())) {
            station.deliveredOld(event.receivedAt());
        }
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
}
