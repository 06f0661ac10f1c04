package org.ohmstead.transactions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.ohmstead.api.control.RemoteControl;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.csms.TransactionHistory;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionId;
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
 * Asks stations to stop transactions whose token was refused, where the operator wants that: those that began offline, or at a
 * station that ignores verdicts. It waits, so that the station has its answer long before, and the time to stop by itself (OCPP
 * 1.6 §3.5.4, StopTransactionOnInvalidId). What is due is found among the transactions that run, so a restart of the server
 * forgets nothing; a station that is away is asked when it is back. Asks once; a station that goes on is flagged already.
 */
@Component(
        service = {},
        configurationPid = "org.ohmstead.transactions.refused")
@Designate(ocd = RefusedStarts.Settings.class)
public final class RefusedStarts {

    /** Whether the server stops what stations go on with. */
    @ObjectClassDefinition(
            name = "Refused starts",
            description = "What to do when a station charges though it was told that the card may not.")
    public @interface Settings {

        @AttributeDefinition(
                description =
                        "After how many seconds to ask the station to stop a transaction whose card was refused, if"
                                + " it still runs; 0 to leave it to the station. A station that gives such a car a little"
                                + " energy to drive away (MaxEnergyOnInvalidId) needs the time for it.",
                min = "0",
                max = "86400")
        int stopAfterSeconds() default 0;
    }

    private static final Logger LOG = LoggerFactory.getLogger(RefusedStarts.class);

    /** Of these nothing reached the station. */
    private static final Set<Outcome.Kind> NOT_ASKED = EnumSet.of(Outcome.Kind.OFFLINE, Outcome.Kind.NOT_SENT);

    private final Stations stations;
    private final TransactionHistory history;
    private final Clock clock;
    private final Executor each;
    private final Set<TransactionId> asked = ConcurrentHashMap.newKeySet();
    private final Complaints<TransactionId> complaints = new Complaints<>();
    private final SlowClock slowClock = new SlowClock(Duration.ofSeconds(1));
    private volatile Duration grace;

    @Activate
    public RefusedStarts(@Reference Stations stations, @Reference TransactionHistory history, Settings settings) {
        this(stations, history, settings, Clock.systemUTC(), Thread.ofVirtual().name("refused start")::start);
        slowClock.start(this::look);
    }

    /**
     * With a clock to be set by tests, which look for themselves.
     *
     * @param each on which one station is asked; it may take its time
     */
    public RefusedStarts(Stations stations, TransactionHistory history, Settings settings, Clock clock, Executor each) {
        this.stations = stations;
        this.history = history;
        this.clock = clock;
        this.each = each;
        modified(settings);
    }

    @Modified
    public void modified(Settings settings) {
        grace = Duration.ofSeconds(settings.stopAfterSeconds());
    }

    @Deactivate
    public void close() {
        slowClock.close();
    }

    /** Asks what is due by now. Called every second. */
    public void look() {
        Duration patience = grace;
        if (!patience.isPositive()) {
            return;
        }
        List<Transaction> open = history.open(Scope.ALL);
        Set<TransactionId> ids = open.stream().map(Transaction::id).collect(Collectors.toSet());
        asked.retainAll(ids);
        complaints.retain(ids);
        Instant due = clock.instant().minus(patience);
        for (Transaction transaction : open) {
            if (transaction.verdict() != AuthorizationStatus.ACCEPTED
                    && !transaction.startReceivedAt().isAfter(due)
                    && asked.add(transaction.id())) {
                each.execute(() -> stop(transaction));
            }
        }
    }

    private void stop(Transaction transaction) {
        try {
            ask(transaction);
            complaints.works(transaction.id());
        } catch (RuntimeException e) {
            if (complaints.fails(transaction.id())) {
                LOG.error(
                        "Station {} could not be asked to stop transaction {}; tried again until that is over",
                        transaction.station(),
                        transaction.id(),
                        e);
            }
            asked.remove(transaction.id());
        }
    }

    private void ask(Transaction transaction) {
        Outcome outcome = stations.control(transaction.station())
                .as(RemoteControl.class)
                .map(remote -> remote.stopCharging(transaction.stationTransactionId()))
                .orElseGet(Outcome::notSupported);
        if (NOT_ASKED.contains(outcome.kind())) {
            asked.remove(transaction.id());
            return;
        }
        LOG.info(
                "Station {} was asked to stop transaction {}, whose token was refused: {}",
                transaction.station(),
                transaction.stationTransactionId(),
                outcome.kind());
    }
}
