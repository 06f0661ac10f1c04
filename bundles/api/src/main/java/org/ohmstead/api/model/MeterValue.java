package org.ohmstead.api.model;

import java.time.Instant;
import java.util.List;

/**
 * What a meter said at one moment.
 *
 * @param at the station's time
 * @param samples at least one in a sound message; real stations send none at times
 */
public record MeterValue(Instant at, List<Sample> samples) {

    public MeterValue {
        samples = List.copyOf(samples);
    }
}
