package org.ohmstead.api.journal;

import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes something of facts and keeps it together with how far it is, so that each fact takes effect exactly once. For the
 * domain bundles, whose ports take the position; others are {@link JournalFollower}s.
 */
@ConsumerType
public interface JournalProjection {

    /** The durable name of its position: 1 to 100 characters, stable over restarts. */
    String name();

    /** The kinds of facts it wants. Constant. */
    Set<String> kinds();

    /**
     * Entries of the wanted kinds, in journal order, as many as there were. Called one at a time on a thread of its own; may
     * block. When it throws, the same entries come again later.
     *
     * @param reached to be stored as the position of {@link #name} in the same unit of work as the effect
     */
    void follow(List<JournalEntry> entries, JournalPosition reached) throws Exception;
}
