package org.ohmstead.transactions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.ohmstead.api.control.RemoteControl;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.csms.TransactionHistory;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalFollower;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops what runs at a station where a master card was shown, for stations that cannot do so themselves (OCPP 2.0.1 use case
 * C16). It follows the journal, so the request leaves after the card's answer; what began later is left alone. A station that is
 * away by then is asked when it is back, unless whoever showed the card has gone; the journal remembers that over a restart.
 */
@Component(
        service = {},
        configurationPid = "org.ohmstead.transactions.masters")
@Designate(ocd = MasterStops.Settings.class)
public final class MasterStops implements JournalFollower {

    /** Whether showing a master card stops transactions. */
    @ObjectClassDefinition(
            name = "Master cards",
            description = "What happens when a card of the master group is shown at a station where cars charge.")
    public @interface Settings {

        @AttributeDefinition(
                description = "Whether that stops all of them. Only where master cards may not start transactions:"
                        + " there, showing one has no other meaning.")
        boolean stopAll() default true;
    }

    private static final Logger LOG = LoggerFactory.getLogger(MasterStops.class);

    /** Whoever showed the card has gone by then. */
    private static final Duration STALE = Duration.ofMinutes(10);

    /** Between a card and its station's return there is less to tell of that station. */
    private static final int LATEST = 50;

    /** Of these nothing reached the station. */
    private static final Set<Outcome.Kind> NOT_ASKED = EnumSet.of(Outcome.Kind.OFFLINE, Outcome.Kind.NOT_SENT);

    private final Journal journal;
    private final Stations stations;
    private final TransactionHistory history;
    private final Clock clock;
    private final Executor each;
    /** The last entry that was followed before the server restarted. */
    private final long followedBefore;

    private final Instant startedAt;

    /** When a card was shown for what has to be asked again, because nothing reached the station. */
    private final Map<Transaction, Instant> waiting = new ConcurrentHashMap<>();

    private final SlowClock slowClock = new SlowClock(Duration.ofSeconds(5));
    private final Journal.Subscription following;
    private volatile boolean stopAll;
    private boolean recalled;

    @Activate
    public MasterStops(
            @Reference Journal journal,
            @Reference Stations stations,
            @Reference TransactionHistory history,
            Settings settings) {
        this(
                journal,
                stations,
                history,
                settings,
                Clock.systemUTC(),
                Thread.ofVirtual().name("master stop")::start);
        slowClock.start(this::look);
    }

    /**
     * With a clock to be set by tests, which look for themselves.
     *
     * @param each on which one station is asked; it may take its time
     */
    public MasterStops(
            Journal journal,
            Stations stations,
            TransactionHistory history,
            Settings settings,
            Clock clock,
            Executor each) {
        this.journal = journal;
        this.stations = stations;
        this.history = history;
        this.clock = clock;
        this.each = each;
        this.startedAt = clock.instant();
        modified(settings);
        this.followedBefore = journal.followers().stream()
                .filter(follower -> follower.name().equals(name()))
                .mapToLong(follower -> follower.position().seq())
                .findFirst()
                .orElse(0);
        this.following = journal.follow(this, false);
    }

    @Modified
    public void modified(Settings settings) {
        stopAll = settings.stopAll();
        if (!stopAll) {
            waiting.clear();
        }
    }

    @Deactivate
    public void close() {
        following.close();
        slowClock.close();
    }

    @Override
    public String name() {
        return "master-stops";
    }

    @Override
    public Set<String> kinds() {
        return Set.of(Facts.MasterTokenShown.class.getSimpleName(), Facts.ServerStarted.class.getSimpleName());
    }

    /** A slow station does not keep another waiting. */
    @Override
    public void follow(JournalEntry entry) {
        if (!stopAll) {
            return;
        }
        if (entry.fact() instanceof Facts.ServerStarted started) {
            started.lastAlive().ifPresent(this::tellWhatPassedSince);
            return;
        }
        StationId station = entry.station().orElseThrow();
        Instant shownAt = entry.receivedAt();
        if (inTime(shownAt)) {
            each.execute(() -> stopAll(station, shownAt));
        } else {
            ranAt(station, shownAt).forEach(MasterStops::tell);
        }
    }

