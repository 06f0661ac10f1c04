package org.ohmstead.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for what happens beside the test, with a deadline that a busy machine keeps. */
final class Patience {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final long BETWEEN_LOOKS = Duration.ofMillis(10).toNanos();

    private Patience() {}

    /**
     * Between two looks it rests as long as a look took, so that what is awaited gets on however dear a look is.
     *
     * @param what for the failure, as the end of a sentence
     */
    static void await(String what, BooleanSupplier reached) {
        long start = System.nanoTime();
        long looked = start;
        while (!reached.getAsBoolean()) {
            long now = System.nanoTime();
            assertThat(Duration.ofNanos(now - start)).as("waited for %s", what).isLessThan(LONGEST);
            LockSupport.parkNanos(Math.max(BETWEEN_LOOKS, now - looked));
            looked = System.nanoTime();
        }
    }
}
