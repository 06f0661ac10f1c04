package org.ohmstead.store.tables;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.stations.store.StationStore;
import org.ohmstead.stations.store.StationStoreContract;
import org.ohmstead.store.OpenStore;

/** The tables keep the port's promises. */
class JdbcStationStoreTest extends StationStoreContract {

    @TempDir
    private Path home;

    private OpenStore store;

    @Override
    protected StationStore newStore() {
        store = new OpenStore(home);
        return new JdbcStationStore(store.service());
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
