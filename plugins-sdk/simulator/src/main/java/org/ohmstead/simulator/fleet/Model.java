package org.ohmstead.simulator.fleet;

import java.util.Locale;
import java.util.random.RandomGenerator;
import org.ohmstead.simulator.meter.Car;
import org.ohmstead.simulator.meter.Outlet;
import org.ohmstead.simulator.ocpp16.Identity;

/** The kinds of stations in a fleet. */
enum Model {
    WALL_BOX("Volta Nord", "Wall 11", Outlet.AC_11_KW, 1),
    TWIN_POST("Volta Nord", "Twin 22", Outlet.AC_22_KW, 2),
    FAST_CHARGER("Ampere & Sons", "Rapid 150", Outlet.DC_150_KW, 1);

    private final String vendor;
    private final String model;
    private final Outlet outlet;
    private final int connectors;

    Model(String vendor, String model, Outlet outlet, int connectors) {
        this.vendor = vendor;
        this.model = model;
        this.outlet = outlet;
        this.connectors = connectors;
    }

    /** Two of five are wall boxes, two are posts with two connectors, one is fast. */
    static Model of(int number) {
        return switch (number % 5) {
            case 0 -> FAST_CHARGER;
            case 1, 3 -> TWIN_POST;
            default -> WALL_BOX;
        };
    }

    Identity identity(int number) {
        return new Identity(vendor, model, String.format(Locale.ROOT, "%s-%05d", name().charAt(0), number), "2.4.1");
    }

    Outlet outlet() {
        return outlet;
    }

    int connectors() {
        return connectors;
    }

    /** A car such as comes to a station of this kind. */
    Car arrival(RandomGenerator random) {
        double soc = random.nextDouble(0.08, 0.7);
        if (this == FAST_CHARGER) {
            return new Car("tourer", random.nextInt(58_000, 100_000), soc, random.nextInt(60_000, 150_000), 3);
        }
        return switch (random.nextInt(4)) {
            case 0 -> new Car("city car", 24_000, soc, 7_360, 1);
            case 1 -> new Car("plug-in hybrid", 12_000, soc, 3_680, 1);
            case 2 -> new Car("van", 68_000, soc, 22_080, 3);
            default -> new Car("saloon", 77_000, soc, 11_040, 3);
        };
    }
}
