package org.ohmstead.simulator.ocpp16;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The last commands of the CSMS, for scripts that look at one or wait for it. */
final class CommandLog {

    private static final int REMEMBERED = 200;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final Deque<Command> heard = new ArrayDeque<>();

    void add(Command command) {
        lock.lock();
        try {
            heard.addLast(command);
            if (heard.size() > REMEMBERED) {
                heard.removeFirst();
            }
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Oldest first. */
    List<Command> all() {
        lock.lock();
        try {
            return List.copyOf(heard);
        } finally {
            lock.unlock();
        }
    }

    /** The last such command; waits for one, on the wall clock. Empty if none comes in time. */
    Optional<Command> await(String action, Duration patience) {
        lock.lock();
        try {
            long nanos = patience.toNanos();
            while (last(action).isEmpty() && nanos > 0) {
                nanos = more.awaitNanos(nanos);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return last(action);
    }

    private Optional<Command> last(String action) {
        return all().reversed().stream()
                .filter(command -> command.action().equals(action))
                .findFirst();
    }
}
