package org.ohmstead.identity.store;

/** The in-memory twin keeps the port's promises. */
class InMemoryPeopleStoreTest extends PeopleStoreContract {

    @Override
    protected PeopleStore newStore() {
        return new InMemoryPeopleStore();
    }
}
