package org.ohmstead.ocpp16;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what another thread does, and not for ever. */
final class Await {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Await() {}

    static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
                throw new AssertionError("It was waited for in vain");
            }
            Thread.onSpinWait();
        }
    }
}
