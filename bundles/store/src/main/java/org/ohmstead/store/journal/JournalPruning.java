package org.ohmstead.store.journal;

import static org.ohmstead.store.Statements.first;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.store.Micros;
import org.ohmstead.store.Sql;
import org.ohmstead.store.Statements;
import org.ohmstead.store.StoreService;
import org.ohmstead.store.Work;

/** Deletes the oldest entries of the journal, never one that a follower has yet to take. Used by one thread. */
public final class JournalPruning {

    /**
     * So few that a commit with them is not longer than others: with the key of a status report for each it was 11 ms. A packed row may
     * hold more facts than one, but only readings, with which nothing goes on the writer.
     */
    private static final int ROWS = 100;

    private static final Sql SQL = Sql.beside(JournalTable.class, "journal.sql");
    private static final String RECEIVED_FROM = SQL.get("receivedFrom");
    private static final String DELETE = SQL.get("deleteRows");
    private static final String SET_PRUNED = SQL.get("setPruned");
    private static final String FORGET = SQL.get("forgetFollower");

    private final StoreService store;
    private final Entries entries;

    public JournalPruning(StoreService store) {
        this.store = store;
        this.entries = new Entries(store.codec(), store.tokens()::token);
    }

    /**
     * What may go.
     *
     * @param before entries received before are old
     * @param pruned the last entry that is gone
     * @param old the last entry received before the given time
     * @param to the last entry that may go: old, and taken by every follower
     * @param heldBy the follower that still needs old ones
     */
    public record Plan(Instant before, long pruned, long old, long to, Optional<String> heldBy) {}

    public Plan plan(Instant before) {
        long head = store.head().seq();
        return store.readers().read(statements -> {
            long pruned = JournalCheck.pruned(statements);
            long old = lastBefore(statements, pruned, head, Micros.of(before));
            long to = old;
            Optional<String> heldBy = Optional.empty();
            for (Map.Entry<String, JournalPosition> follower :
                    FollowerTable.all(statements).entrySet()) {
                if (follower.getValue().seq() < to) {
                    to = Math.max(pruned, follower.getValue().seq());
                    heldBy = Optional.of(follower.getKey());
                }
            }
            return new Plan(before, pruned, old, to, heldBy);
        });
    }

    /** The last entry received before a time, found by halving: they lie in the order of their receipt while the clock is right. */
    private static long lastBefore(Statements statements, long pruned, long head, long before) throws SQLException {
        long low = pruned;
        long high = head;
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            PreparedStatement query = statements.prepare(RECEIVED_FROM);
            query.setLong(1, middle);
            Optional<Long> received = first(query, row -> row.getLong(1));
            if (received.isPresent() && received.get() < before) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /**
     * Deletes some rows, in one unit; up to the first that is not old, in case the clock was wrong once.
     *
     * @param with what else goes with an entry; on the writer's thread
     * @return the last entry that is gone; the same as before when nothing more may go
     */
    public long prune(long pruned, Plan plan, With with) {
        List<JournalTable.Row> rows =
                store.readers().read(statements -> JournalTable.read(statements, pruned, plan.to(), ROWS)).stream()
                        .takeWhile(row -> row.receivedAt().isBefore(plan.before()))
                        .toList();
        if (rows.isEmpty()) {
            return pruned;
        }
        List<JournalEntry> facts =
                rows.stream().flatMap(row -> entries.of(row).stream()).toList();
        long last = rows.getLast().seq();
        store.writer().write(work -> {
            PreparedStatement delete = work.prepare(DELETE);
            delete.setLong(1, pruned);
            delete.setLong(2, last);
            work.execute(delete);
            PreparedStatement set = work.prepare(SET_PRUNED);
            set.setLong(1, last);
            work.execute(set);
            for (JournalEntry fact : facts) {
                with.entry(work, fact);
            }
            return null;
        });
        return last;
    }

    /** Forgets a follower that will not come back, so that nothing is kept for it; whether there was one. */
    public boolean forget(String name) {
        return store.writer().write(work -> {
            PreparedStatement forget = work.prepare(FORGET);
            forget.setString(1, name);
            return work.execute(forget) > 0;
        });
    }

    /** Goes with an entry. */
    @FunctionalInterface
    public interface With {
        void entry(Work work, JournalEntry entry) throws SQLException;
    }
}
