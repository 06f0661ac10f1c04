package org.ohmstead.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.journal.Facts.ServerClockJumped;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when the server's clock is set, or the machine was suspended: every time of receipt is that clock's, so whoever reads
 * the journal later has to know. Nothing stops for it. Looked at by one thread.
 */
final class ClockWatch implements HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);

    /** What keeps a clock right without a jump moves it by 30 ms a minute at most (adjtime, 500 ppm). */
    private static final Duration TOLERATED = Duration.ofSeconds(5);

    /** So long an operator is told. */
    private static final Duration TOLD = Duration.ofDays(1);

    private final Clock clock;
    private final LongSupplier nanos;
    private final Consumer<ServerClockJumped> journal;
    private Instant lookedAt;
    private long lookedAtNanos;
    private long jumpedAtNanos;
    private volatile Optional<ServerClockJumped> last = Optional.empty();

    /** @param nanos a time that runs evenly, as {@link System#nanoTime} does */
    ClockWatch(Clock clock, LongSupplier nanos, Consumer<ServerClockJumped> journal) {
        this.clock = clock;
        this.nanos = nanos;
        this.journal = journal;
        this.lookedAt = clock.instant();
        this.lookedAtNanos = nanos.getAsLong();
    }

    void look() {
        Instant now = clock.instant();
        long nowNanos = nanos.getAsLong();
        Instant expected = lookedAt.plusNanos(nowNanos - lookedAtNanos);
        lookedAt = now;
        lookedAtNanos = nowNanos;
        if (Duration.between(expected, now).abs().compareTo(TOLERATED) > 0) {
            ServerClockJumped jump = new ServerClockJumped(expected, now);
            LOG.warn("The server's clock jumped from {} to {}.", expected, now);
            jumpedAtNanos = nowNanos;
            last = Optional.of(jump);
            journal.accept(jump);
        } else if (last.isPresent() && nowNanos - jumpedAtNanos > TOLD.toNanos()) {
            last = Optional.empty();
        }
    }

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public Health check() {
        return last.map(jump -> new Health(
                        Status.WARN,
                        "The server's clock jumped from " + jump.expected() + " to " + jump.now() + ".",
                        "Let a time service (NTP) keep the clock, and do not suspend this machine. Look at what ended or"
                                + " was paid at that time; stations get the right time with their next heartbeat."))
                .orElseGet(() -> Health.ok("The server's clock goes evenly."));
    }
}
