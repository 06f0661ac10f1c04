package org.ohmstead.ocpp16.message;

import static org.ohmstead.ocpp16.message.WireReader.required;

import java.time.Instant;
import java.util.List;

/**
 * A transaction is over (OCPP 1.6 §4.10, §6.49). Implausible contents must not leave it open for ever (§4.10), so any reason
 * and any transaction id is taken.
 *
 * @param meterStop in Wh
 * @param transactionId as text: stations send 0, -1 (errata §3.18) and numbers we never gave them
 */
public record StopTransaction(
        String idTag,
        long meterStop,
        Instant timestamp,
        String transactionId,
        String reason,
        List<MeterValue> transactionData)
        implements FromStation {

    static final WireReader.Shape<StopTransaction> SHAPE = StopTransaction::read;

    private static final int LONGEST_REASON = 100;

    private static StopTransaction read(WireReader in) {
        String idTag = null;
        Long meterStop = null;
        Instant timestamp = null;
        String transactionId = null;
        String reason = null;
        List<MeterValue> transactionData = List.of();
        while (in.next()) {
            switch (in.field()) {
                case "idTag" -> idTag = in.text(IdTagInfo.LONGEST_ID_TAG, StartTransaction.LONGEST_ID_TAG);
                case "meterStop" -> meterStop = in.wattHours();
                case "timestamp" -> timestamp = in.instant();
                case "transactionId" -> transactionId = in.id();
                case "reason" -> reason = in.word(LONGEST_REASON);
                case "transactionData" -> transactionData = in.listOrOne(MeterValue::read);
                default -> in.skip();
            }
        }
        return new StopTransaction(
                idTag,
                required("meterStop", meterStop),
                required("timestamp", timestamp),
                required("transactionId", transactionId),
                reason,
                transactionData);
    }

    /**
     * §6.50.
     *
     * @param idTagInfo null where the station showed no card
     */
    public record Response(IdTagInfo idTagInfo) implements FromStation.Response {

        @Override
        public void write(WireWriter out) {
            out.field("idTagInfo", idTagInfo);
        }
    }
}
