package org.ohmstead.authorization.store;

/** The in-memory twin keeps the port's promises. */
class InMemoryPolicyStoreTest extends PolicyStoreContract {

    @Override
    protected PolicyStore newStore() {
        return new InMemoryPolicyStore();
    }
}
