package org.ohmstead.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.ohmstead.api.model.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads on a few platform threads, each with a connection of its own: whoever asks may be a virtual thread that is
 * interrupted, which the database must not notice. A read sees committed rows only, ends its transaction at once and hands
 * out finished values.
 */
public final class Readers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);
    private static final int THREADS = 4;
    private static final int WAITING = 1_000;

    private final DataSource source;
    private final ThreadPoolExecutor threads;
    private final ThreadLocal<Statements> connections = new ThreadLocal<>();

    Readers(DataSource source) {
        this.source = source;
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().name("store-reader-", 1).daemon().factory());
    }

    /**
     * Runs a query and waits for it.
     *
     * @throws StoreUnavailable if the database cannot be read or too many wait already
     */
    public <T> T read(Query<T> query) {
        try {
            return CompletableFuture.supplyAsync(() -> run(query), threads).join();
        } catch (RejectedExecutionException e) {
            throw new StoreUnavailable("Too many wait for the database's readers", false, e);
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private <T> T run(Query<T> query) {
        try {
            T result = query.run(connection());
            connection().connection().commit();
            return result;
        } catch (SQLException e) {
            discard();
            throw new StoreUnavailable("The database could not be read", false, e);
        } catch (RuntimeException | Error e) {
            discard();
            throw e;
        }
    }

    private Statements connection() throws SQLException {
        Statements known = connections.get();
        if (known == null) {
            Connection connection = source.getConnection();
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            known = new Statements(connection);
            connections.set(known);
        }
        return known;
    }

    private void discard() {
        Statements known = connections.get();
        connections.remove();
        if (known != null) {
            known.discard();
        }
    }

    /** Waits for reads under way. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("A read is still under way while the store closes.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is read; runs on a reader's thread. */
    @FunctionalInterface
    public interface Query<T> {
        T run(Statements statements) throws SQLException;
    }
}
