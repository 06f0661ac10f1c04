package org.ohmstead.store;

import static org.ohmstead.store.Statements.first;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.ohmstead.api.model.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a server that starts until when the one before it ran, however it ended. Every fact is a sign of life; in a quiet night
 * a row written once a minute is, so that a killed server's last minute at most is taken for an outage.
 */
final class SignOfLife implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SignOfLife.class);
    private static final long PERIOD_SECONDS = 60;
    private static final long MARK_SECONDS = 5;

    private static final Sql SQL = Sql.beside(SignOfLife.class, "alive.sql");
    private static final String ALIVE = SQL.get("alive");
    private static final String LAST_FACT = SQL.get("lastFact");
    private static final String LAST_ALIVE = SQL.get("lastAlive");

    private final Writer writer;
    private final Clock clock;
    private final ClockWatch watch;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("store-sign-of-life").daemon().factory());

    /**
     * @param watch looks each minute whether the clock that is written is still right
     * @param mark written every few seconds
     */
    SignOfLife(Writer writer, Clock clock, ClockWatch watch, HighWaterMark mark) {
        this.writer = writer;
        this.clock = clock;
        this.watch = watch;
        timer.scheduleAtFixedRate(this::live, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
        timer.scheduleAtFixedRate(mark::write, MARK_SECONDS, MARK_SECONDS, TimeUnit.SECONDS);
    }

    /** Of the server before this one; empty if there was none. */
    static Optional<Instant> last(Statements statements) throws SQLException {
        return Stream.of(
                        first(statements.prepare(LAST_FACT), row -> Micros.instant(row.getLong(1))),
                        first(statements.prepare(LAST_ALIVE), row -> Micros.instant(row.getLong(1))))
                .flatMap(Optional::stream)
                .max(Instant::compareTo);
    }

    /** The timer would never come again after an exception. */
    private void live() {
        try {
            watch.look();
            write();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("The sign of life failed; it is tried again in a minute.", e);
        }
    }

    void write() {
        try {
            writer.write(work -> {
                PreparedStatement alive = work.prepare(ALIVE);
                alive.setLong(1, Micros.of(clock.instant()));
                return work.execute(alive);
            });
        } catch (StoreUnavailable e) {
            LOG.debug("The sign of life was not written.", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
