package org.ohmstead.api.model;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * How a station's clock goes, as far as its messages showed.
 *
 * @param kind what is right or wrong with it
 * @param offset how far it is ahead of ours
 * @param since when it was first seen like that
 * @param zone of the station's site
 * @param jumps how often it was seen to jump since the server started
 */
public record StationClock(Kind kind, Duration offset, Instant since, ZoneId zone, int jumps) {

    /** What is right or wrong with a clock. Will grow; keep a default branch. */
    public enum Kind {
        /** It agrees with ours. */
        RIGHT,
        /** It ticks, and is off. */
        OFF,
        /** It shows the site's local time as if it were UTC. */
        LOCAL_TIME,
        /** It began in 1970 or 2014, as clocks without battery do, and nobody told it the time. */
        FACTORY_START,
        /** It does not tick. */
        STOPPED
    }
}
