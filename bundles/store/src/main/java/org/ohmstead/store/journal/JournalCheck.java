package org.ohmstead.store.journal;

import static org.ohmstead.store.Statements.first;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.store.Sql;
import org.ohmstead.store.Statements;

/** Reads the whole journal of a store that nobody writes and says where it is not whole. */
public final class JournalCheck {

    private static final int PAGE = 500;

    private static final Sql SQL = Sql.beside(JournalTable.class, "journal.sql");
    private static final String PRUNED = SQL.get("pruned");

    private final Statements statements;
    private final Consumer<String> broken;
    private final Entries entries = new Entries(new FactCodec(), number -> Optional.empty());

    /** @param broken is told each thing that is wrong, as a sentence */
    public JournalCheck(Statements statements, Consumer<String> broken) {
        this.statements = statements;
        this.broken = broken;
    }

    /** The last entry that was pruned; 0 if none was. */
    public static long pruned(Statements statements) throws SQLException {
        return first(statements.prepare(PRUNED), row -> row.getLong(1)).orElseThrow();
    }

    /**
     * No number is missing, epochs begin where they are said to, and every fact can be read.
     *
     * @param visitor is given each entry
     * @return how many entries there are
     */
    public long walk(Visitor visitor) throws SQLException {
        JournalPosition head = JournalTable.head(statements);
        Epochs epochs = Epochs.read(statements);
        long pruned = pruned(statements);
        long last = pruned;
        List<JournalTable.Row> page;
        do {
            page = JournalTable.read(statements, last, Long.MAX_VALUE, PAGE);
            for (JournalTable.Row row : page) {
                if (row.seq() - row.facts() != last) {
                    broken.accept("After entry " + last + " comes " + (row.seq() - row.facts() + 1) + ".");
                }
                if (!epochs.holds(new JournalPosition(row.epoch(), row.seq()))) {
                    broken.accept("Entry " + row.seq() + " is of epoch " + row.epoch() + ", which is not there.");
                }
                visit(row, visitor);
                last = row.seq();
            }
        } while (!page.isEmpty());
        if (last != head.seq()) {
            broken.accept("The last entry is " + last + ", but the head is " + head.seq() + ".");
        }
        return last - pruned;
    }

    private void visit(JournalTable.Row row, Visitor visitor) throws SQLException {
        List<JournalEntry> facts;
        try {
            facts = entries.of(row);
        } catch (RuntimeException e) {
            broken.accept("Entry " + row.seq() + " of kind " + row.kind() + " cannot be read: " + e.getMessage());
            return;
        }
        if (facts.size() != row.facts()) {
            broken.accept("The row of entry " + row.seq() + " has " + facts.size() + " facts instead of " + row.facts()
                    + ".");
        }
        for (JournalEntry fact : facts) {
            visitor.visit(fact);
        }
    }

    /** No follower is beyond the last entry of its epoch, or waits for what was pruned; how many there are. */
    public long followers() throws SQLException {
        JournalPosition head = JournalTable.head(statements);
        Epochs epochs = Epochs.read(statements);
        Map<String, JournalPosition> followers = FollowerTable.all(statements);
        followers.forEach((name, position) -> {
            if (position.seq() > head.seq() || position.seq() > 0 && !epochs.reaches(position)) {
                broken.accept("The follower " + name + " is at " + position + ", where the journal (" + head
                        + ") never was.");
            }
        });
        return followers.size();
    }

    /** Sees the journal pass by. */
    @FunctionalInterface
    public interface Visitor {
        void visit(JournalEntry entry) throws SQLException;
    }
}
