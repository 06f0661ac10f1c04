package org.ohmstead.rest.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one browser tab is still to be told. Bounded: who reads too slowly loses events and is told how many. Offering never
 * waits for the reader.
 */
final class Viewer {

    static final int MOST = 256;

    /** One event; its data is made into JSON by the reader. */
    record Event(String name, Object data) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private final Queue<Event> waiting = new ArrayDeque<>();
    private int lost;
    private boolean closed;

    void offer(String name, Object data) {
        lock.lock();
        try {
            if (waiting.size() >= MOST) {
                lost++;
                return;
            }
            tellLosses();
            waiting.add(new Event(name, data));
            something.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Events that were never offered, because there were too many. */
    void lost(int count) {
        lock.lock();
        try {
            lost += count;
            something.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The marker stands where the lost events would have stood. */
    private void tellLosses() {
        if (lost > 0) {
            waiting.add(new Event("dropped", Map.of("count", lost)));
            lost = 0;
        }
    }

    /** The next event; empty when the time is up or the viewer was closed. */
    Optional<Event> take(Duration patience) throws InterruptedException {
        long nanos = patience.toNanos();
        lock.lock();
        try {
            while (waiting.isEmpty() && lost == 0 && !closed && nanos > 0) {
                nanos = something.awaitNanos(nanos);
            }
            if (waiting.isEmpty()) {
                tellLosses();
            }
            return Optional.ofNullable(waiting.poll());
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            something.signal();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }
}
