package org.ohmstead.wirelog;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.ohmstead.api.csms.FrameTap.PassedFrame;

/**
 * Frames on their way to disk. Connections put them in without a lock and never wait: what does not fit is dropped and counted.
 * One thread takes them out.
 */
final class Spool {

    /** What a frame takes beside its text. */
    private static final int OVERHEAD = 200;

    private final Queue<PassedFrame> frames = new ConcurrentLinkedQueue<>();
    private final AtomicLong weight = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final long capacity;

    /** @param capacity in characters */
    Spool(long capacity) {
        this.capacity = capacity;
    }

    void put(PassedFrame frame) {
        long takes = frame.length() + (long) OVERHEAD;
        if (weight.addAndGet(takes) > capacity) {
            weight.addAndGet(-takes);
            dropped.incrementAndGet();
        } else {
            frames.add(frame);
        }
    }

    Optional<PassedFrame> take() {
        PassedFrame frame = frames.poll();
        if (frame != null) {
            weight.addAndGet(-frame.length() - (long) OVERHEAD);
        }
        return Optional.ofNullable(frame);
    }

    /** A frame that was taken and could not be written. */
    void lost() {
        dropped.incrementAndGet();
    }

    /** How many frames are not in the log, since the start. */
    long dropped() {
        return dropped.get();
    }
}
