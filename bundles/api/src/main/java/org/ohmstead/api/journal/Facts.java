package org.ohmstead.api.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.BelievedTime;
import org.ohmstead.api.model.ChargingState;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.Delivered;
import org.ohmstead.api.model.Doubt;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Evidence;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.Exclusion;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.api.model.Topology;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.api.model.TransactionId;

/** The facts of the core. Past tense; together they are enough to rebuild what is derived from the journal. */
public interface Facts {

    /**
     * The server came up; connections that were open before are gone, whether or not their end was recorded.
     *
     * @param lastAlive when it was last known to run before; empty at its first start, and in version 1
     */
    record ServerStarted(String release, Optional<Instant> lastAlive) implements Fact {

        @Override
        public int version() {
            return 2;
        }
    }

    record ServerStopped() implements Fact {}

    /**
     * The server's clock was set, or its machine was suspended: times of receipt before and after do not follow one another.
     *
     * @param expected what the clock would have shown
     * @param now what it showed
     */
    record ServerClockJumped(Instant expected, Instant now) implements Fact {}

    record StationRegistered(String label, RegistrationStatus registration) implements Fact {}

    record StationChanged(SiteId site, String label, RegistrationStatus registration) implements Fact {}

    record StationRemoved() implements Fact {}

    record StationConnected(String protocol) implements Fact {}

    record StationDisconnected(String why) implements Fact {}

    record StationBooted(Hardware hardware, RegistrationStatus answered) implements Fact {}

    record ConnectorStatusChanged(
            Connector connector,
            ConnectorStatus status,
            String reported,
            Optional<ChargingState> chargingState,
            Optional<String> errorCode,
            Optional<String> info,
            Optional<String> vendorErrorCode)
            implements Fact {

        /** What a report says of a connector; its times stand in the entry. */
        public static ConnectorStatusChanged of(StatusReport report) {
            return new ConnectorStatusChanged(
                    report.connector(),
                    report.status(),
                    report.reported(),
                    report.chargingState(),
                    report.errorCode(),
                    report.info(),
                    report.vendorErrorCode());
        }
    }

    /** What a connector was before what is known of it; told late, because it had waited in the station. */
    record ConnectorStatusToldLate(
            Connector connector,
            ConnectorStatus status,
            String reported,
            Optional<ChargingState> chargingState,
            Optional<String> errorCode,
            Optional<String> info,
            Optional<String> vendorErrorCode)
            implements Fact {

        /** What a report says of a connector; its times stand in the entry. */
        public static ConnectorStatusToldLate of(StatusReport report) {
            return new ConnectorStatusToldLate(
                    report.connector(),
                    report.status(),
                    report.reported(),
                    report.chargingState(),
                    report.errorCode(),
                    report.info(),
                    report.vendorErrorCode());
        }
    }

    /** The connectors of a station belong to other EVSEs from here on; none of its transactions is open. */
    record ConnectorsRegrouped(Topology before, Topology after) implements Fact {}

    /** Somebody here asks a station to take a connector, an EVSE or itself out of service, or back into it. */
    record AvailabilityRequested(Connector connector, boolean operative) implements Fact {}

    /** What became of {@link AvailabilityRequested}. */
    record AvailabilityAnswered(Connector connector, boolean operative, Outcome.Kind outcome) implements Fact {}

    /**
     * Nothing was heard from a station for long although its connection is open.
     *
     * @param lastHeard when its last frame came
     */
    record StationFellSilent(Instant lastHeard) implements Fact {}

    /**
     * A station that had fallen silent is heard again, on the same connection.
     *
     * @param heardAt when a frame came
     */
    record StationHeardAgain(Instant heardAt) implements Fact {}

    /**
     * A person said why the outage of an EVSE does not count against it.
     *
     * @param exclusion its id
     */
    record OutageExcluded(
            long exclusion, EvseId evse, Instant from, Instant to, Exclusion.Reason reason, String evidence, String who)
            implements Fact {}

    /** That was taken back. */
    record OutageExclusionRevoked(long exclusion, String who) implements Fact {}

    record FirmwareStatusReported(String status) implements Fact {}

    record LogStatusReported(String status) implements Fact {}

    /**
     * A transaction began. The entry's time is the station's.
     *
     * @param believed when it is believed to have begun; empty in version 1
     */
    record TransactionStarted(
            TransactionId transaction,
            Connector connector,
            String stationTransactionId,
            Optional<IdToken> idToken,
            AuthorizationStatus verdict,
            Optional<Energy> meterStart,
            Optional<Integer> remoteStartId,
            Optional<Integer> reservationId,
            Set<TransactionFlag> flags,
            Optional<BelievedTime> believed)
            implements Fact {

        @Override
        public int version() {
            return 2;
        }
    }

    /** A token of the master group was shown where transactions run, which asks for their end. */
    record MasterTokenShown(Optional<IdToken> idToken) implements Fact {}

    /**
     * A station accepted a remote start, and nothing began in time. One that begins later is a {@link TransactionStarted} like
     * any other.
     *
     * @param evse where it was asked for; empty where the station might choose
     */
    record RemoteStartLapsed(Optional<EvseId> evse, Optional<IdToken> idToken, int remoteStartId, Instant askedAt)
            implements Fact {}

