package org.ohmstead.simulator.meter;

import java.time.Instant;

/**
 * What a meter shows at one moment.
 *
 * @param registerWh the lifetime register, imported active energy
 * @param amperes per phase, L1 to L3
 * @param offeredAmperes what the station offers the car on each phase
 * @param soc percent
 */
public record Reading(
        Instant at, long registerWh, double watts, double[] amperes, double volts, double offeredAmperes, int soc) {}
