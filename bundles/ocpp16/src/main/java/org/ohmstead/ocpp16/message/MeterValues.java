package org.ohmstead.ocpp16.message;

import static org.ohmstead.ocpp16.message.WireReader.required;

import java.util.List;

/**
 * What the meter of a connector, or the main meter, said (OCPP 1.6 §4.7, §6.31).
 *
 * @param transactionId as text: stations send numbers we never gave them
 */
public record MeterValues(int connectorId, String transactionId, List<MeterValue> meterValue) implements FromStation {

    static final WireReader.Shape<MeterValues> SHAPE = MeterValues::read;

    private static MeterValues read(WireReader in) {
        Integer connectorId = null;
        String transactionId = null;
        List<MeterValue> meterValue = null;
        while (in.next()) {
            switch (in.field()) {
                case "connectorId" -> connectorId = in.notNegative();
                case "transactionId" -> transactionId = in.id();
                case "meterValue" -> meterValue = in.listOrOne(MeterValue::read);
                default -> in.skip();
            }
        }
        return new MeterValues(required("connectorId", connectorId), transactionId, required("meterValue", meterValue));
    }

    /** §6.32. */
    public record Response() implements FromStation.Response {

        @Override
        public void write(WireWriter out) {}
    }
}
