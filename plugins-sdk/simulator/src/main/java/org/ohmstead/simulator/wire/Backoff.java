package org.ohmstead.simulator.wire;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long a station waits before it knocks again: twice as long each time up to a limit, and never quite as long as its neighbour. */
public record Backoff(Duration first, Duration longest) {

    private static final int MOST_DOUBLINGS = 20;

    Duration beforeAttempt(int attempt, RandomGenerator random) {
        long doubled = first.toMillis() << Math.min(attempt, MOST_DOUBLINGS);
        long millis = Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
    }
}
