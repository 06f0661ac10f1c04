package org.ohmstead.store.journal;

import static org.ohmstead.store.Statements.first;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
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
    private static final String DELETE = SQL.get("deleteRows");
    private static final String SET_PRUNED = SQL.get("setPruned");
    private static final String FORGET = SQL.get("forgetFollower");
    private static final String OLDEST_LETTER = SQL.get("oldestLetter");

    /** Nothing was received before there was this software: what says so came while the clock was not set. */
    public static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

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
     * @param now entries received later came while the clock was wrong
     * @param pruned the last entry that is gone
     * @param old the last entry received before the given time
     * @param to the last entry that may go: old, taken by every follower, and before every dead letter
     * @param held who still needs old ones
     */
    public record Plan(Instant before, Instant now, long pruned, long old, long to, Optional<Holder> held) {}

    /**
     * Who still needs old entries.
     *
     * @param letters whether as a dead letter, whose entry is kept nowhere else
     */
    public record Holder(String follower, boolean letters) {}

    public Plan plan(Instant before, Instant now) {
        return store.readers().read(statements -> {
            long pruned = JournalCheck.pruned(statements);
            long old = JournalTable.lastBefore(statements, pruned, store.head().seq(), before, now);
            long to = old;
            Optional<Holder> held = Optional.empty();
            for (Need need : needs(statements)) {
                if (need.after() < to) {
                    to = Math.max(pruned, need.after());
                    held = Optional.of(need.holder());
                }
            }
            return new Plan(before, now, pruned, old, to, held);
        });
    }

    /** Who needs the entries after which. */
    private static List<Need> needs(Statements statements) throws SQLException {
        List<Need> needs = new ArrayList<>();
        for (Map.Entry<String, JournalPosition> follower :
                FollowerTable.all(statements).entrySet()) {
            needs.add(new Need(
                    new Holder(follower.getKey(), false), follower.getValue().seq()));
        }
        first(
                        statements.prepare(OLDEST_LETTER),
                        row -> new Need(new Holder(row.getString(1), true), row.getLong(2) - 1))
                .ifPresent(needs::add);
        return needs;
    }

    private record Need(Holder holder, long after) {}

    /** When the last entry was received before a time; empty if none was. */
    public Optional<Instant> lastReceived(Instant before, Instant now) {
        return store.readers().read(statements -> {
            long pruned = JournalCheck.pruned(statements);
            long last = JournalTable.lastBefore(statements, pruned, store.head().seq(), before, now);
            return last == pruned ? Optional.empty() : JournalTable.receivedFrom(statements, last, now);
        });
    }

    /**
     * Deletes some rows, in one unit; up to the first that is not old, in case the clock was wrong once.
     *
     * @param with what else goes with an entry; on the writer's thread
     * @return the last entry that is gone; the same as before when nothing more may go, also because somebody came to need it
     */
    public long prune(long pruned, Plan plan, With with) {
        List<JournalTable.Row> rows =
                store.readers().read(statements -> JournalTable.read(statements, pruned, plan.to(), ROWS)).stream()
                        .takeWhile(row -> row.receivedAt().isBefore(plan.before())
                                || row.receivedAt().isAfter(plan.now()))
                        .toList();
        if (rows.isEmpty()) {
            return pruned;
        }
        List<JournalEntry> facts =
                rows.stream().flatMap(row -> entries.of(row).stream()).toList();
        long last = rows.getLast().seq();
        return store.writer().write(work -> {
            for (Need need : needs(work.statements())) {
                if (need.after() < last) {
                    return pruned;
                }
            }
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
            return last;
        });
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
