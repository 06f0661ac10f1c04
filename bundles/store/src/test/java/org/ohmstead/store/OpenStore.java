package org.ohmstead.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.ohmstead.api.database.DatabaseEngine;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.database.derby.DerbyEngine;
import org.ohmstead.store.journal.JournalService;

/** A store on a real Derby in a directory, for tests; opening the same directory again is a restart. */
public final class OpenStore implements AutoCloseable {

    public static final Instant T0 = Instant.parse("2026-11-22T08:00:00Z");

    private final StoreService service;
    private final JournalService journal;
    private final AtomicInteger mostRows = new AtomicInteger();

    public OpenStore(Path home) {
        this(home, new DerbyEngine(), Writer.Limits.DEFAULT, roomy());
    }

    OpenStore(Path home, DatabaseEngine engine, Writer.Limits limits) {
        this(home, engine, limits, roomy());
    }

    private static DiskSpace roomy() {
        return new DiskSpace(() -> Long.MAX_VALUE, DiskSpace.Limits.ofMegabytes(2, 1));
    }

    OpenStore(Path home, DatabaseEngine engine, Writer.Limits limits, DiskSpace disk) {
        try {
            if (!Files.exists(home.resolve("data"))) {
                Template.copyTo(home);
            }
            service = new StoreService(engine, home, "1.2.3", Clock.fixed(T0, ZoneOffset.UTC), limits, disk);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        journal = new JournalService(service);
    }

    public StoreService service() {
        return service;
    }

    /** How many rows the largest commit changed since the last call of this; the first only begins to look. */
    public int rowsOfLargestCommit() {
        service.onCommit((position, units, rows, nanos) -> mostRows.accumulateAndGet(rows, Math::max));
        return mostRows.getAndSet(0);
    }

    /** Calls it after each commit, on the writer's thread. */
    public void onCommit(Runnable listener) {
        service.onCommit((position, units, rows, nanos) -> listener.run());
    }

    public JournalService journal() {
        return journal;
    }

    /** The whole journal. */
    public List<JournalEntry> entries() {
        List<JournalEntry> all = new ArrayList<>();
        JournalPosition after = new JournalPosition(1, 0);
        List<JournalEntry> page;
        do {
            page = journal.read(after, 1_000);
            all.addAll(page);
            after = page.isEmpty() ? after : page.getLast().position();
        } while (!page.isEmpty());
        return all;
    }

    /** The whole journal but for the server's own coming and going. */
    public List<Fact> facts() {
        return entries().stream()
                .map(JournalEntry::fact)
                .filter(fact -> !(fact instanceof Facts.ServerStarted || fact instanceof Facts.ServerStopped))
                .toList();
    }

    @Override
    public void close() {
        journal.close();
        service.close();
    }

    /** Copies a directory; of a database in use that gives what a killed process leaves behind. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    /** A migrated database without any rows, made once: making one takes ten times as long as opening a copy. */
    private static final class Template {

        private static final Path HOME = make();

        private static Path make() {
            try {
                Path home = Files.createTempDirectory("ohmstead-template");
                DatabaseEngine engine = new DerbyEngine();
                try (Connection connection =
                        engine.open(Files.createDirectory(home.resolve("data"))).getConnection()) {
                    new Migrations(Clock.fixed(T0, ZoneOffset.UTC)).apply(connection);
                }
                engine.close();
                return home;
            } catch (IOException | SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        static void copyTo(Path home) throws IOException {
            copy(HOME, home);
        }
    }
}
