package org.ohmstead.transactions;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.ohmstead.api.model.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks now and then at what only the passing of time decides, on a thread of its own, until it is closed. */
final class SlowClock {

    private static final Logger LOG = LoggerFactory.getLogger(SlowClock.class);
    private static final long SECONDS = 15;

    private final CountDownLatch closed = new CountDownLatch(1);

    void start(Runnable look) {
        Thread.ofVirtual().name("slow-clock").start(() -> lookNowAndThen(look));
    }

    void close() {
        closed.countDown();
    }

    private void lookNowAndThen(Runnable look) {
        try {
            while (!closed.await(SECONDS, TimeUnit.SECONDS)) {
                try {
                    look.run();
                } catch (StoreUnavailable e) {
                    LOG.warn("What time decides about transactions is looked at again soon: {}", e.getMessage());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
