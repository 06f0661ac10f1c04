package org.ohmstead.api.journal;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.StationId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The entries that followers gave up on, so that they could go on with the next. Kept until somebody takes them up again or
 * throws them away. Thread-safe; blocks on the store.
 */
@ProviderType
public interface DeadLetters {

    /** Keeps a letter; returns when it is durable. One of the same follower and position is replaced, so repeating is harmless. */
    void keep(DeadLetter letter);

    /** Latest given up first. */
    Page<DeadLetter> page(Optional<String> follower, Page.Request request);

    Optional<DeadLetter> find(String follower, JournalPosition position);

    /** Forgets a letter, durably; false if there is none. */
    boolean discard(String follower, JournalPosition position);

    /** How many each follower has; who has none is absent. */
    Map<String, Long> counts();

    /**
     * An entry that a follower gave up on. What the entry says is in the journal and nowhere else.
     *
     * @param follower by its durable name, 1 to 100 characters
     * @param at when it was given up last
     * @param attempts how often it was tried, 1 or more
     * @param failure what went wrong last, a sentence for people
     */
    record DeadLetter(
            String follower,
            JournalPosition position,
            String kind,
            Optional<StationId> station,
            Instant at,
            int attempts,
            String failure) {}
}
