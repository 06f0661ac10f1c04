package org.ohmstead.ocpp16;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ohmstead.api.control.RemoteControl;
import org.ohmstead.api.csms.StationReports;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.ChargingState;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.MeterValue;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.api.model.Topology;
import org.ohmstead.api.model.TransactionEvent;
import org.ohmstead.api.model.TransactionEvent.Details;
import org.ohmstead.ocpp16.message.BootNotification;
import org.ohmstead.ocpp16.message.ChargePointStatus;
import org.ohmstead.ocpp16.message.FromStation;
import org.ohmstead.ocpp16.message.IdTagInfo;
import org.ohmstead.ocpp16.message.MeterValues;
import org.ohmstead.ocpp16.message.Reset;
import org.ohmstead.ocpp16.message.StartTransaction;
import org.ohmstead.ocpp16.message.StatusNotification;
import org.ohmstead.ocpp16.message.StopTransaction;
import org.ohmstead.ocpp16.message.TriggerMessage;
import org.ohmstead.ocpp16.message.TriggerMessage.Message;

/**
 * OCPP 1.6 in neutral words and back: pure functions. 1.6 maps up: connector n is EVSE n with the one connector 1 unless the
 * station's topology says otherwise, connector 0 is the station, and three messages are the events of a transaction.
 */
final class Neutral16 {

    /** What a station means that gives no reason for a stop (§4.10). */
    private static final String LOCAL = "Local";

    private Neutral16() {}

    static Hardware hardware(BootNotification boot) {
        Optional<String> serial = given(boot.chargePointSerialNumber());
        return new Hardware(
                boot.chargePointVendor(),
                boot.chargePointModel(),
                serial.isPresent() ? serial : given(boot.chargeBoxSerialNumber()),
                given(boot.firmwareVersion()),
                given(boot.meterType()),
                given(boot.meterSerialNumber()),
                given(boot.iccid()),
                given(boot.imsi()));
    }

    static BootNotification.Response response(StationReports.Boot verdict, Instant now) {
        long seconds = Math.clamp(verdict.interval().toSeconds(), 0, Integer.MAX_VALUE);
        return new BootNotification.Response(word(verdict.status()), now, (int) seconds);
    }

    static StatusReport statusReport(StatusNotification status, Topology topology, Instant now) {
        return new StatusReport(
                topology.connector(status.connectorId()),
                connectorStatus(status.status()),
                status.status().word(),
                chargingState(status.status()),
                given(status.errorCode()).filter(code -> !code.equals(StatusNotification.NO_ERROR)),
                given(status.info()),
                given(status.vendorErrorCode()),
                // §6.47: without a time it happened when we heard of it.
                status.timestamp() != null ? status.timestamp() : now,
                now);
    }

    static ConnectorStatus connectorStatus(ChargePointStatus status) {
        return switch (status) {
            case AVAILABLE -> ConnectorStatus.AVAILABLE;
            case PREPARING, CHARGING, SUSPENDED_EVSE, SUSPENDED_EV, FINISHING -> ConnectorStatus.OCCUPIED;
            case RESERVED -> ConnectorStatus.RESERVED;
            case UNAVAILABLE -> ConnectorStatus.UNAVAILABLE;
            case FAULTED -> ConnectorStatus.FAULTED;
        };
    }

    /** Preparing and Finishing say nothing of the energy: there may be a card and no car, or a car parked without a cable. */
    static Optional<ChargingState> chargingState(ChargePointStatus status) {
        return switch (status) {
            case CHARGING -> Optional.of(ChargingState.CHARGING);
            case SUSPENDED_EVSE -> Optional.of(ChargingState.SUSPENDED_EVSE);
            case SUSPENDED_EV -> Optional.of(ChargingState.SUSPENDED_EV);
            case AVAILABLE, PREPARING, FINISHING, RESERVED, UNAVAILABLE, FAULTED -> Optional.empty();
        };
    }

    static TransactionEvent.Started started(
            StationId station, StartTransaction start, Topology topology, boolean accepted, Instant now) {
        return new TransactionEvent.Started(
                station,
                topology.connector(start.connectorId()),
                Optional.empty(),
                idToken(start.idTag()),
                Optional.of(Energy.ofWattHours(start.meterStart())),
                start.timestamp(),
                now,
                List.of(),
                start.reservationId() == null ? Details.NONE : reserved(start.reservationId()),
                accepted);
    }

    private static Details reserved(int reservationId) {
        return new Details(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.of(reservationId),
                Optional.empty());
    }

