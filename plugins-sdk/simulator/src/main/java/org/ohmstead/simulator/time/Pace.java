package org.ohmstead.simulator.time;

import java.time.Instant;

/** How simulated time passes for the stations of one simulator. */
public interface Pace {

    StationClock newClock();

    /** Simulated time is the time on the wall. */
    static Pace realTime() {
        return times(1, Instant.now());
    }

    /** From the given moment on, simulated time runs so many times as fast as the wall clock. */
    static Pace times(double factor, Instant start) {
        long origin = System.nanoTime();
        return () -> new RunningClock(factor, start, origin);
    }

    /**
     * Each station has a time of its own, which stands still until its script lets time pass, and then jumps: charging
     * for an hour takes no longer than its messages.
     */
    static Pace stepping(Instant start) {
        return () -> new SteppingClock(start);
    }
}
