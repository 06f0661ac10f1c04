package org.ohmstead.api.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.model.StationId;
import org.osgi.annotation.versioning.ProviderType;

/** What became durable, in commit order without a gap. Thread-safe. */
@ProviderType
public interface Journal {

    /** The last durable entry's position. From memory. */
    JournalPosition head();

    /**
     * Entries after a position, oldest first, at once as many as fit. Blocks on the store's readers. A position that a restored
     * backup knows nothing of counts as the last one they have in common, so that nothing is missed: what comes again
     * comes at its old position, what is new at positions of a new epoch.
     *
     * @param limit 1 to 1,000
     */
    List<JournalEntry> read(JournalPosition after, int limit);

    /**
     * Entries about one station after a position, oldest first, without {@link Facts.ReadingsStored}: readings are asked of
     * their transaction.
     */
    List<JournalEntry> read(StationId station, JournalPosition after, int limit);

    /** The latest entries about one station, newest first, without {@link Facts.ReadingsStored}. */
    List<JournalEntry> latest(StationId station, int limit);

    /** The same, up to a position and with it. */
    List<JournalEntry> latest(StationId station, JournalPosition upTo, int limit);

    /**
     * The last entry received before an instant, as far as the clock was right all the time; one that is gone, or was never,
     * where all were received later. Blocks on the store's readers.
     */
    JournalPosition lastBefore(Instant instant);

    /**
     * Starts following on a thread of the journal's own: from the follower's durable position, or from the current head if its
     * name was never seen (from the beginning if {@code fromBeginning}). Waits where there is nothing, tries again with back-off
     * where the follower throws.
     *
     * @return stops following; the position stays
     * @throws IllegalStateException if somebody follows by that name already
     */
    Subscription follow(JournalFollower follower, boolean fromBeginning);

    /**
     * Starts a projection on a thread of the journal's own, from its durable position or, if its name was never seen, from the
     * beginning. Tries again with back-off where it throws.
     *
     * @return stops it; the position stays
     * @throws IllegalStateException if somebody follows by that name already
     */
    Subscription project(JournalProjection projection);

    /** Every follower ever seen. */
    List<FollowerState> followers();

    /**
     * Called after commits that appended entries, once for several where they come fast, on a thread that all listeners share: must
     * return soon. One that throws is not called any more. For live screens.
     */
    Subscription onAppend(Runnable listener);

    /** Something to be ended. */
    @FunctionalInterface
    interface Subscription extends AutoCloseable {
        /**
         * Returns when no call to the follower is under way any more; after some seconds also if its last call does not come back,
         * whose entry then comes again to the next follower of that name. May be repeated.
         *
         * @throws IllegalStateException where a projection does not come back: its effect may yet come, so no other of its name
         *     begins until it has ended
         */
        @Override
        void close();
    }

    /**
     * How far a follower is.
     *
     * @param lag entries still to be read
     * @param failure what it threw last, if it has not succeeded since
     */
    record FollowerState(String name, JournalPosition position, long lag, boolean running, Optional<String> failure) {}
}
