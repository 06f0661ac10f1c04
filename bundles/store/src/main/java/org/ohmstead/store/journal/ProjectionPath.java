package org.ohmstead.store.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
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

    ProjectionPath(JournalProjection projection, Entries entries, StoreService store) {
        super(projection.name(), projection.kinds(), new Manner(true, GATHER, true), entries, store);
        this.projection = projection;
    }

    @Override
    JournalPosition take(Iterator<JournalEntry> wanted, JournalPosition last) throws Exception {
        List<JournalEntry> page = new ArrayList<>();
        wanted.forEachRemaining(page::add);
        projection.follow(page, last);
        return last;
    }
}
