package org.ohmstead.ocpp16.message;

import static org.ohmstead.ocpp16.message.WireReader.required;

/**
 * One value of a meter (OCPP 1.6 §7.43). Its words are open: stations invent measurands and units ({@code Voltage.L1-N} of
 * Alfen, lbbrhzn #19; the unit {@code Power}), and a reading kept is worth more than a rule kept.
 */
public record SampledValue(
        String value, String context, String format, String measurand, String phase, String location, String unit) {

    static SampledValue read(WireReader in) {
        String value = null;
        String context = null;
        String format = null;
        String measurand = null;
        String phase = null;
        String location = null;
        String unit = null;
        while (in.next()) {
            switch (in.field()) {
                case "value" -> value = in.text(Integer.MAX_VALUE);
                case "context" -> context = in.word();
                case "format" -> format = in.word();
                case "measurand" -> measurand = in.word();
                case "phase" -> phase = in.word();
                case "location" -> location = in.word();
                case "unit" -> unit = in.word();
                default -> in.skip();
            }
        }
        return new SampledValue(required("value", value), context, format, measurand, phase, location, unit);
    }
}
