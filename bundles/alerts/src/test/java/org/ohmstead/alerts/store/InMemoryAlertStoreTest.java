package org.ohmstead.alerts.store;

import java.util.ArrayList;
import java.util.List;
import org.ohmstead.api.journal.Fact;

/** The in-memory twin keeps the port's promises. */
class InMemoryAlertStoreTest extends AlertStoreContract {

    private final List<Fact> facts = new ArrayList<>();

    @Override
    protected AlertStore newStore() {
        return new InMemoryAlertStore(facts::add);
    }

    @Override
    protected List<Fact> facts() {
        return facts;
    }
}
