package org.ohmstead.store.tables;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.authorization.store.PolicyStore;
import org.ohmstead.authorization.store.PolicyStoreContract;
import org.ohmstead.store.OpenStore;

/** The tables keep the port's promises. */
class JdbcPolicyStoreTest extends PolicyStoreContract {

    @TempDir
    private Path home;

    private OpenStore store;

    @Override
    protected PolicyStore newStore() {
        store = new OpenStore(home);
        return new JdbcPolicyStore(store.service());
    }

    @AfterEach
    void close() {
        store.close();
    }
}
