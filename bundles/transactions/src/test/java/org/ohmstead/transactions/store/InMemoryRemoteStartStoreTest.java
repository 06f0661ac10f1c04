package org.ohmstead.transactions.store;

import java.util.ArrayList;
import java.util.List;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.model.SiteId;

/** The memory keeps the port's promises. */
class InMemoryRemoteStartStoreTest extends RemoteStartStoreContract {

    private final List<Fact> facts = new ArrayList<>();

    @Override
    protected RemoteStartStore newStore() {
        return new InMemoryRemoteStartStore(station -> SiteId.DEFAULT, entry -> facts.add(entry.fact()));
    }

    @Override
    protected List<Fact> facts() {
        return facts;
    }
}
