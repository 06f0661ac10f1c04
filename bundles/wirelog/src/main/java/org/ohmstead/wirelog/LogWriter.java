package org.ohmstead.wirelog;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.ohmstead.api.csms.FrameTap.PassedFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what the spool has gathered. Used by one thread. */
final class LogWriter {

    private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);

    /** A search reads whole files, so they are small. */
    private static final long LARGEST = 32L << 20;

    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration ROOM_AGAIN = Duration.ofSeconds(1);

    private final LogFiles files;
    private final Room room;
    private final Spool spool;
    private final Keep keep;
    private final Clock clock;

    private OutputStream out;
    private LocalDate day = LocalDate.MIN;
    private long written;
    private volatile Optional<Instant> failedAt = Optional.empty();
    private volatile boolean full;
    private Instant roomAskedAt = Instant.MIN;

    /**
     * How much is kept.
     *
     * @param leastRoom bytes that are left to others on the disk
     */
    record Keep(int days, long bytes, long leastRoom) {

        /** Once full, a quarter more is wanted, so that it does not come and go with every file. */
        long enoughAgain() {
            return leastRoom + leastRoom / 4;
        }
    }

    /** Bytes that may still be written. */
    @FunctionalInterface
    interface Room {
        long left() throws IOException;
    }

    LogWriter(LogFiles files, Room room, Spool spool, Keep keep, Clock clock) {
        this.files = files;
        this.room = room;
        this.spool = spool;
        this.keep = keep;
        this.clock = clock;
    }

    /** When writing failed and was not tried again since. */
    Optional<Instant> failedAt() {
        return failedAt;
    }

    /** Whether nothing is written since what is left of the disk is for others. */
    boolean isFull() {
        return full;
    }

    /** Writes what waits and hands it to the operating system, so that it survives the end of this process. */
    void drain() {
        Optional<PassedFrame> next = spool.take();
        if (next.isEmpty()) {
            return;
        }
        askForRoom();
        while (next.isPresent()) {
            write(next.get());
            next = spool.take();
        }
        if (out != null) {
            attempt(out::flush);
        }
    }

    /** At most once a second: what is written in that time is far less than the room that is kept. */
    private void askForRoom() {
        Instant now = clock.instant();
        if (Duration.between(roomAskedAt, now).abs().compareTo(ROOM_AGAIN) < 0) {
            return;
        }
        roomAskedAt = now;
        boolean was = full;
        full = left() < (was ? keep.enoughAgain() : keep.leastRoom());
        if (full && !was) {
            LOG.warn("The wire log is not written, to leave the rest of the disk to the database.");
            closeQuietly();
        } else if (was && !full) {
            LOG.info("The wire log is written again.");
        }
    }

    private long left() {
        try {
            return room.left();
        } catch (IOException | RuntimeException e) {
            LOG.debug("The file system does not tell how much room is left.", e);
            return Long.MAX_VALUE;
        }
    }

    private void write(PassedFrame frame) {
        boolean failedNow =
                failedAt.isPresent() && clock.instant().isBefore(failedAt.get().plus(PAUSE));
        if (full || failedNow) {
            spool.lost();
            return;
        }
        byte[] line;
        try {
            line = (Line.of(frame.kept()) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (RuntimeException | LinkageError e) { // its dialect may be gone, and its classes with it
            LOG.warn("What is secret in a frame could not be hidden, so it is not kept", e);
            spool.lost();
            return;
        }
        boolean done = attempt(() -> {
            rotate();
            out.write(line);
            written += line.length;
        });
        if (done) {
            failedAt = Optional.empty();
        } else {
            spool.lost();
        }
    }

    private void rotate() throws IOException {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (out != null && written < LARGEST && today.equals(day)) {
            return;
        }
        close();
        prune(now);
        // Flushed often: a sync flush ends a block of the compression, so that a file that was cut is readable up to
        // there.
        out = Files.newOutputStream(files.begin(now), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        out = new GZIPOutputStream(out, 16 * 1024, true);
        day = today;
        written = 0;
    }

    /** Forgets what is too old, also where nothing is written. */
    void prune() {
        attempt(() -> prune(clock.instant()));
    }

    private void prune(Instant now) throws IOException {
        files.prune(now.minus(Duration.ofDays(keep.days())), keep.bytes());
    }

    void close() throws IOException {
        if (out != null) {
            OutputStream finished = out;
            out = null;
            finished.close();
        }
    }

    private boolean attempt(Writing writing) {
        try {
            writing.run();
            return true;
        } catch (IOException | RuntimeException e) {
            if (failedAt.isEmpty()) {
                LOG.warn(
                        "The wire log cannot be written; it is tried again in a minute, what comes until then is lost.",
                        e);
            }
            failedAt = Optional.of(clock.instant());
            closeQuietly(); // what is half written is readable up to there
            return false;
        }
    }

    private void closeQuietly() {
        try {
            close();
        } catch (IOException | RuntimeException e) {
            LOG.debug("A file of the wire log was not ended.", e);
        }
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }
}
