package org.ohmstead.stations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.ohmstead.api.control.RemoteControl;
import org.ohmstead.api.csms.Transactions;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remote control that tells what the station accepted, because accepted only means accepted. What it refused is awaited by nobody. */
final class AwaitedControl implements RemoteControl {

    private static final Logger LOG = LoggerFactory.getLogger(AwaitedControl.class);

    private final KnownStation known;
    private final StationId station;
    private final RemoteControl remote;
    private final ConnectionTimeOut timeOut;
    private final Supplier<Optional<Duration>> question;
    private final Transactions transactions;
    private final Clock clock;

    /** @param question asks the station how long it waits for a car */
    AwaitedControl(
            KnownStation known,
            RemoteControl remote,
            Supplier<Optional<Duration>> question,
            Transactions transactions,
            Clock clock) {
        this.known = known;
        this.station = known.id();
        this.remote = remote;
        this.timeOut = known.timeOut();
        this.question = question;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Of several connectors of an EVSE it is the one at which a car seems to wait, or the station's choice. */
    @Override
    public Outcome startCharging(Optional<EvseId> evse, IdToken idToken, int remoteStartId) {
        Optional<EvseId> named = evse.filter(id -> !id.equals(EvseId.STATION));
        Optional<Connector> taken = named.flatMap(known::takenConnector);
        return start(
                named,
                idToken,
                remoteStartId,
                () -> taken.isPresent()
                        ? remote.startCharging(taken.get(), idToken, remoteStartId)
                        : remote.startCharging(evse, idToken, remoteStartId));
    }

    @Override
    public Outcome startCharging(Connector connector, IdToken idToken, int remoteStartId) {
        return start(
                Optional.of(connector.evse()),
                idToken,
                remoteStartId,
                () -> remote.startCharging(connector, idToken, remoteStartId));
    }

    /** Where the station's own time is not known, it is asked for behind the back of whoever waits for the outcome. */
    private Outcome start(Optional<EvseId> named, IdToken idToken, int remoteStartId, Supplier<Outcome> request) {
        Instant askedAt = clock.instant();
        Outcome outcome = request.get();
        if (outcome.accepted()) {
            Optional<Duration> own = timeOut.told();
            told(() -> transactions.startAccepted(station, named, idToken, remoteStartId, askedAt, own));
            if (own.isEmpty()) {
                Thread.ofVirtual().name("connection time-out of " + station).start(() -> askPatience(remoteStartId));
            }
        }
        return outcome;
    }

    private void askPatience(int remoteStartId) {
        timeOut.ask(question).ifPresent(own -> told(() -> transactions.startPatience(station, remoteStartId, own)));
    }

    @Override
    public Outcome stopCharging(String stationTransactionId) {
        Instant askedAt = clock.instant();
        Outcome outcome = remote.stopCharging(stationTransactionId);
        if (outcome.accepted()) {
            told(() -> transactions.stopAccepted(station, stationTransactionId, askedAt));
        }
        return outcome;
    }

    /** The answer is the station's whatever becomes of our note. */
    private void told(Runnable note) {
        try {
            note.run();
        } catch (StoreUnavailable e) {
            LOG.warn(
                    "What station {} accepted could not be stored, so nobody is told if nothing follows: {}",
                    station,
                    e.getMessage());
        }
    }

    @Override
    public Outcome unlock(Connector connector) {
        return remote.unlock(connector);
    }

    @Override
    public Outcome reset(Reset kind) {
        return remote.reset(kind);
    }

    @Override
    public Outcome trigger(Report report, Optional<EvseId> evse) {
        return remote.trigger(report, evse);
    }
}
