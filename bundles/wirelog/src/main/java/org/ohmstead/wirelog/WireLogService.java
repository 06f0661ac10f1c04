package org.ohmstead.wirelog;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.ohmstead.api.csms.FrameTap;
import org.ohmstead.api.csms.FrameTap.SeenFrame;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.csms.Meters;
import org.ohmstead.api.csms.WireLog;
import org.ohmstead.api.model.Page;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Taps all connections and writes a few times a second; searches what was written. */
@Component(
        service = {WireLog.class, HealthCheck.class},
        immediate = true,
        configurationPid = "org.ohmstead.wirelog")
@Designate(ocd = WireLogService.Settings.class)
public final class WireLogService implements WireLog, HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(WireLogService.class);
    private static final long BEAT_MILLIS = 250;
    private static final long BEATS_AN_HOUR = Duration.ofHours(1).toMillis() / BEAT_MILLIS;
    private static final long SPOOL_CHARACTERS = 8L << 20;

    /** For one page; a second or two of a processor. */
    private static final long SEARCHED_CHARACTERS = 64L << 20;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Duration RECENTLY = Duration.ofMinutes(10);

    /** How much of what stations and server said is kept. */
    @ObjectClassDefinition(
            name = "Wire log",
            description =
                    "What went over the wire, in compressed files in the folder wirelog of the home, without keys and"
                            + " with cards shortened.")
    public @interface Settings {

        @AttributeDefinition(description = "Whether it is written. What was written before stays until it is too old.")
        boolean enabled() default true;

        @AttributeDefinition(description = "So many days are kept.", min = "1", max = "3650")
        int days() default 7;

        @AttributeDefinition(
                description = "At most so many megabytes are kept; the oldest go first, also within those days.",
                min = "64",
                max = "1000000")
        int megabytes() default 1024;

        @AttributeDefinition(
                description =
                        "When fewer megabytes than this are left on its disk it is not written, so that what is left"
                                + " is the database's; more than leastDiskMegabytes of the store.",
                min = "1",
                max = "10000000")
        long leastDiskMegabytes() default 512;
    }

    private final LogFiles files;
    private final Turn turn = new Turn(LONGEST_WAIT);
    private final Spool spool = new Spool(SPOOL_CHARACTERS);
    private final LogWriter writer;
    private final Clock clock;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private final Optional<AutoCloseable> tap;
    private final Meters.Registration dropped;
    private long droppedBefore;
    private volatile Optional<Instant> droppedAt = Optional.empty();

    /** Begins to write, unless the settings say otherwise. */
    @Activate
    public WireLogService(
            Settings settings, BundleContext context, @Reference FrameTap frames, @Reference Meters meters) {
        this(settings, new LogFiles(Path.of(context.getProperty("ohmstead.home"), "wirelog")), frames, meters);
    }

    private WireLogService(Settings settings, LogFiles files, FrameTap frames, Meters meters) {
        this(settings, files, files::roomLeft, frames, meters, Clock.systemUTC());
    }

    WireLogService(
            Settings settings, LogFiles files, LogWriter.Room room, FrameTap frames, Meters meters, Clock clock) {
        this.clock = clock;
        this.files = files;
        LogWriter.Keep keep = new LogWriter.Keep(
                settings.days(), (long) settings.megabytes() << 20, settings.leastDiskMegabytes() << 20);
        writer = new LogWriter(files, room, spool, keep, clock);
        dropped = meters.total(
                "wirelog.dropped", "Frames the wire log had no room or disk for, since the start", spool::dropped);
        thread = Thread.ofPlatform().daemon().name("wire-log").start(this::run);
        tap = settings.enabled() ? Optional.of(frames.watchAll(spool::put)) : Optional.empty();
    }

    /** Writes what came. */
    @Deactivate
    void close() throws Exception {
        if (tap.isPresent()) {
            tap.get().close();
        }
        dropped.close();
        stopping.countDown();
        thread.join();
    }

    private void run() {
        try {
            for (long beat = 0; !stopping.await(BEAT_MILLIS, TimeUnit.MILLISECONDS); beat++) {
                work(beat);
            }
            writer.drain();
            writer.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("The last file of the wire log could not be closed", e);
        }
    }

    /** A frame nobody can write is no end of the log. */
    private void work(long beat) {
        try {
            writer.drain();
            noticeDropped();
            if (beat % BEATS_AN_HOUR == 0) {
                writer.prune();
            }
        } catch (RuntimeException e) {
            LOG.error("The wire log lost a frame", e);
        }
    }

    private void noticeDropped() {
        long dropped = spool.dropped();
        if (dropped > droppedBefore) {
            if (droppedAt.isEmpty() || droppedAt.get().plus(RECENTLY).isBefore(clock.instant())) {
                LOG.warn("The wire log lost frames: {} since the start", dropped);
            }
            droppedAt = Optional.of(clock.instant());
            droppedBefore = dropped;
        }
    }

    @Override
    public Page<SeenFrame> search(Query query, Page.Request request) {
        var search = new Search(query, request, SEARCHED_CHARACTERS);
        return turn.take(() -> search.in(files));
    }

    @Override
    public String name() {
        return "wire log";
    }

    @Override
    public Health check() {
        if (writer.isFull()) {
            return new Health(
                    Status.WARN,
                    "The wire log is not written, since the disk is nearly full; charging goes on.",
                    "Make room on the disk of the folder wirelog; it goes on by itself.");
        }
        if (writer.failedAt().isPresent()) {
            return new Health(
                    Status.WARN,
                    "The wire log cannot be written; charging goes on.",
                    "Look for the cause in the log: disk full, rights changed.");
        }
        if (droppedAt.filter(at -> at.plus(RECENTLY).isAfter(clock.instant())).isPresent()) {
            return new Health(
                    Status.WARN,
                    "The wire log lost frames: " + spool.dropped() + " since the start.",
                    "The disk or the processor is too slow for this many messages; charging goes on.");
        }
        return Health.ok("The wire log is " + (tap.isPresent() ? "written." : "switched off."));
    }
}
