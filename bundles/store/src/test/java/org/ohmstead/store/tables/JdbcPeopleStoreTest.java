package org.ohmstead.store.tables;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.identity.store.PeopleStore;
import org.ohmstead.identity.store.PeopleStoreContract;
import org.ohmstead.store.OpenStore;

/** The tables keep the port's promises. */
class JdbcPeopleStoreTest extends PeopleStoreContract {

    @TempDir
    private Path home;

    private OpenStore store;

    @Override
    protected PeopleStore newStore() {
        store = new OpenStore(home);
        return new JdbcPeopleStore(store.service());
    }

    @AfterEach
    void close() {
        store.close();
    }
}
