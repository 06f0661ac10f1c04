package org.ohmstead.api.model;

import java.time.Duration;
import java.time.Instant;

/**
 * When something a station reported is believed to have happened. What the station said stays beside it.
 *
 * @param at by our clock
 * @param how why that is believed
 * @param offset how far the station's clock is believed to have been ahead then; zero where nothing is known of it
 */
public record BelievedTime(Instant at, How how, Duration offset) {

    /** Why a time is believed. */
    public enum How {
        /** The station's clock is right, or nothing speaks against it. */
        STATION,
        /** The station's time, less what its clock is known to be off. */
        CORRECTED,
        /** The station's time cannot be; it happened when we heard of it. */
        RECEIVED,
        /** The station's time cannot be and the report may have waited: it happened at that time or earlier. */
        UNKNOWN
    }
}
