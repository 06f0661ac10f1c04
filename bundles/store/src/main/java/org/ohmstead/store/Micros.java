package org.ohmstead.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;

/**
 * How times lie in the database: microseconds since 1970 as BIGINT. SQL's TIMESTAMP goes through the time zone of the JVM,
 * where an hour is missing each spring, and costs a calendar computation per value.
 */
public final class Micros {

    private static final long PER_SECOND = 1_000_000;
    private static final long MOST_SECONDS = Long.MAX_VALUE / PER_SECOND - 1;

    private Micros() {}

    /** Times beyond some 290,000 years are moved to that border: stations with a broken clock send such. */
    public static long of(Instant instant) {
        long seconds = Math.clamp(instant.getEpochSecond(), -MOST_SECONDS, MOST_SECONDS);
        return seconds * PER_SECOND + instant.getNano() / 1_000;
    }

    public static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * 1_000);
    }

    public static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        long micros = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(instant(micros));
    }

    public static void set(PreparedStatement statement, int parameter, Optional<Instant> instant) throws SQLException {
        if (instant.isPresent()) {
            statement.setLong(parameter, of(instant.get()));
        } else {
            statement.setNull(parameter, Types.BIGINT);
        }
    }
}
