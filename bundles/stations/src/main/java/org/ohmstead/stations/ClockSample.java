package org.ohmstead.stations;

import java.time.Duration;
import java.time.Instant;

/**
 * What a station's clock showed in a message.
 *
 * @param mayBeQueued whether the message may have waited: then the clock was at least as far ahead as it seems
 */
record ClockSample(Instant shown, Instant receivedAt, boolean mayBeQueued) {

    /** Two messages further apart tell whether the clock ticks; a queue that empties sends them at once. */
    private static final Duration APART = Duration.ofSeconds(20);
    /** What networks and slow stations take between making a message and our hearing of it. */
    private static final Duration JITTER = Duration.ofSeconds(10);

    Duration ahead() {
        return Duration.between(receivedAt, shown);
    }

    /** Whether between an earlier message and this one the clock went as ours did; what lay in a queue did not. */
    boolean ticksSince(ClockSample earlier) {
        return apart(earlier) && ahead().minus(earlier.ahead()).abs().compareTo(JITTER) <= 0;
    }

    boolean standsStillSince(Instant shownBefore, Instant receivedBefore) {
        return shown.equals(shownBefore)
                && Duration.between(receivedBefore, receivedAt).compareTo(APART) >= 0;
    }

    private boolean apart(ClockSample earlier) {
        return Duration.between(earlier.receivedAt, receivedAt).compareTo(APART) >= 0;
    }
}
