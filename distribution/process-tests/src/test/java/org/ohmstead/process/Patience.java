package org.ohmstead.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for what happens in other processes, with a deadline that a busy machine keeps. */
public final class Patience {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    private Patience() {}

    public static void await(Duration longest, BooleanSupplier reached) {
        long start = System.nanoTime();
        while (!reached.getAsBoolean()) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as("waited").isLessThan(longest);
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }
}
