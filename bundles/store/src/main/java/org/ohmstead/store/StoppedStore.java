package org.ohmstead.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.ohmstead.api.database.DatabaseEngine;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.store.check.Checked;
import org.ohmstead.store.check.StoreCheck;
import org.ohmstead.store.journal.Epochs;
import org.ohmstead.store.journal.JournalCheck;
import org.ohmstead.store.journal.JournalTable;

/**
 * A copy of the database that no server uses, in the process of whoever makes a backup, restores or verifies it. One thread,
 * one connection.
 */
public final class StoppedStore implements AutoCloseable {

    private static final String RESERVED = "select reserved from station_transaction_number";
    private static final String RESERVE = "update station_transaction_number set reserved = ?";

    private static final String SIGN_OUT = "delete from person_session";

    private final DatabaseEngine engine;
    private final Statements statements;

    private StoppedStore(DatabaseEngine engine, Statements statements) {
        this.engine = engine;
        this.statements = statements;
    }

    /**
     * Opens a copy; what a killed server left behind is put in order first.
     *
     * @param folder as the engine's {@code copyTo} leaves it
     * @throws SQLException if it is no database, or damaged
     */
    public static StoppedStore open(DatabaseEngine engine, Path folder) throws SQLException {
        try {
            Connection connection = engine.open(folder).getConnection();
            connection.setAutoCommit(false);
            StoppedStore store = new StoppedStore(engine, new Statements(connection));
            store.head();
            return store;
        } catch (SQLException e) {
            engine.close();
            throw e;
        }
    }

    /** The name of the last migration this release knows. */
    public static String newestSchema() {
        return Migrations.ALL.getLast();
    }

    /** The name of the last migration this database had. */
    public String schema() throws SQLException {
        return Statements.first(statements.prepare("select max(name) from migration"), row -> row.getString(1))
                .orElseThrow();
    }

    /** The last entry of the journal. */
    public JournalPosition head() throws SQLException {
        return JournalTable.head(statements);
    }

    /** The last number that may have been handed out to a station of OCPP 1.6 for a transaction. */
    public long numbers() throws SQLException {
        return Statements.first(statements.prepare(RESERVED), row -> row.getLong(1))
                .orElseThrow();
    }

    /**
     * Gives the database the shape this release needs.
     *
     * @throws IllegalStateException with a sentence for the operator if it is of a newer release
     */
    public void migrate() throws SQLException {
        new Migrations(Clock.systemUTC()).apply(statements.connection());
    }

    /**
     * Begins another epoch of the journal behind its last entry. Nobody is signed in at the console in it: who signed out
     * since would be in again.
     *
     * @param epoch larger than all before
     * @param numbers those up to here are not handed out any more
     */
    public void begin(long epoch, long numbers) throws SQLException {
        Epochs.begin(statements, epoch);
        PreparedStatement reserve = statements.prepare(RESERVE);
        reserve.setLong(1, numbers);
        reserve.executeUpdate();
        statements.prepare(SIGN_OUT).executeUpdate();
        statements.connection().commit();
    }

    /**
     * Reads every page and every index; takes seconds for each gigabyte.
     *
     * @param heard how many of how many tables were read
     * @throws SQLException if one is damaged; then nothing more can be asked
     */
    public void readAll(DatabaseEngine.Progress heard) throws SQLException {
        engine.check(statements.connection(), heard);
        statements.connection().rollback();
    }

    /** Looks for what does not fit together; the database must have been migrated. */
    public List<Checked> check() throws SQLException {
        return new StoreCheck(statements).run();
    }

    /** What of the journal is not whole, as sentences; the database must have been migrated. */
    public List<String> gaps() throws SQLException {
        List<String> gaps = new ArrayList<>();
        new JournalCheck(statements, gaps::add).walk(entry -> {});
        return gaps;
    }

    /** Closes it, so that it needs no recovery when it is opened next. */
    @Override
    public void close() {
        statements.discard();
        engine.close();
    }
}
