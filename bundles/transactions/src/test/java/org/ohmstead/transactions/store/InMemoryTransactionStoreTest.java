package org.ohmstead.transactions.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.model.SiteId;

/** The in-memory twin keeps the port's promises. */
class InMemoryTransactionStoreTest extends TransactionStoreContract {

    private final List<Fact> facts = new CopyOnWriteArrayList<>();

    @Override
    protected TransactionStore newStore() {
        return new InMemoryTransactionStore(station -> SiteId.DEFAULT, entry -> facts.add(entry.fact()));
    }

    @Override
    protected List<Fact> facts() {
        return List.copyOf(facts);
    }
}
