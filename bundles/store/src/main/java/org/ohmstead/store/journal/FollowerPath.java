package org.ohmstead.store.journal;

import java.time.Duration;
import java.util.List;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalFollower;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.store.StoreService;

/** The way of a {@link JournalFollower}: one entry at a time, and the position is ours to keep. */
final class FollowerPath extends Following {

    private static final Duration GATHER = Duration.ofMillis(50);

    private final JournalFollower follower;
    private final JournalService journal;

    FollowerPath(JournalFollower follower, boolean fromBeginning, JournalService journal, StoreService store) {
        super(follower.name(), follower.kinds(), fromBeginning, GATHER, store);
        this.follower = follower;
        this.journal = journal;
    }

    @Override
    void take(List<JournalTable.Row> rows) throws Exception {
        for (JournalTable.Row row : rows) {
            take(row);
        }
    }

    private void take(JournalTable.Row row) throws Exception {
        if (!wants(row)) {
            reached(new JournalPosition(row.epoch(), row.seq()));
            return;
        }
        for (JournalEntry entry : journal.entries(row)) {
            if (entry.position().seq() > position().seq() && !isClosed()) {
                follower.follow(entry);
                reached(entry.position());
                succeeded();
            }
        }
        save();
    }
}
