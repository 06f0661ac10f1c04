package org.ohmstead.simulator.meter;

/**
 * A car that wants energy.
 *
 * @param soc how full the battery is on arrival, 0 to 1
 * @param maxWatts the most its charger takes
 * @param phases how many phases it uses, one or three
 */
public record Car(String model, int batteryWh, double soc, int maxWatts, int phases) {

    /** From here on the battery takes less and less. */
    private static final double TAPER_FROM = 0.8;

    private static final double AT_THE_END = 0.08;
    private static final double RAMP_SECONDS = 20;

    /** A car with room for 90 kWh, for scripts that do not care. */
    public static Car any() {
        return new Car("any", 100_000, 0.1, 11_040, 3);
    }

    public Car {
        if (soc < 0 || soc > 1 || batteryWh <= 0 || maxWatts <= 0) {
            throw new IllegalArgumentException("no such car: %s, %d Wh, %s full".formatted(model, batteryWh, soc));
        }
    }

    /** Power in watts: ramping up, then constant, then less and less as the battery fills. */
    double power(double soc, double secondsCharging, Outlet outlet) {
        if (soc >= 1) {
            return 0;
        }
        double offered =
                Math.min(maxWatts, outlet.maxWatts() * Math.min(phases, outlet.phases()) / (double) outlet.phases());
        double ramp = Math.min(1, 0.1 + secondsCharging / RAMP_SECONDS);
        double taper = soc < TAPER_FROM ? 1 : 1 - (1 - AT_THE_END) * (soc - TAPER_FROM) / (1 - TAPER_FROM);
        return offered * ramp * taper;
    }
}
