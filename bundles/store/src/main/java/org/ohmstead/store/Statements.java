package org.ohmstead.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection with its prepared statements, kept for as long as it lives. Used by one thread. */
public final class Statements {

    private static final Logger LOG = LoggerFactory.getLogger(Statements.class);

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Statements(Connection connection) {
        this.connection = connection;
    }

    /** The statement for this text; prepared at most once. Its parameters keep the values of its last use. */
    public PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            prepared.put(sql, known);
        }
        return known;
    }

    /** All rows of a prepared query. */
    public static <T> List<T> list(PreparedStatement query, Row<T> row) throws SQLException {
        List<T> found = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                found.add(row.read(rows));
            }
        }
        return found;
    }

    /** The first row of a prepared query. */
    public static <T> Optional<T> first(PreparedStatement query, Row<T> row) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
        }
    }

    Connection connection() {
        return connection;
    }

    /** Gives the connection up, whatever state it is in: what was not committed is gone. */
    void discard() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.debug("A connection given up had nothing to roll back.", e);
        }
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("A connection given up did not close.", e);
        }
    }

    /** Makes a value of the row a result set stands on. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }
}
