package org.ohmstead.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.model.StoreUnavailable;

/** A unit that comes in the moment in which the writer ends. */
class WriterEndTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final AtomicBoolean ran = new AtomicBoolean();
    private Writer writer;

    @Test
    void whoAskedBeforeTheEndAndCameAfterItIsRefused() {
        start(true);

        assertRefused();
    }

    @Test
    void whoFoundNoRoomBeforeTheEndAndCameAfterItIsRefused() {
        start(false);

        assertRefused();
    }

    private void assertRefused() {
        Throwable refusal =
                assertTimeoutPreemptively(LONG, () -> catchThrowable(() -> writer.write(work -> ran.getAndSet(true))));

        assertThat(refusal)
                .isInstanceOfSatisfying(
                        StoreUnavailable.class,
                        e -> assertThat(e.outcomeUnknown()).isFalse());
        assertThat(ran).isFalse();
        assertThat(writer.waiting()).isZero();
    }

    /** @param room whether the one who comes finds room at once, or waits for it */
    private void start(boolean room) {
        var queue = new ArrayBlockingQueue<Task<?>>(4) {

            private static final long serialVersionUID = 1L;

            /** The writer was asked and takes units; it ends before this one is in the queue. */
            @Override
            public boolean offer(Task<?> task) {
                writer.close();
                return room && super.offer(task);
            }
        };
        DiskSpace disk = new DiskSpace(() -> Long.MAX_VALUE, DiskSpace.Limits.ofMegabytes(2, 1));
        // It ends without a unit, so that it asks for no database.
        writer = new Writer(null, null, disk, Writer.Limits.DEFAULT, (head, units, rows, nanos) -> {}, queue);
        writer.start();
    }
}
