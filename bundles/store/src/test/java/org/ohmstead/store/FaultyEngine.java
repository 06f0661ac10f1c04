package org.ohmstead.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.ohmstead.api.database.DatabaseEngine;
import org.ohmstead.database.derby.DerbyEngine;

/** A real Derby whose commits fail and whose connections are refused on demand. */
class FaultyEngine implements DatabaseEngine {

    private final DatabaseEngine derby = new DerbyEngine();
    private final AtomicInteger commitsToFail = new AtomicInteger();
    private DataSource real;
    private volatile boolean afterwards;
    private volatile String state = "";
    private volatile boolean refused;

    /** The next commits roll back and fail. */
    void failCommits(int count, String sqlState) {
        state = sqlState;
        afterwards = false;
        commitsToFail.set(count);
    }

    /** The next commits take effect, and then fail. */
    void failAfterCommits(int count, String sqlState) {
        state = sqlState;
        afterwards = true;
        commitsToFail.set(count);
    }

    void refuseConnections() {
        refused = true;
    }

    void heal() {
        refused = false;
        commitsToFail.set(0);
    }

    /** A connection without faults. */
    Connection connection() throws SQLException {
        return real.getConnection();
    }

    @Override
    public String name() {
        return derby.name();
    }

    @Override
    public DataSource open(Path directory) throws SQLException {
        real = derby.open(directory);
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, args) -> {
                    if (refused) {
                        throw new SQLException("refused", "08001");
                    }
                    return faulty((Connection) method.invoke(real, args));
                });
    }

    private Connection faulty(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    boolean fails = method.getName().equals("commit")
                            && commitsToFail.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
                    if (fails && !afterwards) {
                        connection.rollback();
                        throw new SQLException("made to fail", state);
                    }
                    try {
                        Object result = method.invoke(connection, args);
                        if (fails) {
                            throw new SQLException("made to fail", state);
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public void copyTo(Connection connection, Path directory) throws SQLException {
        derby.copyTo(connection, directory);
    }

    @Override
    public void close() {
        derby.close();
    }

    @Override
    public Failure interpret(SQLException error) {
        return derby.interpret(error);
    }

    @Override
    public void assertDurable(Connection connection) throws SQLException {
        derby.assertDurable(connection);
    }
}
