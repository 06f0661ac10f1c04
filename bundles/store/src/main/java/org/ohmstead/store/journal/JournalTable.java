package org.ohmstead.store.journal;

import static org.ohmstead.store.Statements.first;
import static org.ohmstead.store.Statements.list;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.StationId;
import org.ohmstead.store.Micros;
import org.ohmstead.store.Sql;
import org.ohmstead.store.Statements;

/** The journal as rows: numbers them as the last step of a commit and reads them back. */
public final class JournalTable {

    private static final Sql SQL = Sql.beside(JournalTable.class, "journal.sql");
    private static final String ADVANCE = SQL.get("advanceHead");
    private static final String HEAD = SQL.get("head");
    private static final String INSERT = SQL.get("insert");
    private static final String READ = SQL.get("read");
    private static final String READ_STATION = SQL.get("readStation");
    private static final String LATEST_OF_STATION = SQL.get("latestOfStation");
    private static final String RECEIVED_FROM = SQL.get("receivedFrom");

    private JournalTable() {}

    /**
     * Writes the facts of a commit. The head row is taken here and not before, so that it is locked for a moment only; it
     * numbers the facts in the order of commits, whoever else writes.
     *
     * @return the number of the last fact
     */
    public static JournalPosition write(Statements statements, Batch batch) throws SQLException {
        PreparedStatement advance = statements.prepare(ADVANCE);
        advance.setLong(1, batch.size());
        advance.executeUpdate();
        JournalPosition head = head(statements);
        PreparedStatement insert = statements.prepare(INSERT);
        long seq = head.seq() - batch.size();
        for (List<Append> row : batch.rows()) {
            seq += row.size();
            Append entry = row.getFirst();
            insert.setLong(1, seq);
            insert.setInt(2, row.size());
            insert.setLong(3, head.epoch());
            insert.setLong(4, Micros.of(entry.receivedAt()));
            Optional<StationId> station = entry.packed() ? Optional.empty() : entry.station();
            insert.setString(5, station.map(StationId::value).orElse(null));
            insert.setString(6, entry.kind());
            insert.setInt(7, entry.version());
            insert.setBytes(8, PackedRow.join(row));
            insert.executeUpdate();
        }
        return head;
    }

    /** The number of the last fact. */
    public static JournalPosition head(Statements statements) throws SQLException {
        return first(statements.prepare(HEAD), row -> new JournalPosition(row.getLong(2), row.getLong(1)))
                .orElseThrow(() -> new IllegalStateException("The journal has lost its head row"));
    }

    static List<Row> read(Statements statements, long after, long to, int limit) throws SQLException {
        PreparedStatement query = statements.prepare(READ);
        query.setLong(1, after);
        query.setLong(2, to);
        query.setInt(3, limit);
        return list(query, JournalTable::row);
    }

    static List<Row> read(Statements statements, StationId station, long after, int limit) throws SQLException {
        PreparedStatement query = statements.prepare(READ_STATION);
        query.setString(1, station.value());
        query.setLong(2, after);
        query.setInt(3, limit);
        return list(query, JournalTable::row);
    }

    static List<Row> latest(Statements statements, StationId station, long upTo, int limit) throws SQLException {
        PreparedStatement query = statements.prepare(LATEST_OF_STATION);
        query.setString(1, station.value());
        query.setLong(2, upTo);
        query.setInt(3, limit);
        return list(query, JournalTable::row);
    }

    /**
     * The last entry received before a time, found by halving: they lie in the order of their receipt while the clock is right. What
     * came while it was not is as old as the next entry that came while it was.
     *
     * @param now what was received later came while the clock was wrong
     */
    static long lastBefore(Statements statements, long pruned, long head, Instant before, Instant now)
            throws SQLException {
        long low = pruned;
        long high = head;
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            if (receivedFrom(statements, middle, now).filter(before::isAfter).isPresent()) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** When the first entry from there on was received of which that can be believed. */
    static Optional<Instant> receivedFrom(Statements statements, long seq, Instant now) throws SQLException {
        PreparedStatement query = statements.prepare(RECEIVED_FROM);
        query.setLong(1, seq);
        query.setLong(2, Micros.of(JournalPruning.EARLIEST));
        query.setLong(3, Micros.of(now));
        return first(query, row -> Micros.instant(row.getLong(1)));
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong(1),
                row.getInt(2),
                row.getLong(3),
                Micros.instant(row, 4),
                Micros.instant(row.getLong(5)),
                Optional.ofNullable(row.getString(6)),
                Optional.ofNullable(row.getString(7)),
                row.getString(8),
                row.getInt(9),
                Optional.ofNullable(row.getString(10)),
                row.getBytes(11));
    }

    /**
     * A row as it lies there.
     *
     * @param seq of its last fact
     * @param facts how many it holds
     * @param stationTime of the first release's rows of one fact, as are site and fact, its JSON
     * @param pack all of them; null in those rows
     */
    record Row(
            long seq,
            int facts,
            long epoch,
            Optional<Instant> stationTime,
            Instant receivedAt,
            Optional<String> site,
            Optional<String> station,
            String kind,
            int version,
            Optional<String> fact,
            byte[] pack) {}
}
