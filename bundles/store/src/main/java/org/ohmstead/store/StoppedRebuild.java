package org.ohmstead.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.ohmstead.api.database.DatabaseEngine;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.store.check.Checked;
import org.ohmstead.store.check.DerivedRows;
import org.ohmstead.store.journal.TokenNumbersTable;
import org.ohmstead.store.tables.AvailabilityRows;
import org.ohmstead.store.tables.Rebuild;

/**
 * Makes what is derived from the journal anew in the database of a home whose server is stopped. It writes as the server does,
 * but says nothing in the journal.
 */
public final class StoppedRebuild implements AutoCloseable {

    private final DatabaseEngine engine;
    private final Writer writer;
    private final Readers readers;
    private final DerivedRows before;
    private final Rebuild rebuild;

    private StoppedRebuild(DatabaseEngine engine, Writer writer, Readers readers, DerivedRows before, Rebuild rebuild) {
        this.engine = engine;
        this.writer = writer;
        this.readers = readers;
        this.before = before;
        this.rebuild = rebuild;
    }

    /**
     * Opens it and looks at what is there; nothing is changed yet but the shape of an older release's.
     *
     * @throws IllegalStateException with a sentence for the operator where it is of a newer release, or the journal does not
     *     tell it all
     */
    public static StoppedRebuild open(DatabaseEngine engine, Path home) throws SQLException {
        try {
            DataSource source = engine.open(home.resolve(StoreService.FOLDER));
            DerivedRows before;
            try (Connection connection = source.getConnection()) {
                engine.assertDurable(connection);
                new Migrations(Clock.systemUTC()).apply(connection);
                before = new DerivedRows(new Statements(connection));
                connection.commit();
            }
            DiskSpace disk = new DiskSpace(DiskSpace.Room.ofDatabase(home), DiskSpace.Limits.USUAL);
            Writer writer =
                    new Writer(engine, source, disk, Writer.Limits.DEFAULT, (position, units, rows, nanos) -> {});
            Readers readers = new Readers(source);
            writer.start();
            try {
                Rebuild rebuild = new Rebuild(writer, readers, new TokenNumbersTable(writer, readers));
                return new StoppedRebuild(engine, writer, readers, before, rebuild);
            } catch (RuntimeException e) {
                writer.close();
                readers.close();
                throw e;
            }
        } catch (SQLException | RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /** Repeating it is harmless, and needed where it was interrupted. Takes as long as the journal is. */
    public Rebuilt run() {
        JournalPosition position = rebuild.run();
        boolean ledger = AvailabilityRows.clear(writer, readers);
        return new Rebuilt(position, readers.read(before::differences), ledger);
    }

    @Override
    public void close() {
        writer.close();
        readers.close();
        engine.close();
    }

    /**
     * What came of it.
     *
     * @param position the last entry of the journal
     * @param differences what was not as the journal tells
     * @param ledger whether the ledger of availability is made anew when the server starts next; else the journal's beginning was
     *     pruned, and it stays as it is
     */
    public record Rebuilt(JournalPosition position, List<Checked> differences, boolean ledger) {}
}
