package org.ohmstead.api.model;

/**
 * One sampled value, as the meter said it; what the station left out carries the default of the standard
 * (OCPP 1.6 §7.43, 2.0.1 SampledValueType).
 *
 * @param value the text as sent; bit-exact when {@code signed}
 * @param measurand for example {@code Energy.Active.Import.Register}; an open set
 * @param phase {@code L1}, {@code L1-N}, ...; empty for the total
 * @param location {@code Outlet}, {@code Inlet}, {@code Body}, {@code Cable}, {@code EV}
 * @param context {@code Sample.Periodic}, {@code Transaction.Begin}, ...
 * @param unit {@code Wh}, {@code kWh}, {@code W}, {@code A}, ...; an open set
 * @param signed whether the value is a signed record rather than a number
 */
public record Sample(
        String value, String measurand, String phase, String location, String context, String unit, boolean signed) {

    public static final String ENERGY_IMPORT = "Energy.Active.Import.Register";
    public static final String POWER_IMPORT = "Power.Active.Import";
    public static final String CURRENT_IMPORT = "Current.Import";
    public static final String STATE_OF_CHARGE = "SoC";

    public static final String TOTAL_PHASE = "";
    public static final String OUTLET = "Outlet";
    public static final String PERIODIC = "Sample.Periodic";
    public static final String WATT_HOURS = "Wh";
}
