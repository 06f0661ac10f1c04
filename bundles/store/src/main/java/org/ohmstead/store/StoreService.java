package org.ohmstead.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.database.DatabaseCopy;
import org.ohmstead.api.database.DatabaseEngine;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.store.journal.Append;
import org.ohmstead.store.journal.Epochs;
import org.ohmstead.store.journal.FactCodec;
import org.ohmstead.store.journal.JournalTable;
import org.ohmstead.store.journal.TokenNumbersTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database while it is open: its writer, its readers and what both need to know. The ports and the journal stand on it.
 */
public final class StoreService implements HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(StoreService.class);

    /** Of the database, in the home; it may be a disk of its own. */
    static final String FOLDER = "data";

    private static final SiteId NO_SITE = SiteId.DEFAULT;

    private final DatabaseEngine engine;
    private final Clock clock;
    private final Writer writer;
    private final Readers readers;
    private final Sites sites;
    private final TokenNumbersTable tokens;
    private final FactCodec codec = new FactCodec();
    private final ClockWatch clockWatch;
    private final HighWaterMark mark;
    private final SignOfLife signOfLife;
    private final DatabaseCopy copies;
    private Epochs epochs;
    private Optional<Instant> lastAlive = Optional.empty();
    private volatile JournalPosition head;
    private volatile Consumer<JournalPosition> appended = position -> {};
    private volatile Writer.CommitListener measured = (position, units, rows, nanos) -> {};

    /** @throws IllegalStateException with a sentence for the operator if the database cannot be opened */
    StoreService(DatabaseEngine engine, Path home, String release, Clock clock, Writer.Limits limits, DiskSpace disk)
            throws IOException {
        this.engine = engine;
        this.clock = clock;
        Path directory = Files.createDirectories(home.resolve(FOLDER));
        NoStore no = new NoStore(home, directory);
        Optional<JournalPosition> reached = HighWaterMark.read(home);
        if (reached.isPresent() && Files.notExists(directory.resolve(engine.name()))) {
            throw no.database(reached.get());
        }
        // Before anything is migrated: what the release before could open it shall be able to open still.
        if (disk.refusal().isPresent()) {
            throw no.room(disk.shortage(), null);
        }
        DataSource source;
        try {
            source = engine.open(directory);
            sites = prepare(source);
            HighWaterMark.missing(reached, head).ifPresent(missing -> {
                throw no.end(missing);
            });
        } catch (SQLException e) {
            engine.close();
            throw no.reason(e);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
        writer = new Writer(engine, source, disk, limits, this::committed);
        readers = new Readers(source);
        copies = new OnlineCopy(engine, source, home);
        tokens = new TokenNumbersTable(writer, readers);
        writer.start();
        begin(new Facts.ServerStarted(release, lastAlive), no);
        clockWatch = new ClockWatch(clock, System::nanoTime, this::tryToAppend);
        mark = new HighWaterMark(home, this::head);
        signOfLife = new SignOfLife(writer, clock, clockWatch, mark);
    }

    /** A store that cannot even say that it is there is none: what was opened is closed, and somebody starts the server again. */
    private void begin(Fact started, NoStore no) {
        try {
            appendOwn(started);
        } catch (StoreUnavailable e) {
            writer.close();
            readers.close();
            engine.close();
            throw no.room(e.getMessage(), e);
        }
    }

    private Sites prepare(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            engine.assertDurable(connection);
            new Migrations(clock).apply(connection);
            Statements statements = new Statements(connection);
            head = JournalTable.head(statements);
            epochs = Epochs.read(statements);
            lastAlive = SignOfLife.last(statements);
            Sites known = new Sites(statements);
            connection.commit();
            return known;
        }
    }

    /** Writes what waits and closes the database. */
    public void close() {
        signOfLife.close();
        tryToAppend(new Facts.ServerStopped());
        writer.close();
        readers.close();
        engine.close();
        mark.write();
    }

    private void tryToAppend(Fact fact) {
        try {
            appendOwn(fact);
        } catch (StoreUnavailable e) {
            LOG.warn("The journal does not say {}: {}.", fact, e.getMessage());
        }
    }

    private void appendOwn(Fact fact) {
        append(entry(Optional.empty(), clock.instant(), NO_SITE, Optional.empty(), fact));
    }

    private void append(Append entry) {
        writer.write(work -> {
            work.append(entry);
            return null;
        });
    }

    private void committed(JournalPosition newHead, int units, int rows, long nanos) {
        measured.committed(newHead, units, rows, nanos);
        if (newHead != null) {
            head = newHead;
            appended.accept(newHead);
        }
    }

    HealthCheck clockWatch() {
        return clockWatch;
    }

    public Writer writer() {
        return writer;
    }

    public Readers readers() {
        return readers;
    }

    public Sites sites() {
        return sites;
    }

    public TokenNumbersTable tokens() {
        return tokens;
    }

    public FactCodec codec() {
        return codec;
    }

    /** The epochs of the journal; the same until the server ends. */
    public Epochs epochs() {
        return epochs;
    }

    DatabaseCopy copies() {
        return copies;
    }

    /** The last durable fact. */
    public JournalPosition head() {
        return head;
    }

    /** A fact about a station, for {@link Work#append}. To be made on the caller's thread: it may wait for a token's number. */
    public Append entry(Optional<Instant> stationTime, Instant receivedAt, StationId station, Fact fact) {
        return entry(stationTime, receivedAt, sites.of(station), Optional.of(station), fact);
    }

    /** Appends a fact about a station that changes no table, in a unit of its own. */
    public void append(StationId station, Instant receivedAt, Fact fact) {
        append(entry(Optional.empty(), receivedAt, station, fact));
    }

    /** A fact for {@link Work#append}. */
    public Append entry(
            Optional<Instant> stationTime, Instant receivedAt, SiteId site, Optional<StationId> station, Fact fact) {
        return codec.append(stationTime, receivedAt, site, station, fact, tokens);
    }

    /** Who hears of each commit that appended facts: the journal. On the writer's thread. */
    public void onAppend(Consumer<JournalPosition> listener) {
        appended = listener;
    }

    void onCommit(Writer.CommitListener listener) {
        measured = listener;
    }

    @Override
    public String name() {
        return "store";
    }

    @Override
    public Health check() {
        Optional<String> refusal = writer.refusal();
        if (refusal.isPresent()) {
            return new Health(
                    Status.DOWN,
                    refusal.get() + "; nothing is stored and stations are told to come back.",
                    "Look for the cause in the log: disk full, files moved, rights changed.");
        }
        int waiting = writer.waiting();
        if (waiting > writer.capacity() / 2) {
            return new Health(
                    Status.WARN,
                    waiting + " units of work wait for the database.",
                    "The disk is too slow for this many stations, or something else uses it.");
        }
        return Health.ok("The database is open; the journal is at " + head + ".");
    }
}
