package org.ohmstead.wirelog;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One after another, in the order they came: what each reads is more than the machine does at once. Thread-safe. */
final class Turn {

    private final Semaphore free = new Semaphore(1, true);
    private final Duration patience;

    /** @param patience so long somebody waits for the others */
    Turn(Duration patience) {
        this.patience = patience;
    }

    /** @throws IllegalStateException with a sentence for people when the others took too long */
    <T> T take(Supplier<T> work) {
        if (!isMine()) {
            throw new IllegalStateException("Others are searching the wire log just now. Try again in a minute.");
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }

    private boolean isMine() {
        try {
            return free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
