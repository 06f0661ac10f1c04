package org.ohmstead.transactions.metering;

import java.util.Locale;
import org.ohmstead.api.model.Sample;

/** The quantities that are understood. Everything else stays in the samples: export, reactive, offered, temperatures. */
enum Quantity {
    IMPORT_REGISTER(Sample.ENERGY_IMPORT),
    IMPORT_INTERVAL("Energy.Active.Import.Interval"),
    POWER(Sample.POWER_IMPORT),
    CURRENT(Sample.CURRENT_IMPORT),
    VOLTAGE("Voltage"),
    STATE_OF_CHARGE(Sample.STATE_OF_CHARGE),
    OTHER("");

    private static final Quantity[] ALL = values();

    private final String measurand;

    Quantity(String measurand) {
        this.measurand = measurand;
    }

    /** By the standard's name; of other spellings by their letters, with or without a phase behind ({@code Voltage.L1-N}, Alfen). */
    static Quantity of(String measurand) {
        return switch (measurand) {
            case Sample.ENERGY_IMPORT, "" -> IMPORT_REGISTER;
            case Sample.POWER_IMPORT -> POWER;
            case Sample.CURRENT_IMPORT -> CURRENT;
            case Sample.STATE_OF_CHARGE -> STATE_OF_CHARGE;
            case "Voltage" -> VOLTAGE;
            default -> spelt(measurand);
        };
    }

    private static Quantity spelt(String measurand) {
        for (Quantity quantity : ALL) {
            int length = quantity.measurand.length();
            if (length > 0
                    && measurand.regionMatches(true, 0, quantity.measurand, 0, length)
                    && (measurand.length() == length || Phase.of(suffix(measurand, length)) != Phase.OTHER)) {
                return quantity;
            }
        }
        return OTHER;
    }

    private static String suffix(String measurand, int length) {
        return measurand.charAt(length) == '.' ? measurand.substring(length + 1) : "?";
    }

    /** Where it was measured, by the phase told or the one hidden behind the measurand. */
    Phase phaseOf(Sample sample) {
        String told = sample.phase();
        int length = measurand.length();
        if (told.isEmpty() && sample.measurand().length() > length + 1) {
            return Phase.of(suffix(sample.measurand(), length));
        }
        return Phase.of(told);
    }

    /**
     * The value of a sample of this quantity: mWh, W, mA, mV or per cent; {@link Decimal#NONE} where it is no number or in no
     * unit of the quantity.
     */
    long valueOf(Sample sample) {
        long scale = scale(sample.unit());
        return scale == 0 ? Decimal.NONE : Decimal.scaled(sample.value(), scale);
    }

    private long scale(String unit) {
        return switch (this) {
            case IMPORT_REGISTER, IMPORT_INTERVAL -> energy(unit);
            case POWER -> power(unit);
            case CURRENT -> current(unit);
            case VOLTAGE -> 1_000;
            case STATE_OF_CHARGE -> 1;
            case OTHER -> 0;
        };
    }

    /** A few write the unit of power for energy: the measurand is right where the two differ. */
    private static long energy(String unit) {
        return switch (unit) {
            case "Wh", "" -> 1_000;
            case "kWh" -> 1_000_000;
            case "MWh" -> 1_000_000_000;
            default ->
                switch (unit.toLowerCase(Locale.ROOT)) {
                    case "wh", "w", "energy" -> 1_000;
                    case "kwh", "kw" -> 1_000_000;
                    default -> 0;
                };
        };
    }

    /** Unit "Power" is on the wire (evcc #32170); Wh is what a power without unit becomes by OCPP 1.6 §7.43. */
    private static long power(String unit) {
        return switch (unit) {
            case "W", "" -> 1;
            case "kW" -> 1_000;
            default ->
                switch (unit.toLowerCase(Locale.ROOT)) {
                    case "w", "power", "wh" -> 1;
                    case "kw", "kwh" -> 1_000;
                    default -> 0;
                };
        };
    }

    private static long current(String unit) {
        return switch (unit) {
            case "A", "", "Wh" -> 1_000;
            default ->
                switch (unit.toLowerCase(Locale.ROOT)) {
                    case "a", "amp", "amps", "ampere" -> 1_000;
                    case "ma" -> 1;
                    default -> 0;
                };
        };
    }
}
