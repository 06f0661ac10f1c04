package org.ohmstead.store.journal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.ohmstead.api.journal.Journal.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells screens that the journal grew, on a thread of its own: what they do there harms neither the writer nor its commits. */
final class Listeners implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Semaphore news = new Semaphore(0);
    private volatile boolean closed;

    Listeners() {
        Thread.ofPlatform().name("journal-listeners").daemon().start(this::run);
    }

    Subscription add(Runnable listener) {
        // Wrapped, so that the same listener may be there twice.
        Runnable own = () -> listener.run();
        listeners.add(own);
        return () -> listeners.remove(own);
    }

    /** On the writer's thread. What is told already, but not heard yet, is not told twice. */
    void wake() {
        if (!listeners.isEmpty() && news.availablePermits() == 0) {
            news.release();
        }
    }

    private void run() {
        while (!closed) {
            news.acquireUninterruptibly();
            listeners.forEach(this::tell);
        }
    }

    private void tell(Runnable listener) {
        try {
            listener.run();
        } catch (Throwable e) { // also of a plugin whose classes are gone
            listeners.remove(listener);
            LOG.warn("A listener of the journal failed and is not called any more.", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        news.release();
    }
}
