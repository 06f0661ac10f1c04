package org.ohmstead.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for what happens beside the test, with a deadline that a busy machine keeps. */
final class Patience {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private Patience() {}

    /** @param what for the failure, as the end of a sentence */
    static void await(String what, BooleanSupplier reached) {
        long start = System.nanoTime();
        while (!reached.getAsBoolean()) {
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("waited for %s", what)
                    .isLessThan(LONGEST);
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }
}
