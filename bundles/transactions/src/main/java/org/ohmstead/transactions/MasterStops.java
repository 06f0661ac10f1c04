package org.ohmstead.transactions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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
 * C16). It follows the journal, so the request leaves after the card's answer; what began later is left alone.
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

    /** Whoever showed the card has gone by then; it is read so late only when the server was down. */
    private static final Duration STALE = Duration.ofMinutes(10);

    private final Stations stations;
    private final TransactionHistory history;
    private final Clock clock;
    private final Journal.Subscription following;
    private volatile boolean stopAll;

    @Activate
    public MasterStops(
            @Reference Journal journal,
            @Reference Stations stations,
            @Reference TransactionHistory history,
            Settings settings) {
        this(journal, stations, history, settings, Clock.systemUTC());
    }

    /** With a clock to be set by tests. */
    public MasterStops(Journal journal, Stations stations, TransactionHistory history, Settings settings, Clock clock) {
        this.stations = stations;
        this.history = history;
        this.clock = clock;
        modified(settings);
        this.following = journal.follow(this, false);
    }

    @Modified
    void modified(Settings settings) {
        stopAll = settings.stopAll();
    }

    @Deactivate
    public void close() {
        following.close();
    }

    @Override
    public String name() {
        return "master-stops";
    }

    @Override
    public Set<String> kinds() {
        return Set.of(Facts.MasterTokenShown.class.getSimpleName());
    }

    /** A slow station does not keep another waiting. */
    @Override
    public void follow(JournalEntry entry) {
        Instant shownAt = entry.receivedAt();
        if (stopAll && clock.instant().isBefore(shownAt.plus(STALE))) {
            StationId station = entry.station().orElseThrow();
            Thread.ofVirtual().name("master stop " + station).start(() -> stopAll(station, shownAt));
        }
    }

    private void stopAll(StationId station, Instant shownAt) {
        List<Transaction> running = history.open(Scope.ALL).stream()
                .filter(transaction -> transaction.station().equals(station)
                        && !transaction.startReceivedAt().isAfter(shownAt))
                .toList();
        for (Transaction transaction : running) {
            if (history.find(transaction.id()).filter(Transaction::open).isPresent()) {
                stop(station, transaction);
            }
        }
    }

    private void stop(StationId station, Transaction transaction) {
        Outcome outcome = stations.control(station)
                .as(RemoteControl.class)
                .map(remote -> remote.stopCharging(transaction.stationTransactionId()))
                .orElseGet(Outcome::notSupported);
        LOG.info(
                "Station {} was asked to stop transaction {}, because a master card was shown: {}",
                station,
                transaction.stationTransactionId(),
                outcome.kind());
    }
}
