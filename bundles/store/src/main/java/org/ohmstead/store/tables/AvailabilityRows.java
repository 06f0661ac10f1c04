package org.ohmstead.store.tables;

import java.sql.PreparedStatement;
import java.util.List;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.availability.store.AvailabilityStore;
import org.ohmstead.store.Readers;
import org.ohmstead.store.Sql;
import org.ohmstead.store.Statements;
import org.ohmstead.store.Writer;
import org.ohmstead.store.journal.FollowerTable;
import org.ohmstead.store.journal.JournalCheck;
import org.ohmstead.store.journal.JournalTable;

/** The ledger of availability as far as it is made anew: whoever keeps it follows the journal from its beginning then. */
public final class AvailabilityRows {

    private static final Sql SQL = Sql.beside(AvailabilityRows.class, "availability.sql");
    private static final String SITUATED = SQL.get("situated");
    private static final String CLEAR_SITUATIONS = SQL.get("clearSituations");
    private static final String REMOVE = SQL.get("remove");

    private AvailabilityRows() {}

    /** As {@link AvailabilityStore#clear}. */
    public static boolean clear(Writer writer, Readers readers) {
        List<String> stations =
                readers.read(statements -> Statements.list(statements.prepare(SITUATED), row -> row.getString(1)));
        boolean cleared = writer.write(work -> {
            if (JournalCheck.pruned(work.statements()) > 0) {
                return false;
            }
            JournalPosition head = JournalTable.head(work.statements());
            FollowerTable.move(work, AvailabilityStore.FOLLOWER, new JournalPosition(head.epoch(), 0));
            work.execute(work.prepare(CLEAR_SITUATIONS));
            return true;
        });
        if (!cleared) {
            return false;
        }
        // Not all at once, or stations would wait for it; what a crash leaves here is overwritten from its first
        // beginning on.
        for (String station : stations) {
            writer.write(work -> {
                PreparedStatement remove = work.prepare(REMOVE);
                remove.setString(1, station);
                return work.execute(remove);
            });
        }
        return true;
    }
}
