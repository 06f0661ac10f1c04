package org.ohmstead.transactions.store;

import java.util.ArrayList;
import java.util.List;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.model.SiteId;

/** The twin keeps the port's promises, too. */
class InMemoryReviewStoreTest extends ReviewStoreContract {

    private final List<Fact> facts = new ArrayList<>();
    private InMemoryTransactionStore memory;

    @Override
    protected TransactionStore newStore() {
        memory = new InMemoryTransactionStore(station -> SiteId.DEFAULT, entry -> facts.add(entry.fact()));
        return memory;
    }

    @Override
    protected ReviewStore newReviews() {
        return memory.reviews();
    }

    @Override
    protected List<Fact> facts() {
        return facts;
    }
}
