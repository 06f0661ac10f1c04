package org.ohmstead.availability.store;

import java.util.ArrayList;
import java.util.List;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.JournalPosition;

/** The twin keeps the port's promises. */
class InMemoryAvailabilityStoreTest extends AvailabilityStoreContract {

    private final List<Fact> facts = new ArrayList<>();
    private InMemoryAvailabilityStore store;

    @Override
    protected AvailabilityStore newStore() {
        store = new InMemoryAvailabilityStore(entry -> facts.add(entry.fact()));
        return store;
    }

    @Override
    protected List<Fact> facts() {
        return facts;
    }

    @Override
    protected long place() {
        return store.position().map(JournalPosition::seq).orElse(0L);
    }
}
