package org.ohmstead.stations;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * How long a station waits for a car, as it told when it was asked. It is asked once and not at each start, also where it tells
 * nothing: it has one call at a time (OCPP-J 1.6 §4.1.1), and one that it leaves unanswered keeps all others waiting. Thread-safe.
 */
final class ConnectionTimeOut {

    private final ReentrantLock asking = new ReentrantLock();
    private boolean asked; // under the lock
    private volatile Optional<Duration> told = Optional.empty();

    /** Waits for the answer of whoever asks first; where the question fails, the next one asks. */
    Optional<Duration> ask(Supplier<Optional<Duration>> question) {
        asking.lock();
        try {
            if (!asked) {
                told = question.get();
                asked = true;
            }
            return told;
        } finally {
            asking.unlock();
        }
    }

    /** Without asking. */
    Optional<Duration> told() {
        return told;
    }
}
