package org.ohmstead.store.tables;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Journal.FollowerState;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.journal.JournalProjection;
import org.ohmstead.availability.store.AvailabilityStore;
import org.ohmstead.availability.store.AvailabilityStoreContract;
import org.ohmstead.store.OpenStore;

/** The tables keep the port's promises. */
class JdbcAvailabilityStoreTest extends AvailabilityStoreContract {

    @TempDir
    private Path home;

    private OpenStore store;

    @Override
    protected AvailabilityStore newStore() {
        store = new OpenStore(home);
        // Its place exists once somebody follows by that name.
        store.journal().project(new Nobody()).close();
        return new JdbcAvailabilityStore(store.service());
    }

    @Override
    protected List<Fact> facts() {
        return store.facts();
    }

    @Override
    protected long place() {
        return store.journal().followers().stream()
                .filter(follower -> follower.name().equals(AvailabilityStore.FOLLOWER))
                .map(FollowerState::position)
                .mapToLong(JournalPosition::seq)
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Wants nothing. */
    private record Nobody() implements JournalProjection {

        @Override
        public String name() {
            return AvailabilityStore.FOLLOWER;
        }

        @Override
        public Set<String> kinds() {
            return Set.of("Nothing");
        }

        @Override
        public void follow(List<JournalEntry> entries, JournalPosition reached) {
            throw new AssertionError("nothing was wanted");
        }
    }
}
