package org.ohmstead.store.tables;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.store.OpenStore;
import org.ohmstead.transactions.store.RemoteStartStore;
import org.ohmstead.transactions.store.RemoteStartStoreContract;

/** The tables keep the port's promises. */
class JdbcRemoteStartStoreTest extends RemoteStartStoreContract {

    @TempDir
    private Path home;

    private OpenStore store;

    @Override
    protected RemoteStartStore newStore() {
        store = new OpenStore(home);
        return new JdbcRemoteStartStore(store.service());
    }

    @Override
    protected List<Fact> facts() {
        return store.facts();
    }

    @AfterEach
    void close() {
        store.close();
    }
}
