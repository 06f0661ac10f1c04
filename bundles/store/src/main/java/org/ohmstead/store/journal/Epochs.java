package org.ohmstead.store.journal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.store.Sql;
import org.ohmstead.store.Statements;

/**
 * The epochs of this journal. A backup that is restored does not have the entries that came after it; whoever has seen those
 * comes from a branch that was lost.
 */
public final class Epochs {

    private static final Sql SQL = Sql.beside(JournalTable.class, "journal.sql");
    private static final String ALL = SQL.get("epochs");
    private static final String SET = SQL.get("setEpoch");
    private static final String INSERT = SQL.get("insertEpoch");

    private final NavigableMap<Long, Long> beginsAfter;

    /** @param beginsAfter by epoch the last entry before it */
    Epochs(NavigableMap<Long, Long> beginsAfter) {
        this.beginsAfter = new TreeMap<>(beginsAfter);
    }

    public static Epochs read(Statements statements) throws SQLException {
        NavigableMap<Long, Long> all = new TreeMap<>();
        try (ResultSet rows = statements.prepare(ALL).executeQuery()) {
            while (rows.next()) {
                all.put(rows.getLong(1), rows.getLong(2));
            }
        }
        return new Epochs(all);
    }

    /** Begins an epoch behind the last entry. */
    public static void begin(Statements statements, long epoch) throws SQLException {
        JournalPosition head = JournalTable.head(statements);
        PreparedStatement insert = statements.prepare(INSERT);
        insert.setLong(1, epoch);
        insert.setLong(2, head.seq());
        insert.executeUpdate();
        PreparedStatement set = statements.prepare(SET);
        set.setLong(1, epoch);
        set.executeUpdate();
    }

    /**
     * The last entry that somebody at a position has in common with this journal. Of an epoch that is not ours nobody knows
     * where it branched off, so everything comes again, at its old position.
     */
    long common(JournalPosition position) {
        if (!beginsAfter.containsKey(position.epoch())) {
            return 0;
        }
        var next = beginsAfter.higherEntry(position.epoch());
        return next == null ? position.seq() : Math.min(position.seq(), next.getValue());
    }

    /** Whether a row may lie there: of a known epoch, and between its begin and its end. */
    boolean holds(JournalPosition position) {
        return reaches(position) && position.seq() > beginsAfter.get(position.epoch());
    }

    /** Whether somebody may have read as far as there. */
    boolean reaches(JournalPosition position) {
        return beginsAfter.containsKey(position.epoch()) && common(position) == position.seq();
    }
}
