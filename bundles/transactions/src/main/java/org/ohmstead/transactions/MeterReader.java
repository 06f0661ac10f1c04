package org.ohmstead.transactions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.model.Current;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.MeterValue;
import org.ohmstead.api.model.Power;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.Sample;

/** Understands the main quantities of meter values. Pure; what is no number stays in the samples and counts as absent. */
final class MeterReader {

    private MeterReader() {}

    static List<Reading> read(List<MeterValue> meterValues, Instant receivedAt) {
        if (meterValues.isEmpty()) {
            return List.of();
        }
        List<Reading> readings = new ArrayList<>(meterValues.size());
        for (MeterValue meterValue : meterValues) {
            readings.add(read(meterValue, receivedAt));
        }
        return readings;
    }

    static Reading read(MeterValue meterValue, Instant receivedAt) {
        PhaseValues energy = new PhaseValues();
        PhaseValues power = new PhaseValues();
        long largestCurrent = Decimal.NONE;
        long stateOfCharge = Decimal.NONE;
        List<Sample> samples = meterValue.samples();
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            if (sample.signed()) {
                continue; // a number is never parsed out of a signed record in passing
            }
            switch (sample.measurand()) {
                case Sample.ENERGY_IMPORT -> energy.put(sample, milliwattHours(sample));
                case Sample.POWER_IMPORT -> power.put(sample, watts(sample));
                case Sample.CURRENT_IMPORT -> largestCurrent = Math.max(largestCurrent, milliamperes(sample));
                case Sample.STATE_OF_CHARGE -> stateOfCharge = Decimal.scaled(sample.value(), 1);
                default -> {}
            }
        }
        return new Reading(
                meterValue,
                receivedAt,
                energy.present() ? Optional.of(new Energy(energy.total())) : Optional.empty(),
                power.present() ? Optional.of(new Power(power.total())) : Optional.empty(),
                largestCurrent == Decimal.NONE ? Optional.empty() : Optional.of(new Current(largestCurrent)),
                stateOfCharge < 0 || stateOfCharge > 100 ? Optional.empty() : Optional.of((int) stateOfCharge));
    }

    private static long milliwattHours(Sample sample) {
        return switch (sample.unit()) {
            case "Wh", "wh", "WH" -> Decimal.scaled(sample.value(), 1_000);
            case "kWh", "kwh", "KWH", "KWh" -> Decimal.scaled(sample.value(), 1_000_000);
            default -> Decimal.NONE;
        };
    }

    private static long watts(Sample sample) {
        return switch (sample.unit()) {
            case "W", "w" -> Decimal.scaled(sample.value(), 1);
            case "kW", "kw", "KW" -> Decimal.scaled(sample.value(), 1_000);
            default -> Decimal.NONE;
        };
    }

    private static long milliamperes(Sample sample) {
        return sample.unit().equalsIgnoreCase("A") ? Decimal.scaled(sample.value(), 1_000) : Decimal.NONE;
    }

    /** One quantity at the outlet: its total as told, else the sum of its phases. */
    private static final class PhaseValues {

        private long told = Decimal.NONE;
        private long first;
        private long second;
        private long third;
        private boolean phased;

        void put(Sample sample, long value) {
            if (value == Decimal.NONE || !sample.location().equals(Sample.OUTLET)) {
                return;
            }
            switch (sample.phase()) {
                case Sample.TOTAL_PHASE -> told = value;
                case "L1", "L1-N" -> {
                    first = value;
                    phased = true;
                }
                case "L2", "L2-N" -> {
                    second = value;
                    phased = true;
                }
                case "L3", "L3-N" -> {
                    third = value;
                    phased = true;
                }
                default -> {} // L1-L2 and the like overlap with others
            }
        }

        boolean present() {
            return told != Decimal.NONE || phased;
        }

        long total() {
            return told != Decimal.NONE ? told : first + second + third;
        }
    }
}
