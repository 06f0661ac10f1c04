package org.ohmstead.api.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A meter value with its main quantities understood; the rest stays in the samples.
 *
 * @param meterValue as the meter said it
 * @param receivedAt when we heard of it
 * @param energy the import register, or empty where it was absent or no number
 * @param power the import power over all phases
 * @param current the largest phase current
 * @param stateOfCharge of the car's battery, 0 to 100 per cent
 */
public record Reading(
        MeterValue meterValue,
        Instant receivedAt,
        Optional<Energy> energy,
        Optional<Power> power,
        Optional<Current> current,
        Optional<Integer> stateOfCharge) {

    /** The station's time. */
    public Instant at() {
        return meterValue.at();
    }
}
