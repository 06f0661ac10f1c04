package org.ohmstead.store.journal;

import static org.ohmstead.store.Statements.first;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.store.Sql;
import org.ohmstead.store.Statements;
import org.ohmstead.store.Work;

/** The durable positions of followers. */
public final class FollowerTable {

    private static final Sql SQL = Sql.beside(JournalTable.class, "journal.sql");
    private static final String ALL = SQL.get("followers");
    private static final String ONE = SQL.get("follower");
    private static final String INSERT = SQL.get("insertFollower");
    private static final String MOVE = SQL.get("moveFollower");

    private FollowerTable() {}

    static Map<String, JournalPosition> all(Statements statements) throws SQLException {
        Map<String, JournalPosition> all = new TreeMap<>();
        try (ResultSet rows = statements.prepare(ALL).executeQuery()) {
            while (rows.next()) {
                all.put(rows.getString(1), new JournalPosition(rows.getLong(2), rows.getLong(3)));
            }
        }
        return all;
    }

    /** Where a follower is; one never seen before begins at the given place. */
    static JournalPosition findOrInsert(Work work, String name, JournalPosition begin) throws SQLException {
        PreparedStatement find = work.prepare(ONE);
        find.setString(1, name);
        Optional<JournalPosition> known = first(find, row -> new JournalPosition(row.getLong(1), row.getLong(2)));
        if (known.isPresent()) {
            return known.get();
        }
        PreparedStatement insert = work.prepare(INSERT);
        insert.setString(1, name);
        insert.setLong(2, begin.epoch());
        insert.setLong(3, begin.seq());
        work.execute(insert);
        return begin;
    }

    /** Where a follower is from now on. */
    public static void move(Work work, String name, JournalPosition position) throws SQLException {
        PreparedStatement move = work.prepare(MOVE);
        move.setLong(1, position.epoch());
        move.setLong(2, position.seq());
        move.setString(3, name);
        work.execute(move);
    }
}