    /**
     * Readings were stored; they are not in the journal themselves.
     *
     * @param transaction empty for readings outside any
     * @param count how many meter values
     * @param register the highest import register among them
     */
    record ReadingsStored(
            Optional<TransactionId> transaction, Connector connector, int count, Optional<Energy> register)
            implements Fact {}

    /**
     * A transaction is over. Comes a second time if the first end was estimated and the station reported it after all.
     *
     * @param startedAt the station's time, as the entry's is of the end
     * @param energy what it delivered; empty where that is held for review
     * @param delivered the same with how far it is to be believed; empty in version 1
     * @param believedStart when it is believed to have begun; empty before version 3
     * @param believedEnd when it is believed to have ended; empty before version 3
     */
    record TransactionEnded(
            TransactionId transaction,
            Connector connector,
            String stationTransactionId,
            Optional<IdToken> idToken,
            Instant startedAt,
            Optional<Energy> meterStart,
            Optional<Energy> meterStop,
            Optional<Energy> energy,
            String stoppedReason,
            Optional<IdToken> stoppedBy,
            boolean estimated,
            Set<TransactionFlag> flags,
            Optional<Delivered> delivered,
            Optional<BelievedTime> believedStart,
            Optional<BelievedTime> believedEnd)
            implements Fact {

        @Override
        public int version() {
            return 3;
        }
    }

    /** What an ended transaction delivered was counted anew, because readings of it came late. */
    record EnergyCounted(TransactionId transaction, Delivered delivered, Set<TransactionFlag> flags) implements Fact {}

    /**
     * A transaction got flags after it began.
     *
     * @param flags those it has now
     */
    record TransactionFlagged(TransactionId transaction, Set<TransactionFlag> flags) implements Fact {}

    /**
     * Something speaks for a transaction being over although its end was not reported.
     *
     * @param said the station's word for it; empty in version 1
     * @param report the unmatched report it came from; empty in version 1
     */
    record TransactionDoubted(
            TransactionId transaction,
            Evidence.Kind evidence,
            Instant at,
            Optional<Energy> register,
            Optional<String> said,
            Optional<TransactionId> report)
            implements Fact {

        @Override
        public int version() {
            return 2;
        }
    }

    /**
     * What {@link TransactionDoubted} told was wrong: the transaction was seen to go on.
     *
     * @param doubtedAt when we heard or thought of it, which tells it from others of its kind
     */
    record EvidenceRefuted(TransactionId transaction, Evidence.Kind evidence, Instant doubtedAt) implements Fact {}

    /**
     * A transaction whose end was estimated was seen to go on: it runs again, and all evidence against it is refuted.
     *
     * @param register the import register that had risen
     */
    record TransactionReopened(TransactionId transaction, Connector connector, Optional<Energy> register)
            implements Fact {}

    /**
     * A person decided about a doubtful transaction.
     *
     * @param end when it ended, where the person set it
     * @param energy what it delivered, where the person set it
     * @param settled the doubts that are put to rest
     */
    record TransactionDecided(
            TransactionId transaction,
            String who,
            String reason,
            Optional<Instant> end,
            Optional<Energy> energy,
            Set<Doubt> settled)
            implements Fact {}

    /**
     * A person decided about a report that belonged to no transaction.
     *
     * @param report which one
     * @param attachedTo the transaction it belongs to; empty where it was put away
     */
    record UnmatchedReportDecided(TransactionId report, String who, String reason, Optional<TransactionId> attachedTo)
            implements Fact {}

    /**
     * A station spoke of a transaction it does not have, or told the end of one again differently.
     *
     * @param reported what it spoke of: {@code Updated} or {@code Ended}
     * @param register the import register it named
     * @param report under which id it waits for a person; empty in version 1
     * @param stoppedReason the station's word; empty in version 1
     */
    record TransactionUnmatched(
            String reported,
            String stationTransactionId,
            Optional<IdToken> idToken,
            Optional<Energy> register,
            Optional<TransactionId> report,
            Optional<String> stoppedReason)
            implements Fact {

        @Override
        public int version() {
            return 2;
        }
    }

    /**
     * Somebody should look: a rule found something wrong, or more of it, or it still is.
     *
     * @param rule its name
     * @param message a sentence with how many and the first few
     * @param count how many stations, followers or checks are affected
     * @param affected their names, the first twenty
     * @param since when the incident began
     * @param faults which connectors of faulted stations, the first twenty; empty in version 1 and of all else
     */
    record AlertRaised(
            String rule,
            Occasion occasion,
            String message,
            int count,
            List<String> affected,
            Instant since,
            List<Fault> faults)
            implements Fact {

        @Override
        public int version() {
            return 2;
        }

        /**
         * A faulted connector, in the words of its station.
         *
         * @param connector EVSE 0 is the station itself
         * @param since by our clock, as far as is known how the station's goes
         */
        public record Fault(
                StationId station,
                Connector connector,
                Optional<String> errorCode,
                Optional<String> vendorErrorCode,
                Optional<String> info,
                Instant since) {}

        /** Why it is said now. */
        public enum Occasion {
            BEGAN,
            GREW,
            LASTS
        }
    }

    /**
     * What a rule found is over.
     *
     * @param since when the incident had begun
     */
    record AlertEnded(String rule, String message, Instant since) implements Fact {}

    record TokenChanged(Optional<IdToken> idToken, boolean blocked, Optional<Instant> expires) implements Fact {}

    record TokenRemoved(Optional<IdToken> idToken) implements Fact {}
}
