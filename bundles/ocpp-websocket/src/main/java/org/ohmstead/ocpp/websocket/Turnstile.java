package org.ohmstead.ocpp.websocket;

import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets handshakes be judged a few at a time. The others wait in a queue, which costs no thread; who finds the queue full is told
 * to come later. Judging may wait for the store, which is not for a thread that reads sockets. Thread-safe.
 */
final class Turnstile {

    private final int atOnce;
    private final int places;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private int judging;

    /**
     * @param atOnce how many are judged at once
     * @param places how many may wait
     */
    Turnstile(int atOnce, int places) {
        this.atOnce = atOnce;
        this.places = places;
    }

    /** False when there is no place; else it will be judged on a virtual thread, in the order of arrival. */
    boolean enter(Runnable judgement) {
        lock.lock();
        try {
            if (judging < atOnce) {
                judging++;
                begin(judgement);
                return true;
            }
            return waiting.size() < places && waiting.add(judgement);
        } finally {
            lock.unlock();
        }
    }

    private void begin(Runnable judgement) {
        Thread.ofVirtual().name("ocpp-handshake").start(() -> {
            try {
                judgement.run();
            } finally {
                passOn();
            }
        });
    }

    private void passOn() {
        lock.lock();
        try {
            Runnable next = waiting.pollFirst();
            if (next == null) {
                judging--;
            } else {
                begin(next);
            }
        } finally {
            lock.unlock();
        }
    }
}
