package org.ohmstead.simulator.meter;

/**
 * What a connector can give.
 *
 * @param phases one or three
 */
public record Outlet(int maxWatts, int phases) {

    /** A wall box: three phases of 32 A. */
    public static final Outlet AC_22_KW = new Outlet(22_080, 3);

    /** A wall box: three phases of 16 A. */
    public static final Outlet AC_11_KW = new Outlet(11_040, 3);

    /** A fast charger at the roadside. */
    public static final Outlet DC_150_KW = new Outlet(150_000, 3);
}
