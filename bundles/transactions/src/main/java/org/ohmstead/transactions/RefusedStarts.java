package org.ohmstead.transactions;

import java.time.Duration;
import java.util.Set;
import org.ohmstead.api.control.RemoteControl;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.csms.TransactionHistory;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalFollower;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.StationId;
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
 * station that ignores verdicts. It follows the journal and waits, so that the station has its answer long before, and the time
 * to stop by itself (OCPP 1.6 §3.5.4, StopTransactionOnInvalidId). Asks once; a station that goes on is flagged already.
 */
@Component(
        service = {},
        configurationPid = "org.ohmstead.transactions.refused")
@Designate(ocd = RefusedStarts.Settings.class)
public final class RefusedStarts implements JournalFollower {

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

    private final Stations stations;
    private final TransactionHistory history;
    private final Journal.Subscription following;
    private volatile Duration grace;
    private volatile boolean closed;

    @Activate
    public RefusedStarts(
            @Reference Journal journal,
            @Reference Stations stations,
            @Reference TransactionHistory history,
            Settings settings) {
        this.stations = stations;
        this.history = history;
        modified(settings);
        this.following = journal.follow(this, false);
    }

    @Modified
    void modified(Settings settings) {
        grace = Duration.ofSeconds(settings.stopAfterSeconds());
    }

    @Deactivate
    public void close() {
        closed = true;
        following.close();
    }

    @Override
    public String name() {
        return "refused-starts";
    }

    @Override
    public Set<String> kinds() {
        return Set.of(Facts.TransactionStarted.class.getSimpleName());
    }

    @Override
    public void follow(JournalEntry entry) {
        if (grace.isPositive()
                && entry.fact() instanceof Facts.TransactionStarted started
                && started.verdict() != AuthorizationStatus.ACCEPTED) {
            Duration patience = grace;
            Thread.ofVirtual()
                    .name("refused start " + started.transaction())
                    .start(() -> stopAfter(patience, entry.station().orElseThrow(), started.transaction()));
        }
    }

    private void stopAfter(Duration patience, StationId station, TransactionId id) {
        try {
            Thread.sleep(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (!closed) {
            history.find(id).filter(Transaction::open).ifPresent(transaction -> stop(station, transaction));
        }
    }

    private void stop(StationId station, Transaction transaction) {
        Outcome outcome = stations.control(station)
                .as(RemoteControl.class)
                .map(remote -> remote.stopCharging(transaction.stationTransactionId()))
                .orElseGet(Outcome::notSupported);
        LOG.info(
                "Station {} was asked to stop transaction {}, whose token was refused: {}",
                station,
                transaction.stationTransactionId(),
                outcome.kind());
    }
}