    /** Whose time passed while the server was down: nobody was there to ask again, or to tell. */
    private void tellWhatPassedSince(Instant lastAlive) {
        chargingStations()
                .forEach(station -> shownBefore(station)
                        .filter(shownAt -> !inTimeAtStart(shownAt) && lastAlive.isBefore(shownAt.plus(STALE)))
                        .ifPresent(shownAt -> ranAt(station, shownAt).forEach(MasterStops::tell)));
    }

    private Stream<StationId> chargingStations() {
        return history.open(Scope.ALL).stream().map(Transaction::station).distinct();
    }

    /** When a master card was shown there last that was followed before the server restarted. */
    private Optional<Instant> shownBefore(StationId station) {
        return journal.latest(station, LATEST).stream()
                .filter(entry -> entry.fact() instanceof Facts.MasterTokenShown
                        && entry.position().seq() <= followedBefore)
                .map(JournalEntry::receivedAt)
                .findFirst();
    }

    private boolean inTimeAtStart(Instant shownAt) {
        return startedAt.isBefore(shownAt.plus(STALE));
    }

    private static void tell(Transaction transaction) {
        LOG.warn(
                "Station {} could not be asked to stop transaction {} after a master card was shown; it runs on",
                transaction.station(),
                transaction.stationTransactionId());
    }

    private boolean inTime(Instant shownAt) {
        return clock.instant().isBefore(shownAt.plus(STALE));
    }

    private void stopAll(StationId station, Instant shownAt) {
        ranAt(station, shownAt).forEach(transaction -> stop(transaction, shownAt));
    }

    private List<Transaction> ranAt(StationId station, Instant shownAt) {
        return history.open(Scope.ALL).stream()
                .filter(transaction -> transaction.station().equals(station)
                        && !transaction.startReceivedAt().isAfter(shownAt))
                .toList();
    }

    /** Asks again what did not reach its station, until whoever showed the card has gone. Called every few seconds. */
    public void look() {
        if (!recalled && stopAll) {
            chargingStations().forEach(this::recall);
        }
        recalled = true;
        Map.copyOf(waiting).forEach((transaction, shownAt) -> {
            waiting.remove(transaction);
            if (inTime(shownAt)) {
                each.execute(() -> stop(transaction, shownAt));
            } else if (runs(transaction)) {
                tell(transaction);
            }
        });
    }

    /**
     * Has to ask again for a card that was followed before the server restarted. Whether its station was asked by then is not known:
     * what it was asked to stop and did not is asked once more.
     */
    private void recall(StationId station) {
        shownBefore(station)
                .filter(this::inTimeAtStart)
                .ifPresent(shownAt ->
                        ranAt(station, shownAt).forEach(transaction -> waiting.putIfAbsent(transaction, shownAt)));
    }

    /** A fault met with one does not keep the others waiting. */
    private void stop(Transaction transaction, Instant shownAt) {
        try {
            if (runs(transaction)) {
                ask(transaction, shownAt);
            }
        } catch (RuntimeException e) {
            LOG.error(
                    "Station {} could not be asked to stop transaction {}",
                    transaction.station(),
                    transaction.stationTransactionId(),
                    e);
        }
    }

    private boolean runs(Transaction transaction) {
        return history.find(transaction.id()).filter(Transaction::open).isPresent();
    }

    private void ask(Transaction transaction, Instant shownAt) {
        Outcome outcome = stations.control(transaction.station())
                .as(RemoteControl.class)
                .map(remote -> remote.stopCharging(transaction.stationTransactionId()))
                .orElseGet(Outcome::notSupported);
        if (NOT_ASKED.contains(outcome.kind())) {
            waiting.put(transaction, shownAt);
            return;
        }
        LOG.info(
                "Station {} was asked to stop transaction {}, because a master card was shown: {}",
                transaction.station(),
                transaction.stationTransactionId(),
                outcome.kind());
    }
}
