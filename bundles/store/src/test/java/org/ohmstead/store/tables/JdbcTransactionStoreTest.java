package org.ohmstead.store.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.csms.TransactionHistory;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Scope;
import org.ohmstead.store.OpenStore;
import org.ohmstead.transactions.store.TransactionStore;
import org.ohmstead.transactions.store.TransactionStoreContract;

/** The tables keep the port's promises. */
class JdbcTransactionStoreTest extends TransactionStoreContract {

    @TempDir
    private Path home;

    private OpenStore store;

    @Override
    protected TransactionStore newStore() {
        store = new OpenStore(home);
        return new JdbcTransactionStore(store.service());
    }

    @Override
    protected List<Fact> facts() {
        return store.facts();
    }

    @Test
    void whoSearchesForATokenWritesNothing() {
        TransactionStore transactions = newStore();
        IdToken unseen = IdToken.of("04NEVERSEEN");
        TransactionHistory.Query query = new TransactionHistory.Query(
                Scope.ALL, Optional.empty(), Optional.of(unseen), Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(transactions.page(query, Page.Request.first(10)).items()).isEmpty();
        assertThat(store.service().tokens().find(unseen)).isEmpty();
    }

    @AfterEach
    void close() {
        store.close();
    }
}
