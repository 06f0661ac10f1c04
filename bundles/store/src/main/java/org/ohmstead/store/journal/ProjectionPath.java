package org.ohmstead.store.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.journal.JournalProjection;
import org.ohmstead.store.StoreService;

/** The way of a {@link JournalProjection}: a page at a time, and the position is stored by its port together with the effect. */
final class ProjectionPath extends Following {

    /** What a fact changes is often changed again by the next one, and each change stored is work for the writer. */
    private static final Duration GATHER = Duration.ofMillis(500);

    private final JournalProjection projection;
    private final JournalService journal;

    ProjectionPath(JournalProjection projection, JournalService journal, StoreService store) {
        super(projection.name(), projection.kinds(), true, GATHER, store);
        this.projection = projection;
        this.journal = journal;
    }

    @Override
    void take(List<JournalTable.Row> rows) throws Exception {
        List<JournalEntry> wanted = new ArrayList<>();
        for (JournalTable.Row row : rows) {
            if (wants(row)) {
                wanted.addAll(journal.entries(row));
            }
        }
        wanted.removeIf(entry -> entry.position().seq() <= position().seq());
        JournalPosition reached =
                new JournalPosition(rows.getLast().epoch(), rows.getLast().seq());
        if (wanted.isEmpty()) {
            reached(reached);
        } else {
            projection.follow(wanted, reached);
            stored(reached);
        }
    }
}
