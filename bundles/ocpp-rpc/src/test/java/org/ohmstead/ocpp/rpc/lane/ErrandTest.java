package org.ohmstead.ocpp.rpc.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ErrandTest {

    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void aThreadThatEndedHoldsNothingOfItsTask() throws Exception {
        Object dialect = new Object();
        WeakReference<Object> kept = new WeakReference<>(dialect);
        Thread ended = started(dialect);
        dialect = null;
        ended.join();
        System.gc();
        assertThat(runs).hasValue(1);
        assertThat(kept.refersTo(null)).as("the task is gone").isTrue();
        Reference.reachabilityFence(ended);
    }

    private Thread started(Object dialect) {
        Thread thread = Errand.thread("CP-1", () -> {
            dialect.hashCode();
            runs.incrementAndGet();
        });
        thread.start();
        return thread;
    }
}
