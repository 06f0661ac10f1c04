package org.ohmstead.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.store.OpenStore.T0;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.journal.Facts.StationConnected;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.StationId;
import org.ohmstead.database.derby.DerbyEngine;
import org.ohmstead.store.OpenStore;
import org.ohmstead.store.StoppedStore;

/** Who read further than a backup reaches misses nothing of what comes after it was restored, and takes nothing twice for new. */
@Timeout(60)
class EpochsTest {

    private static final StationId CP1 = new StationId("CP-1");

    @TempDir
    private Path home;

    @Test
    void anEpochGoesOnBehindTheLastEntryOfTheOneBefore() throws Exception {
        try (OpenStore store = restored(20, 5)) {
            assertThat(store.entries())
                    .extracting(JournalEntry::position)
                    .startsWith(new JournalPosition(1, 1))
                    .contains(new JournalPosition(1, 3), new JournalPosition(20, 5))
                    .doesNotHaveDuplicates();
            assertThat(store.journal().head().epoch()).isEqualTo(20);
        }
    }

    @Test
    void whoIsNotAheadReadsOn() throws Exception {
        try (OpenStore store = restored(20, 2)) {
            assertThat(read(store, 1, 2)).startsWith("1:3", "1:4", "20:5");
            assertThat(read(store, 1, 4)).startsWith("20:5");
            assertThat(read(store, 20, 5)).startsWith("20:6");
        }
    }

    @Test
    void whoWasAheadReadsEverythingThatCameAfterTheBackup() throws Exception {
        try (OpenStore store = restored(20, 10)) {
            assertThat(read(store, 1, 8)).startsWith("20:5", "20:6");
            assertThat(read(store, 1, 1_000)).startsWith("20:5");
            assertThat(store.journal().read(CP1, new JournalPosition(1, 1_000), 10))
                    .extracting(entry -> entry.position().epoch())
                    .containsOnly(20L)
                    .hasSize(10);
        }
    }

    @Test
    void whoComesFromAnUnknownEpochReadsEverything() throws Exception {
        try (OpenStore store = restored(20, 2)) {
            assertThat(read(store, 19, 4)).startsWith("1:1", "1:2");
        }
    }

    private static List<String> read(OpenStore store, long epoch, long seq) {
        return store.journal().read(new JournalPosition(epoch, seq), 100).stream()
                .map(entry -> entry.position().toString())
                .toList();
    }

    /** Four entries, a backup and its restore, then some more. */
    private OpenStore restored(long epoch, int more) throws Exception {
        try (OpenStore store = new OpenStore(home)) {
            append(store, 2);
        }
        try (StoppedStore store = StoppedStore.open(new DerbyEngine(), home.resolve("data"))) {
            store.begin(epoch, store.numbers() + 1_000_000);
        }
        OpenStore store = new OpenStore(home);
        append(store, more);
        return store;
    }

    private static void append(OpenStore store, int count) {
        for (int i = 0; i < count; i++) {
            var entry = store.service().entry(Optional.empty(), T0, CP1, new StationConnected("ocpp1.6"));
            store.service().writer().write(work -> {
                work.append(entry);
                return null;
            });
        }
    }
}
