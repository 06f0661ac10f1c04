package org.ohmstead.store.journal;

import java.time.Duration;
import java.util.Iterator;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalFollower;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.store.StoreService;

/** The way of a {@link JournalFollower}: one entry at a time, and the position is ours to keep. */
final class FollowerPath extends Following {

    private static final Duration GATHER = Duration.ofMillis(50);

    private final JournalFollower follower;

    FollowerPath(JournalFollower follower, boolean fromBeginning, Entries entries, StoreService store) {
        super(follower.name(), follower.kinds(), new Manner(fromBeginning, GATHER, false), entries, store);
        this.follower = follower;
    }

    @Override
    JournalPosition take(Iterator<JournalEntry> wanted, JournalPosition last) throws Exception {
        JournalEntry entry = wanted.next();
        follower.follow(entry);
        return entry.position();
    }
}
