package org.ohmstead.stations.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.ohmstead.api.journal.Fact;

/** The in-memory twin keeps the port's promises. */
class InMemoryStationStoreTest extends StationStoreContract {

    private final List<Fact> facts = new CopyOnWriteArrayList<>();

    @Override
    protected StationStore newStore() {
        return new InMemoryStationStore(entry -> facts.add(entry.fact()));
    }

    @Override
    protected List<Fact> facts() {
        return List.copyOf(facts);
    }
}
