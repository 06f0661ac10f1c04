package org.ohmstead.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ohmstead.api.csms.Authorizer;
import org.ohmstead.api.csms.StationReports;
import org.ohmstead.api.csms.Transactions;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.MeterValue;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.api.model.Topology;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionEvent;
import org.ohmstead.api.model.TransactionId;

/** A core that accepts everything and keeps nothing, so that only the protocol is measured. */
final class NothingKept {

    static final StationReports REPORTS = new Reports();
    static final Authorizer AUTHORIZER = new AcceptAll();
    static final Transactions TRANSACTIONS = new OneTransaction();

    private NothingKept() {}

    private static final class Reports implements StationReports {

        @Override
        public Boot booted(StationId station, Hardware hardware, boolean first, Instant receivedAt) {
            return new Boot(RegistrationStatus.ACCEPTED, Duration.ofMinutes(5));
        }

        @Override
        public void statusReported(StationId station, StatusReport report) {}

        @Override
        public void firmwareStatusReported(StationId station, String status, Instant receivedAt) {}

        @Override
        public void logStatusReported(StationId station, String status, Instant receivedAt) {}

        @Override
        public void clockSeen(StationId station, Instant stationTime, Instant receivedAt) {}

        @Override
        public Topology topology(StationId station) {
            return Topology.EACH_ITS_OWN;
        }

        @Override
        public boolean held(StationId station) {
            return false;
        }

        @Override
        public RegistrationStatus registration(StationId station) {
            return RegistrationStatus.ACCEPTED;
        }
    }

    private static final class AcceptAll implements Authorizer {

        @Override
        public Authorization authorize(StationId at, IdToken token) {
            return Authorization.ACCEPTED;
        }

        @Override
        public boolean sameGroup(IdToken one, IdToken other) {
            return one.equals(other);
        }
    }

    private static final class OneTransaction implements Transactions {

        private static final Transaction TRANSACTION = new Transaction(
                new TransactionId(1),
                new StationId("CP-1"),
                SiteId.DEFAULT,
                Connector.of(1),
                "4711",
                Optional.empty(),
                AuthorizationStatus.ACCEPTED,
                Instant.EPOCH,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        @Override
        public Start started(TransactionEvent.Started event) {
            return new Start(TRANSACTION, Authorization.ACCEPTED);
        }

        @Override
        public void updated(TransactionEvent.Updated event) {}

        @Override
        public Optional<Authorization> ended(TransactionEvent.Ended event) {
            return Optional.empty();
        }

        @Override
        public void metered(StationId station, Connector connector, List<MeterValue> meterValues, Instant receivedAt) {}

        @Override
        public void stationBooted(StationId station, Instant receivedAt) {}

        @Override
        public void connectorReported(StationId station, StatusReport report) {}

        @Override
        public void stationConnected(StationId station, Instant at) {}

        @Override
        public void stationDisconnected(StationId station, Instant at) {}

        @Override
        public void startAccepted(
                StationId station,
                Optional<EvseId> evse,
                IdToken idToken,
                int remoteStartId,
                Instant askedAt,
                Optional<Duration> patience) {}

        @Override
        public void startPatience(StationId station, int remoteStartId, Duration patience) {}

        @Override
        public void connectorsRegrouped(StationId station, Topology before, Topology after) {}

        @Override
        public void stationRemoved(StationId station) {}

        @Override
        public void tokenShown(StationId station, IdToken idToken, Instant receivedAt) {}

        @Override
        public void stopAccepted(StationId station, String stationTransactionId, Instant askedAt) {}
    }
}
