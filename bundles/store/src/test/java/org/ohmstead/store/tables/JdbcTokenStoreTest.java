package org.ohmstead.store.tables;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.authorization.store.TokenStore;
import org.ohmstead.authorization.store.TokenStoreContract;
import org.ohmstead.store.OpenStore;

/** The tables keep the port's promises. */
class JdbcTokenStoreTest extends TokenStoreContract {

    @TempDir
    private Path home;

    private OpenStore store;

    @Override
    protected TokenStore newStore() {
        store = new OpenStore(home);
        return new JdbcTokenStore(store.service());
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
