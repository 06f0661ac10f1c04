package org.ohmstead.ocpp16;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ohmstead.api.csms.Authorizer;
import org.ohmstead.api.csms.StationReports;
import org.ohmstead.api.csms.Transactions;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.MeterValue;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.api.model.Topology;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionEvent;
import org.ohmstead.api.model.TransactionId;

/** A core without rules: writes down what it is told and answers what it was set to. */
final class RecordingCsms implements StationReports, Authorizer, Transactions {

    /** What the core was told, by the name of the service method. */
    record Told(String what, Object value) {}

    final List<Told> told = new ArrayList<>();
    final Map<String, Authorization> verdicts = new HashMap<>();
    RegistrationStatus registration = RegistrationStatus.ACCEPTED;
    boolean held;
    Topology topology = Topology.EACH_ITS_OWN;
    Duration interval = Duration.ofSeconds(300);
    String nextTransactionId = "4711";

    static final StoreUnavailable FAILURE = new StoreUnavailable("The disk is full.", false, null);
    boolean failing;

    private void tell(String what, Object value) {
        if (failing) {
            throw FAILURE;
        }
        told.add(new Told(what, value));
    }

    @Override
    public Topology topology(StationId station) {
        return topology;
    }

    private Authorization verdict(IdToken token) {
        return verdicts.getOrDefault(token.folded(), Authorization.INVALID);
    }

    @Override
    public Boot booted(StationId station, Hardware hardware, boolean first, Instant receivedAt) {
        tell("booted", hardware);
        return new Boot(registration, interval);
    }

    @Override
    public void statusReported(StationId station, StatusReport report) {
        tell("statusReported", report);
    }

    @Override
    public void firmwareStatusReported(StationId station, String status, Instant receivedAt) {
        tell("firmwareStatusReported", status);
    }

    @Override
    public void logStatusReported(StationId station, String status, Instant receivedAt) {
        tell("logStatusReported", status);
    }

    @Override
    public void clockSeen(StationId station, Instant stationTime, Instant receivedAt) {
        tell("clockSeen", stationTime);
    }

    @Override
    public boolean held(StationId station) {
        return held;
    }

    @Override
    public RegistrationStatus registration(StationId station) {
        return registration;
    }

    @Override
    public Authorization authorize(StationId at, IdToken token) {
        tell("authorize", token);
        return verdict(token);
    }

    @Override
    public boolean sameGroup(IdToken one, IdToken other) {
        return one.equals(other);
    }

    @Override
    public Start started(TransactionEvent.Started event) {
        tell("started", event);
        Authorization authorization = event.idToken()
                .filter(shown -> event.stationAccepted())
                .map(this::verdict)
                .orElse(Authorization.INVALID);
        Transaction transaction = new Transaction(
                new TransactionId(1),
                event.station(),
                SiteId.DEFAULT,
                event.connector(),
                nextTransactionId,
                event.idToken(),
                authorization.status(),
                event.at(),
                event.receivedAt(),
                event.meterStart(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new Start(transaction, authorization);
    }

    @Override
    public void updated(TransactionEvent.Updated event) {
        tell("updated", event);
    }

    @Override
    public Optional<Authorization> ended(TransactionEvent.Ended event) {
        tell("ended", event);
        return event.idToken().map(this::verdict);
    }

    /** Readings outside a transaction. */
    record Metered(Connector connector, List<MeterValue> meterValues) {}

    @Override
    public void metered(StationId station, Connector connector, List<MeterValue> meterValues, Instant receivedAt) {
        tell("metered", new Metered(connector, meterValues));
    }

    @Override
    public void stationBooted(StationId station, Instant receivedAt) {
        tell("stationBooted", receivedAt);
    }

    @Override
    public void connectorReported(StationId station, StatusReport report) {
        throw new AssertionError("The stations service tells it");
    }

    @Override
    public void stationConnected(StationId station, Instant at) {
        throw new AssertionError("The stations service tells it");
    }

    @Override
    public void stationDisconnected(StationId station, Instant at) {
        throw new AssertionError("The stations service tells it");
    }

    @Override
    public void startAccepted(
            StationId station,
            Optional<EvseId> evse,
            IdToken idToken,
            int remoteStartId,
            Instant askedAt,
            Optional<Duration> patience) {
        throw new AssertionError("The stations service tells it");
    }

    @Override
    public void startPatience(StationId station, int remoteStartId, Duration patience) {
        throw new AssertionError("The stations service tells it");
    }

    @Override
    public void connectorsRegrouped(StationId station, Topology before, Topology after) {
        throw new AssertionError("The stations service tells it");
    }

    @Override
    public void stationRemoved(StationId station) {
        throw new AssertionError("The stations service tells it");
    }

    @Override
    public void tokenShown(StationId station, IdToken idToken, Instant receivedAt) {}

    @Override
    public void stopAccepted(StationId station, String stationTransactionId, Instant askedAt) {
        throw new AssertionError("The stations service tells it");
    }
}
