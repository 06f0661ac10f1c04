package org.ohmstead.transactions.metering;

import java.util.Optional;
import org.ohmstead.api.model.Energy;

/**
 * Import power summed up over time, sample by sample in the order of time. Between samples too far apart nothing is assumed.
 * Immutable; power in W, times in ms.
 *
 * @param wattMillis up to the sample before the latest
 * @param doubt by how much that may be off: between two samples any power between theirs may have flowed
 * @param covered how long samples were close enough, up to the sample before the latest
 * @param beforeAt when the sample before the latest was taken
 * @param before its power
 * @param at when the latest was taken; {@link Decimal#NONE} before the first
 * @param latest its power; of several at once the highest
 * @param peak the highest of all
 */
record PowerIntegral(
        long wattMillis, long doubt, long covered, long beforeAt, long before, long at, long latest, long peak) {

    static final PowerIntegral NONE = new PowerIntegral(0, 0, 0, 0, 0, Decimal.NONE, 0, 0);

    private static final long LARGEST_GAP = 300_000;
    private static final long SHORTEST = 60_000;
    private static final long WATT_MILLIS_PER_MILLIWATT_HOUR = 3_600;

    /** Both must be exceeded: registers that move in steps and samples between load changes are no contradiction. */
    private static final long TOLERANCE = 500_000;

    private static final int TOLERANCE_PER_CENT = 10;

    boolean takes(long time) {
        return time >= at;
    }

    PowerIntegral with(long time, long watts) {
        long power = Math.max(0, watts); // what the car feeds back is no import
        long highest = Math.max(peak, power);
        if (at == Decimal.NONE) {
            return new PowerIntegral(0, 0, 0, time, power, time, power, highest);
        }
        if (time == at) {
            boolean first = beforeAt == at;
            long most = Math.max(latest, power);
            return new PowerIntegral(wattMillis, doubt, covered, beforeAt, first ? most : before, at, most, highest);
        }
        return new PowerIntegral(totalNow(), doubtNow(), coveredNow(), at, latest, time, power, highest);
    }

    private boolean close() {
        return at - beforeAt <= LARGEST_GAP;
    }

    private long totalNow() {
        return close() ? wattMillis + (before + latest) * (at - beforeAt) / 2 : wattMillis;
    }

    private long doubtNow() {
        return close() ? doubt + Math.abs(before - latest) * (at - beforeAt) / 2 : doubt;
    }

    private long coveredNow() {
        return close() ? covered + at - beforeAt : covered;
    }

    /**
     * Empty where power was told for less than a minute or less than half of the time, or never was any: some stations only
     * ever say 0, and where a queue tells a session at once the times say nothing of how long it was.
     */
    Optional<Energy> energy(long duration) {
        boolean dense = at != Decimal.NONE && peak > 0 && coveredNow() >= SHORTEST && coveredNow() * 2 >= duration;
        return dense ? Optional.of(new Energy(totalNow() / WATT_MILLIS_PER_MILLIWATT_HOUR)) : Optional.empty();
    }

    /**
     * Whether what the register counted cannot be, given the power. In the gaps anything up to the highest power told may have
     * flowed, between two samples any power between theirs: a car that is full does not wait for the next one. To be asked where
     * there is an {@link #energy}.
     *
     * @param complete whether the register tells of the whole time
     */
    boolean contradicts(long milliwattHours, long duration, boolean complete) {
        long least = (totalNow() - doubtNow()) / WATT_MILLIS_PER_MILLIWATT_HOUR;
        long gaps = Math.max(0, duration - coveredNow());
        long most = (totalNow() + doubtNow() + peak * gaps) / WATT_MILLIS_PER_MILLIWATT_HOUR;
        return milliwattHours > most + tolerance(most) || complete && milliwattHours < least - tolerance(least);
    }

    private static long tolerance(long milliwattHours) {
        return Math.max(TOLERANCE, milliwattHours / 100 * TOLERANCE_PER_CENT);
    }
}
