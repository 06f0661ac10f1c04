package org.ohmstead.ocpp16.message;

import static org.ohmstead.ocpp16.message.WireReader.required;

import java.time.Instant;

/**
 * A transaction began (OCPP 1.6 §4.8, §6.45). Implausible contents must not cost the transaction (§4.8), so the connector may
 * be 0 and the idTag longer than 20 characters (KEBA appends a serial number).
 *
 * @param meterStart in Wh
 */
public record StartTransaction(int connectorId, String idTag, long meterStart, Integer reservationId, Instant timestamp)
        implements FromStation {

    static final WireReader.Shape<StartTransaction> SHAPE = StartTransaction::read;

    /** What we can keep. */
    static final int LONGEST_ID_TAG = 255;

    private static StartTransaction read(WireReader in) {
        Integer connectorId = null;
        String idTag = null;
        Long meterStart = null;
        Integer reservationId = null;
        Instant timestamp = null;
        while (in.next()) {
            switch (in.field()) {
                case "connectorId" -> connectorId = in.notNegative();
                case "idTag" -> idTag = in.text(IdTagInfo.LONGEST_ID_TAG, LONGEST_ID_TAG);
                case "meterStart" -> meterStart = in.wattHours();
                case "reservationId" -> reservationId = in.number();
                case "timestamp" -> timestamp = in.instant();
                default -> in.skip();
            }
        }
        return new StartTransaction(
                required("connectorId", connectorId),
                required("idTag", idTag),
                required("meterStart", meterStart),
                reservationId,
                required("timestamp", timestamp));
    }

    /** §6.46. */
    public record Response(IdTagInfo idTagInfo, int transactionId) implements FromStation.Response {

        @Override
        public void write(WireWriter out) {
            out.field("idTagInfo", idTagInfo);
            out.field("transactionId", transactionId);
        }
    }
}
