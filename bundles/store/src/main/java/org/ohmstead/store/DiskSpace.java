package org.ohmstead.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.ohmstead.api.csms.HealthCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much room is left on the disk of the database. A database that meets a full disk in the middle of a commit shuts itself
 * down and needs room to recover, so the writer stops while there is some left, and goes on by itself once there is more.
 */
final class DiskSpace implements HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(DiskSpace.class);
    private static final long MEGABYTE = 1 << 20;

    private final Room room;
    private volatile Limits limits;
    private volatile boolean full;

    /** In bytes left: below {@code low} an operator is told, below {@code least} nothing is written. */
    record Limits(long low, long least) {

        static final Limits USUAL = ofMegabytes(2_048, 256);

        static Limits ofMegabytes(long low, long least) {
            return new Limits(low * MEGABYTE, least * MEGABYTE);
        }

        /** Once full, a quarter more is wanted, so that it does not come and go with every file. */
        long enoughAgain() {
            return least + least / 4;
        }
    }

    /** Bytes that may still be written. */
    @FunctionalInterface
    interface Room {

        long left() throws IOException;

        /** On the disk of the database of a home, which may be another than that of the home. */
        static Room ofDatabase(Path home) {
            Path folder = home.resolve(StoreService.FOLDER);
            return () ->
                    Files.getFileStore(Files.exists(folder) ? folder : home).getUsableSpace();
        }
    }

    DiskSpace(Room room, Limits limits) {
        this.room = room;
        this.limits = limits;
    }

    void limit(Limits changed) {
        limits = changed;
    }

    /** Why nothing may be written now; asks the file system. */
    Optional<String> refusal() {
        Optional<Long> left = left();
        boolean was = full;
        full = left.isPresent() && left.get() < (was ? limits.enoughAgain() : limits.least());
        if (full && !was) {
            LOG.error(
                    "The disk is full: {}. Nothing is stored and stations are told to come back until there is room.",
                    shortage());
        } else if (was && !full) {
            LOG.info("There is room on the disk again.");
        }
        return full ? Optional.of("The disk is full") : Optional.empty();
    }

    /** How much there is beside what there has to be, in words that go on from elsewhere. */
    String shortage() {
        return left().map(bytes -> bytes / MEGABYTE + " MB are left").orElse("nobody knows how many MB are left")
                + " of the " + limits.least() / MEGABYTE + " MB that leastDiskMegabytes keeps free";
    }

    /** Empty where the file system does not tell; then the database finds out. */
    private Optional<Long> left() {
        try {
            return Optional.of(room.left());
        } catch (IOException | RuntimeException e) {
            LOG.debug("The file system does not tell how much room is left.", e);
            return Optional.empty();
        }
    }

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public Health check() {
        Optional<Long> left = left();
        if (left.isEmpty()) {
            return Health.ok("The file system does not tell how much room is left.");
        }
        String told = left.get() / MEGABYTE + " MB are left on the disk of the database.";
        if (full || left.get() < limits.least()) {
            return new Health(
                    Status.DOWN,
                    told + " Nothing is stored; stations keep what they have to say and are told to come back.",
                    "Make room: remove old files of logs/ (never of data/) or of others on this disk, or give it more. The server goes on by"
                            + " itself at " + limits.enoughAgain() / MEGABYTE + " MB, a quarter more than"
                            + " leastDiskMegabytes.");
        }
        if (left.get() < limits.low()) {
            return new Health(
                    Status.WARN,
                    told + " That is less than the " + limits.low() / MEGABYTE + " MB of lowDiskMegabytes.",
                    "Make room. Everything is stored until less than the " + limits.least() / MEGABYTE
                            + " MB of leastDiskMegabytes are left.");
        }
        return Health.ok(told);
    }
}
