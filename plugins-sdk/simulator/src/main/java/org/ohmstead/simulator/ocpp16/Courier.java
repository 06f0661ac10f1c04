package org.ohmstead.simulator.ocpp16;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/**
 * Delivers messages one by one, in order, while the way is open; what cannot be delivered waits. A virtual thread exists
 * only while there is something to do.
 */
final class Courier<T> {

    /** One attempt. */
    interface Delivery<T> {

        /** True: done with it. False: it stays first in line. */
        boolean attempt(T message) throws InterruptedException;
    }

    private final String name;
    private final BooleanSupplier wayOpen;
    private final Delivery<T> delivery;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<T> waiting = new ArrayDeque<>();
    private boolean underWay;

    Courier(String name, BooleanSupplier wayOpen, Delivery<T> delivery) {
        this.name = name;
        this.wayOpen = wayOpen;
        this.delivery = delivery;
    }

    void add(T message) {
        change(() -> waiting.addLast(message));
        wake();
    }

    /** It overtakes what waits. */
    void addFirst(T message) {
        change(() -> waiting.addFirst(message));
        wake();
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    void dropIf(Predicate<T> outdated) {
        change(() -> waiting.removeIf(outdated));
    }

    /** Tells that the way may have opened or closed. */
    void wake() {
        lock.lock();
        try {
            changed.signalAll();
            if (!underWay && !waiting.isEmpty() && wayOpen.getAsBoolean()) {
                underWay = true;
                Thread.ofVirtual().name(name).start(this::run);
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            for (T message = first(); message != null; message = first()) {
                if (delivery.attempt(message)) {
                    done(message);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private T first() {
        lock.lock();
        try {
            var message = wayOpen.getAsBoolean() ? waiting.peekFirst() : null;
            underWay = message != null;
            return message;
        } finally {
            lock.unlock();
        }
    }

    private void done(T message) {
        lock.lock();
        try {
            waiting.removeFirstOccurrence(message);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int backlog() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until no more than so many messages wait.
     *
     * @param most asked again whenever something changed
     * @param nanos how long at most
     * @return the time left, not positive when it was up
     */
    long awaitBacklog(IntSupplier most, long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (waiting.size() > most.getAsInt() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return waiting.size() > most.getAsInt() ? 0 : Math.max(1, left);
        } finally {
            lock.unlock();
        }
    }
}
