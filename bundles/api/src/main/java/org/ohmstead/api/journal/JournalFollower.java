package org.ohmstead.api.journal;

import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** Acts on facts, in order, at least once. */
@ConsumerType
public interface JournalFollower {

    /** The durable name of its position: 1 to 100 characters, stable over restarts. */
    String name();

    /** Kinds of facts it wants; empty for all. Constant. */
    default Set<String> kinds() {
        return Set.of();
    }

    /**
     * One entry. Called one at a time, in journal order, on a thread of its own; may block. When it returns the position moves
     * past the entry; when it throws, the same entry comes again later. After a crash entries may come again: use
     * {@link JournalEntry#position} to recognise them.
     */
    void follow(JournalEntry entry) throws Exception;
}
