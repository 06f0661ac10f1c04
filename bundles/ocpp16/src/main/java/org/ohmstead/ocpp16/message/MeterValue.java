package org.ohmstead.ocpp16.message;

import static org.ohmstead.ocpp16.message.WireReader.required;

import java.time.Instant;
import java.util.List;

/** What a meter said at one moment (OCPP 1.6 §7.33). The list may be empty (Vestel, lbbrhzn #466). */
public record MeterValue(Instant timestamp, List<SampledValue> sampledValue) {

    static MeterValue read(WireReader in) {
        Instant timestamp = null;
        List<SampledValue> sampledValue = null;
        while (in.next()) {
            switch (in.field()) {
                case "timestamp" -> timestamp = in.instant();
                case "sampledValue" -> {
                    sampledValue = in.list(SampledValue::read);
                    if (sampledValue.isEmpty()) {
                        in.forgive("is empty");
                    }
                }
                default -> in.skip();
            }
        }
        return new MeterValue(required("timestamp", timestamp), required("sampledValue", sampledValue));
    }
}
