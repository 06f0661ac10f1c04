package org.ohmstead.ocpp16.message;

import static org.ohmstead.ocpp16.message.WireReader.required;

import java.time.Instant;

/**
 * How a connector, or the station, is (OCPP 1.6 §4.9, §6.47). The status is closed: an unknown one has no meaning we could
 * show. An error code nobody knows is still an error code. Free texts may be longer than the standard's, because a fault seen is worth more than 50 characters kept.
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
    private static final int LONGEST_CODE = 100;

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
                case "errorCode" -> errorCode = in.word(LONGEST_CODE);
                case "info" -> info = in.text(50, LONGEST);
                case "status" -> status = ChargePointStatus.of(in.oneOf(ChargePointStatus.words()));
                case "timestamp" -> timestamp = in.instant();
                case "vendorId" -> vendorId = in.text(LONGEST);
                case "vendorErrorCode" -> vendorErrorCode = in.text(50, LONGEST);
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
