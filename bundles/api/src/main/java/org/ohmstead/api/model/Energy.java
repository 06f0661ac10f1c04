package org.ohmstead.api.model;

/**
 * An amount of energy, or a register of a meter.
 *
 * @param milliwattHours in mWh, so that a register with three decimals of a watt-hour is exact
 */
public record Energy(long milliwattHours) implements Comparable<Energy> {

    public static Energy ofWattHours(long wattHours) {
        return new Energy(Math.multiplyExact(wattHours, 1_000));
    }

    /** In Wh, rounded down. */
    public long wattHours() {
        return Math.floorDiv(milliwattHours, 1_000);
    }

    public Energy minus(Energy other) {
        return new Energy(Math.subtractExact(milliwattHours, other.milliwattHours));
    }

    public boolean isNegative() {
        return milliwattHours < 0;
    }

    @Override
    public int compareTo(Energy other) {
        return Long.compare(milliwattHours, other.milliwattHours);
    }
}
