package org.ohmstead.transactions;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.ohmstead.api.model.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then at what only the passing of time decides, on a thread of its own, until it is closed. A look that fails is
 * told of once and is no end of it: the next one may find a store that is back.
 */
final class SlowClock {

    private static final Logger LOG = LoggerFactory.getLogger(SlowClock.class);

    private final Duration pause;
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean complained;

    SlowClock(Duration pause) {
        this.pause = pause;
    }

    void start(Runnable look) {
        Thread.ofVirtual().name("slow-clock").start(() -> lookNowAndThen(look));
    }

    void close() {
        closed.countDown();
    }

    private void lookNowAndThen(Runnable look) {
        try {
            while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                look(look);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Runnable look) {
        try {
            look.run();
            complained = false;
        } catch (StoreUnavailable e) {
            if (!complained) {
                LOG.warn(
                        "Stops and starts that did not come could not be looked for, tried again soon: {}",
                        e.getMessage());
            }
            complained = true;
        } catch (RuntimeException | LinkageError e) {
            if (!complained) {
                LOG.error("Stops and starts that did not come could not be looked for; tried again soon.", e);
            }
            complained = true;
        }
    }
}
