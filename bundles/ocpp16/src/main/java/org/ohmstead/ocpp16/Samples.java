package org.ohmstead.ocpp16;

import java.util.List;
import java.util.Set;
import org.ohmstead.api.model.Sample;
import org.ohmstead.ocpp16.message.SampledValue;

/**
 * Sampled values in neutral words: what was left out becomes the standard's default (OCPP 1.6 §7.43), the few known
 * misspellings are mended, everything else stays as the meter said it.
 */
final class Samples {

    private static final Set<String> PHASES =
            Set.of("L1", "L2", "L3", "N", "L1-N", "L2-N", "L3-N", "L1-L2", "L2-L3", "L3-L1");
    private static final String SIGNED = "SignedData";

    private Samples() {}

    static List<Sample> of(List<SampledValue> values) {
        Sample[] samples = new Sample[values.size()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = of(values.get(i));
        }
        return List.of(samples);
    }

    static Sample of(SampledValue value) {
        String measurand = value.measurand() == null ? Sample.ENERGY_IMPORT : value.measurand();
        String phase = value.phase() == null ? Sample.TOTAL_PHASE : value.phase();
        if (value.phase() == null && hidesPhase(measurand)) {
            int dot = measurand.lastIndexOf('.');
            phase = measurand.substring(dot + 1);
            measurand = measurand.substring(0, dot);
        }
        return new Sample(
                value.value(),
                measurand,
                phase,
                value.location() == null ? Sample.OUTLET : value.location(),
                value.context() == null ? Sample.PERIODIC : value.context(),
                value.unit() == null ? unitOf(measurand) : spelt(value.unit()),
                SIGNED.equals(value.format()));
    }

    /** Alfen writes the phase behind the measurand, as in {@code Voltage.L1-N} (lbbrhzn #19). */
    private static boolean hidesPhase(String measurand) {
        int dot = measurand.lastIndexOf('.');
        // The longest phase has five characters: the usual measurands are told apart without cutting them.
        return dot > 0 && measurand.length() - dot <= 6 && PHASES.contains(measurand.substring(dot + 1));
    }

    /** Errata OCPP-J §2.1: both spellings are on the wire for ever. */
    private static String spelt(String unit) {
        return unit.equals("Celcius") ? "Celsius" : unit;
    }

    /**
     * The unit of a value without one. The standard names it for energy only (§7.43); the others are in the base unit of §7.31,
     * and in none where that leaves a choice.
     */
    private static String unitOf(String measurand) {
        return switch (measurand) {
            case "Energy.Reactive.Export.Register",
                    "Energy.Reactive.Import.Register",
                    "Energy.Reactive.Export.Interval",
                    "Energy.Reactive.Import.Interval" -> "varh";
            case "Power.Active.Export", "Power.Active.Import", "Power.Offered" -> "W";
            case "Power.Reactive.Export", "Power.Reactive.Import" -> "var";
            case "Current.Export", "Current.Import", "Current.Offered" -> "A";
            case "Voltage" -> "V";
            case "SoC" -> "Percent";
            case "Frequency" -> "Hz";
            case "Power.Factor", "RPM", "Temperature" -> "";
            default -> measurand.startsWith("Energy.") ? Sample.WATT_HOURS : "";
        };
    }
}
