package org.ohmstead.simulator.meter;

/** An amount of energy, in whole watt-hours as meters tell it. */
public record Energy(long wattHours) {

    public Energy {
        if (wattHours < 0) {
            throw new IllegalArgumentException("a car takes energy, it gives none: " + wattHours + " Wh");
        }
    }

    public static Energy kWh(double kilowattHours) {
        return new Energy(Math.round(kilowattHours * 1000));
    }

    public static Energy wh(long wattHours) {
        return new Energy(wattHours);
    }
}
