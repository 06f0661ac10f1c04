package org.ohmstead.transactions.metering;

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

/**
 * Understands the main quantities of meter values, however a vendor spells them. Pure; the samples stay as sent, and what is no
 * number counts as absent. A signed record is never looked into.
 */
public final class MeterReader {

    /** In force when the transaction began, wherever it is told (OCPP 1.6 §7.33). */
    private static final String AT_BEGIN = "Transaction.Begin";

    private static final String BY_CLOCK = "Sample.Clock";
    private static final long USUAL_MILLIVOLTS = 230_000;
    private static final long LEAST_PROOF_WATTS = 500;

    private MeterReader() {}

    public static List<Reading> read(List<MeterValue> meterValues, Instant receivedAt) {
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
        PhaseValues current = new PhaseValues();
        PhaseValues voltage = new PhaseValues();
        long stateOfCharge = Decimal.NONE;
        PhaseValues begin = null;
        List<Sample> samples = meterValue.samples();
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            if (sample.signed()) {
                continue; // a number is never parsed out of a signed record in passing
            }
            Quantity quantity = Quantity.of(sample.measurand());
            switch (quantity) {
                case IMPORT_REGISTER -> {
                    if (sample.context().equals(AT_BEGIN)) {
                        begin = begin == null ? new PhaseValues() : begin;
                        put(begin, quantity, sample);
                    } else {
                        put(energy, quantity, sample);
                    }
                }
                case POWER -> put(power, quantity, sample);
                case CURRENT -> put(current, quantity, sample);
                case VOLTAGE -> put(voltage, quantity, sample);
                case STATE_OF_CHARGE -> stateOfCharge = quantity.valueOf(sample);
                case IMPORT_INTERVAL, OTHER -> {}
            }
        }
        long register = energy.present() || begin == null ? energy.total() : begin.total();
        return new Reading(
                meterValue,
                receivedAt,
                register == Decimal.NONE ? Optional.empty() : Optional.of(new Energy(register)),
                power.present() ? plausible(watts(power.total(), current, voltage)) : Optional.empty(),
                current.present() ? Optional.of(new Current(current.largest())) : Optional.empty(),
                stateOfCharge < 0 || stateOfCharge > 100 ? Optional.empty() : Optional.of((int) stateOfCharge));
    }

    /** A power no charger has is kept in the sample and counts as absent, like what is no number. */
    private static Optional<Power> plausible(long watts) {
        return Math.abs(watts) <= RegisterRun.MOST_WATTS ? Optional.of(new Power(watts)) : Optional.empty();
    }

    private static void put(PhaseValues values, Quantity quantity, Sample sample) {
        values.put(quantity.phaseOf(sample), sample.location(), quantity.valueOf(sample));
    }

    /** The register told as the one at the begin of the transaction, in mWh; {@link Decimal#NONE} where none is. */
    static long registerAtBegin(MeterValue meterValue) {
        PhaseValues begin = null;
        List<Sample> samples = meterValue.samples();
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            if (sample.context().equals(AT_BEGIN) && !sample.signed()) {
                Quantity quantity = Quantity.of(sample.measurand());
                if (quantity == Quantity.IMPORT_REGISTER) {
                    begin = begin == null ? new PhaseValues() : begin;
                    put(begin, quantity, sample);
                }
            }
        }
        return begin == null ? Decimal.NONE : begin.total();
    }

    /**
     * What was imported in the interval that ends with this meter value, in mWh; {@link Decimal#NONE} where it is not told.
     *
     * @param byClock of the intervals of the clock rather than those of the sampling: the same energy in other pieces
     */
    static long imported(MeterValue meterValue, boolean byClock) {
        PhaseValues imported = null;
        List<Sample> samples = meterValue.samples();
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            if (!sample.signed()
                    && sample.context().equals(BY_CLOCK) == byClock
                    && Quantity.of(sample.measurand()) == Quantity.IMPORT_INTERVAL) {
                imported = imported == null ? new PhaseValues() : imported;
                put(imported, Quantity.IMPORT_INTERVAL, sample);
            }
        }
        return imported == null ? Decimal.NONE : imported.total();
    }

    /** Mends a power that is a thousand times too small or too large, where current and voltage of the same moment prove it. */
    private static long watts(long told, PhaseValues current, PhaseValues voltage) {
        if (told == 0 || !current.present()) {
            return told;
        }
        long millivolts = voltage.present() ? voltage.largest() : USUAL_MILLIVOLTS;
        long proof = current.total() / 1_000 * (millivolts / 1_000);
        if (proof < LEAST_PROOF_WATTS || near(told, proof)) {
            return told;
        }
        if (near(told * 1_000, proof)) {
            return told * 1_000;
        }
        return near(told / 1_000, proof) ? told / 1_000 : told;
    }

    private static boolean near(long watts, long proof) {
        return watts >= proof / 2 && watts <= proof + proof / 2;
    }
}
