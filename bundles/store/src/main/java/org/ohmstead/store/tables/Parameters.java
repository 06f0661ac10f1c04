package org.ohmstead.store.tables;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;

/** Binds the parameters of a statement in the order in which they stand. */
final class Parameters {

    private final PreparedStatement statement;
    private int bound;

    Parameters(PreparedStatement statement) {
        this.statement = statement;
    }

    Parameters add(long value) throws SQLException {
        statement.setLong(++bound, value);
        return this;
    }

    Parameters add(boolean value) throws SQLException {
        statement.setBoolean(++bound, value);
        return this;
    }

    /** @param value may be null */
    Parameters add(String value) throws SQLException {
        statement.setString(++bound, value);
        return this;
    }

    Parameters addNumber(Optional<Long> value) throws SQLException {
        if (value.isPresent()) {
            return add(value.get());
        }
        statement.setNull(++bound, Types.BIGINT);
        return this;
    }

    /** The statement, ready to be executed. */
    PreparedStatement bound() {
        return statement;
    }
}
