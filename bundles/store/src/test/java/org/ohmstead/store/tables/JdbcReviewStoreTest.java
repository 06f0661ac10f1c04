package org.ohmstead.store.tables;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.store.OpenStore;
import org.ohmstead.transactions.store.ReviewStore;
import org.ohmstead.transactions.store.ReviewStoreContract;
import org.ohmstead.transactions.store.TransactionStore;

/** The tables keep the port's promises. */
class JdbcReviewStoreTest extends ReviewStoreContract {

    @TempDir
    private Path home;

    private OpenStore store;
    private JdbcTransactionStore transactions;

    @Override
    protected TransactionStore newStore() {
        store = new OpenStore(home);
        transactions = new JdbcTransactionStore(store.service());
        return transactions;
    }

    @Override
    protected ReviewStore newReviews() {
        return new JdbcReviewStore(store.service(), transactions);
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
