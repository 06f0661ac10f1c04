package org.ohmstead.ocpp16.message;

import static org.ohmstead.ocpp16.message.WireReader.required;

/**
 * One value of a meter (OCPP 1.6 §7.43). Its words are open: stations invent measurands and units ({@code Voltage.L1-N} of
 * Alfen, lbbrhzn #19; the unit {@code Power}), and a reading kept is worth more than a rule kept.
 */
public record SampledValue(
        String value, String context, String format, String measurand, String phase, String location, String unit) {

    private static final int LONGEST_WORD = 100;

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
                case "value" -> value = in.quantity();
                case "context" -> context = in.word(LONGEST_WORD);
                case "format" -> format = in.word(LONGEST_WORD);
                case "measurand" -> measurand = in.word(LONGEST_WORD);
                case "phase" -> phase = in.word(LONGEST_WORD);
                case "location" -> location = in.word(LONGEST_WORD);
                case "unit" -> unit = in.word(LONGEST_WORD);
                default -> in.skip();
            }
        }
        return new SampledValue(required("value", value), context, format, measurand, phase, location, unit);
    }
}
