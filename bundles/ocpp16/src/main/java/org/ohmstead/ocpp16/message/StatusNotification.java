package org.ohmstead.ocpp16.message;

import static org.ohmstead.ocpp16.message.WireReader.required;

import java.time.Instant;
import java.util.Set;

/**
 * How a connector, or the station, is (OCPP 1.6 §4.9, §6.47). The two words are closed: an unknown status has no meaning we
 * could show. Free texts may be longer than the standard's, because a fault seen is worth more than 50 characters kept.
 */
public record StatusNotification(
        int connectorId,
        String errorCode,
        String info,
        ChargePointStatus status,
        Instant timestamp,
        String vendorId,
        String vendorErrorCode)
        implements FromStation {

    static final WireReader.Shape<StatusNotification> SHAPE = StatusNotification::read;

    /** The error code that says there is none. */
    public static final String NO_ERROR = "NoError";

    private static final int LONGEST = 255;

    /** §7.6. */
    private static final Set<String> ERROR_CODES = Set.of(
            "ConnectorLockFailure",
            "EVCommunicationError",
            "GroundFailure",
            "HighTemperature",
            "InternalError",
            "LocalListConflict",
            NO_ERROR,
            "OtherError",
            "OverCurrentFailure",
            "OverVoltage",
            "PowerMeterFailure",
            "PowerSwitchFailure",
            "ReaderFailure",
            "ResetFailure",
            "UnderVoltage",
            "WeakSignal");

    private static StatusNotification read(WireReader in) {
        Integer connectorId = null;
        String errorCode = null;
        String info = null;
        ChargePointStatus status = null;
        Instant timestamp = null;
        String vendorId = null;
        String vendorErrorCode = null;
        while (in.next()) {
            switch (in.field()) {
                case "connectorId" -> connectorId = in.notNegative();
                case "errorCode" -> errorCode = in.oneOf(ERROR_CODES);
                case "info" -> info = in.text(LONGEST);
                case "status" -> status = ChargePointStatus.of(in.oneOf(ChargePointStatus.words()));
                case "timestamp" -> timestamp = in.instant();
                case "vendorId" -> vendorId = in.text(LONGEST);
                case "vendorErrorCode" -> vendorErrorCode = in.text(LONGEST);
                default -> in.skip();
            }
        }
        return new StatusNotification(
                required("connectorId", connectorId),
                required("errorCode", errorCode),
                info,
                required("status", status),
                timestamp,
                vendorId,
                vendorErrorCode);
    }

    /** §6.48. */
    public record Response() implements FromStation.Response {

        @Override
        public void write(WireWriter out) {}
    }
}
