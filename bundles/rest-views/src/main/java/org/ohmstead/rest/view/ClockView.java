package org.ohmstead.rest.view;

import java.time.Instant;
import org.ohmstead.api.model.StationClock;

/**
 * How a station's clock goes.
 *
 * @param offsetMillis how far it is ahead of the server's
 * @param since when it was first seen like that
 * @param zone of its site
 * @param jumps how often it jumped since the server started
 */
public record ClockView(StationClock.Kind kind, long offsetMillis, Instant since, String zone, int jumps) {

    static ClockView of(StationClock clock) {
        return new ClockView(
                clock.kind(),
                clock.offset().toMillis(),
                clock.since(),
                clock.zone().getId(),
                clock.jumps());
    }
}
