package org.ohmstead.store.tables;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.provisioning.store.ProvisioningStore;
import org.ohmstead.provisioning.store.ProvisioningStoreContract;
import org.ohmstead.store.OpenStore;

/** The tables keep the port's promises. */
class JdbcProvisioningStoreTest extends ProvisioningStoreContract {

    @TempDir
    private Path home;

    private OpenStore store;

    @Override
    protected ProvisioningStore newStore() {
        store = new OpenStore(home);
        return new JdbcProvisioningStore(store.service());
    }

    @AfterEach
    void close() {
        store.close();
    }
}
