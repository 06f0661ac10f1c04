package org.ohmstead.store.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.store.OpenStore.T0;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.alerts.store.AlertStore;
import org.ohmstead.alerts.store.AlertStoreContract;
import org.ohmstead.alerts.store.Incident;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts.AlertEnded;
import org.ohmstead.api.journal.Facts.AlertRaised;
import org.ohmstead.api.journal.Facts.AlertRaised.Occasion;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalFollower;
import org.ohmstead.store.OpenStore;

/** The tables keep the port's promises, and followers of the journal find what was said. */
class JdbcAlertStoreTest extends AlertStoreContract {

    @TempDir
    private Path home;

    private OpenStore store;

    @Override
    protected AlertStore newStore() {
        store = new OpenStore(home);
        return new JdbcAlertStore(store.service());
    }

    @Override
    protected List<Fact> facts() {
        return store.facts();
    }

    @Test
    void aFollowerGetsTheBeginningAndTheEnd() throws InterruptedException {
        var got = new LinkedBlockingQueue<Fact>();
        JournalFollower mail = new JournalFollower() {
            @Override
            public String name() {
                return "alert-to-mail";
            }

            @Override
            public Set<String> kinds() {
                return Set.of("AlertRaised", "AlertEnded");
            }

            @Override
            public void follow(JournalEntry entry) {
                got.add(entry.fact());
            }
        };
        var began = new AlertRaised(
                "disk", Occasion.BEGAN, "1 health check warns: disk", 1, List.of("disk"), T0, List.of());
        var ended = new AlertEnded("disk", "Over: no health check warns any more", T0);
        try (Journal.Subscription following = store.journal().follow(mail, false)) {
            assertThat(following).isNotNull();
            AlertStore alerts = new JdbcAlertStore(store.service());
            alerts.tell(new Incident("disk", T0, T0, List.of("disk")), began, T0);
            alerts.end(ended, T0);

            assertThat(got.poll(60, TimeUnit.SECONDS)).isEqualTo(began);
            assertThat(got.poll(60, TimeUnit.SECONDS)).isEqualTo(ended);
        }
    }

    @AfterEach
    void close() {
        store.close();
    }
}
