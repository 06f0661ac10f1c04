package org.ohmstead.simulator.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;

/** The clock inside one station. It never goes back. Safe for all threads. */
public sealed interface StationClock permits RunningClock, SteppingClock {

    /** The simulated time, in whole milliseconds. */
    Instant now();

    /** A time later than any this method gave before, for things that happen: no two of them share a timestamp. */
    Instant tick();

    /**
     * Lets time pass until then, or until there is news. The caller holds the lock of the condition and may be woken for
     * no reason.
     */
    void await(Instant until, Condition news) throws InterruptedException;

    /** Lets that much time pass. */
    void pass(Duration simulated) throws InterruptedException;

    /** How long a timer must run on the wall clock for that much simulated time. */
    Duration real(Duration simulated);
}
