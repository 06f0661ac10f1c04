package org.ohmstead.api.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A database engine for the store. Registered as a service by a {@code database-*} bundle; the store uses the one with the
 * highest ranking. All methods may block.
 */
@ConsumerType
public interface DatabaseEngine {

    /** Short name, lower case; also the folder of migrations that differ for this engine. */
    String name();

    /**
     * Opens the database, creating it where it does not exist yet. Called once.
     *
     * @param directory where an embedded engine keeps its files; exists and belongs to us
     */
    DataSource open(Path directory) throws SQLException;

    /**
     * Copies the database while it is in use, as it is at one moment. Writing goes on meanwhile. Blocks for as long as it
     * takes to copy the files; called on a platform thread.
     *
     * @param connection without a transaction under way
     * @param directory empty; afterwards {@link #open} finds the copy there
     * @throws SQLException if the copy is not complete, for example because the disk is full
     * @throws UnsupportedOperationException with a sentence on how this engine is backed up, if it does that itself
     */
    default void copyTo(Connection connection, Path directory) throws SQLException {
        throw new UnsupportedOperationException("The database " + name() + " is backed up by its own means");
    }

    /**
     * Reads all of a database that nobody writes, and compares its tables with their indexes; takes seconds for each gigabyte.
     *
     * @param connection without a transaction under way; after an error it is of no use
     * @param heard how many of how many tables were read
     * @throws SQLException if part of it cannot be read or does not fit; the message says which
     */
    default void check(Connection connection, Progress heard) throws SQLException {
        // An engine that looks after its own files has nothing to say here.
    }

    /** Who waits for something long. */
    @FunctionalInterface
    interface Progress {
        void done(int parts, int of);
    }

    /** Whether an error says that what lies on disk is not what was written there. Pure. */
    default boolean damaged(SQLException error) {
        return false;
    }

    /** Closes the database cleanly. Called once, after all connections were closed; repeated calls do nothing. */
    void close();

    /** What an error means to the unit of work that met it. Pure. */
    Failure interpret(SQLException error);

    /**
     * Checks that a commit on this connection really is on disk.
     *
     * @throws IllegalStateException if the engine is set to forget commits in a crash
     */
    void assertDurable(Connection connection) throws SQLException;

    /** What an error leaves behind. */
    enum Failure {
        /** The key is there already; the statement had no effect and the transaction goes on. */
        DUPLICATE_KEY,
        /** The statement failed; the transaction goes on. */
        STATEMENT,
        /** The transaction was rolled back by the engine; it may be tried again on a new connection. */
        TRANSACTION_LOST,
        /** The connection is gone; whether a commit under way took effect is not known. */
        CONNECTION_LOST
    }
}
