package org.ohmstead.authorization.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.ohmstead.api.journal.Fact;

/** The in-memory twin keeps the port's promises. */
class InMemoryTokenStoreTest extends TokenStoreContract {

    private final List<Fact> facts = new CopyOnWriteArrayList<>();

    @Override
    protected TokenStore newStore() {
        return new InMemoryTokenStore(entry -> facts.add(entry.fact()));
    }

    @Override
    protected List<Fact> facts() {
        return List.copyOf(facts);
    }
}