    /** The message has no time of its own, so the event is as late as its latest reading. */
    static TransactionEvent.Updated updated(StationId station, MeterValues values, Topology topology, Instant now) {
        List<MeterValue> meterValues = meterValues(values.meterValue());
        return new TransactionEvent.Updated(
                station,
                topology.connector(values.connectorId()),
                values.transactionId(),
                latest(meterValues, now),
                now,
                meterValues,
                Details.NONE);
    }

    private static Instant latest(List<MeterValue> meterValues, Instant otherwise) {
        Instant latest =
                meterValues.isEmpty() ? otherwise : meterValues.getFirst().at();
        for (MeterValue value : meterValues) {
            latest = value.at().isAfter(latest) ? value.at() : latest;
        }
        return latest;
    }

    static TransactionEvent.Ended ended(StationId station, StopTransaction stop, Instant now) {
        return new TransactionEvent.Ended(
                station,
                stop.transactionId(),
                idToken(stop.idTag()),
                Optional.of(Energy.ofWattHours(stop.meterStop())),
                given(stop.reason()).orElse(LOCAL),
                stop.timestamp(),
                now,
                meterValues(stop.transactionData()),
                Details.NONE);
    }

    static List<MeterValue> meterValues(List<org.ohmstead.ocpp16.message.MeterValue> wire) {
        List<MeterValue> meterValues = new ArrayList<>(wire.size());
        for (org.ohmstead.ocpp16.message.MeterValue value : wire) {
            meterValues.add(new MeterValue(value.timestamp(), Samples.of(value.sampledValue())));
        }
        return meterValues;
    }

    /** Empty where the station sent an empty idTag, which is nobody's. */
    static Optional<IdToken> idToken(String idTag) {
        return given(idTag).map(IdToken::of);
    }

    /**
     * A group that is too long for the wire is left out: cut short it could be another group. It is told in one case, whatever
     * case people wrote with each card: parentIdTag is a CiString20 (§7.3), but not every station compares it as one.
     */
    static IdTagInfo idTagInfo(Authorization authorization) {
        return new IdTagInfo(
                word(authorization.status()),
                authorization.expires().orElse(null),
                authorization
                        .group()
                        .filter(group -> group.length() <= IdTagInfo.LONGEST_ID_TAG)
                        .map(group -> group.toUpperCase(Locale.ROOT))
                        .orElse(null));
    }

    /**
     * The verdict in the five words of §7.2. A card that is known and not allowed now or here is Blocked; Invalid would say
     * that nobody knows it.
     */
    static String word(AuthorizationStatus status) {
        return switch (status) {
            case ACCEPTED -> "Accepted";
            case BLOCKED, NO_CREDIT, NOT_ALLOWED_TYPE_EVSE, NOT_AT_THIS_LOCATION, NOT_AT_THIS_TIME -> "Blocked";
            case CONCURRENT_TX -> "ConcurrentTx";
            case EXPIRED -> "Expired";
            case INVALID, UNKNOWN -> "Invalid";
        };
    }

    static String word(RegistrationStatus status) {
        return switch (status) {
            case ACCEPTED -> "Accepted";
            case PENDING -> "Pending";
            case REJECTED -> "Rejected";
        };
    }

    /** Soft ends running transactions rather than waiting for them; it is as near as 1.6 comes (§7.42). */
    static Reset reset(RemoteControl.Reset kind) {
        return switch (kind) {
            case IMMEDIATE -> new Reset(Reset.Type.HARD);
            case ON_IDLE -> new Reset(Reset.Type.SOFT);
        };
    }

    /** §5.17 would have the station ignore a connector that says nothing to the message; not all do, so it is not sent. */
    static TriggerMessage trigger(RemoteControl.Report report, Integer connectorId) {
        return switch (report) {
            case STATUS -> new TriggerMessage(Message.STATUS_NOTIFICATION, connectorId);
            case METER_VALUES -> new TriggerMessage(Message.METER_VALUES, connectorId);
            case BOOT -> new TriggerMessage(Message.BOOT_NOTIFICATION, null);
            case HEARTBEAT -> new TriggerMessage(Message.HEARTBEAT, null);
            case FIRMWARE_STATUS -> new TriggerMessage(Message.FIRMWARE_STATUS_NOTIFICATION, null);
            case LOG_STATUS -> new TriggerMessage(Message.DIAGNOSTICS_STATUS_NOTIFICATION, null);
        };
    }

    /** The number we handed out; the core promises 31 bits. */
    static int transactionId(String stationTransactionId) {
        return Integer.parseInt(stationTransactionId);
    }

    /** Whether losing the message would lose energy (§3.7). */
    static boolean isTransactionRelated(FromStation request) {
        return request instanceof StartTransaction
                || request instanceof StopTransaction
                || request instanceof MeterValues;
    }

    private static Optional<String> given(String text) {
        return text == null || text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
