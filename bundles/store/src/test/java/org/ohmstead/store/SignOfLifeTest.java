package org.ohmstead.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.store.OpenStore.T0;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.journal.Facts.ServerStarted;
import org.ohmstead.api.journal.Facts.StationConnected;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.model.StationId;
import org.ohmstead.store.journal.Append;

/** A server that starts knows until when the one before it ran, even if that was killed. */
class SignOfLifeTest {

    @TempDir
    private Path home;

    @TempDir
    private Path killed;

    @Test
    void theFirstServerHadNoneBeforeIt() {
        try (OpenStore store = new OpenStore(home)) {
            assertThat(lastAlive(store)).isEmpty();
        }
    }

    @Test
    void aFactIsASignOfLife() throws IOException {
        try (OpenStore store = new OpenStore(home)) {
            append(store, T0.plusSeconds(100));
            OpenStore.copy(home, killed);
        }
        assertThat(afterTheKill()).contains(T0.plusSeconds(100));
    }

    @Test
    void inAQuietNightTheMinuteIsOne() throws IOException {
        try (OpenStore store = new OpenStore(home)) {
            append(store, T0.plusSeconds(100));
            Clock later = Clock.fixed(T0.plus(Duration.ofHours(5)), ZoneOffset.UTC);
            try (SignOfLife minute = new SignOfLife(
                    store.service().writer(),
                    later,
                    new ClockWatch(later, System::nanoTime, jump -> {}),
                    new HighWaterMark(home, store.service()::head))) {
                minute.write();
            }
            OpenStore.copy(home, killed);
        }
        assertThat(afterTheKill()).contains(T0.plus(Duration.ofHours(5)));
    }

    private Optional<Instant> afterTheKill() {
        try (OpenStore store = new OpenStore(killed)) {
            return lastAlive(store);
        }
    }

    private static Optional<Instant> lastAlive(OpenStore store) {
        return store.entries().reversed().stream()
                .map(JournalEntry::fact)
                .filter(ServerStarted.class::isInstance)
                .map(ServerStarted.class::cast)
                .findFirst()
                .orElseThrow()
                .lastAlive();
    }

    private static void append(OpenStore store, Instant at) {
        Append entry =
                store.service().entry(Optional.empty(), at, new StationId("CP-1"), new StationConnected("ocpp1.6"));
        store.service().writer().write(work -> {
            work.append(entry);
            return null;
        });
    }
}
