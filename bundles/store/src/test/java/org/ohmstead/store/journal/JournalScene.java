package org.ohmstead.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.store.OpenStore.T0;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts.ReadingsStored;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.store.OpenStore;

/** A journal in a store of its own, with words to fill it. */
@Timeout(60)
abstract class JournalScene {

    static final StationId CP1 = new StationId("CP-1");
    static final StationId CP2 = new StationId("CP-2");
    static final JournalPosition BEGIN = new JournalPosition(1, 0);

    @TempDir
    Path home;

    OpenStore store;

    @BeforeEach
    void open() {
        store = new OpenStore(home);
    }

    @AfterEach
    void close() {
        store.close();
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    void restart() {
        store.close();
        store = new OpenStore(home);
    }

    void append(Fact fact, StationId station, Optional<Instant> stationTime) {
        appendTogether(store.service().entry(stationTime, T0, station, fact));
    }

    void appendTogether(Append... entries) {
        store.service().writer().write(work -> {
            List.of(entries).forEach(work::append);
            return null;
        });
    }

    Append entry(StationId station, Fact fact) {
        return store.service().entry(Optional.empty(), T0, station, fact);
    }

    Append readings(StationId station, int count) {
        return entry(
                station,
                new ReadingsStored(
                        Optional.of(new TransactionId(7)), Connector.of(1), count, Optional.of(new Energy(5))));
    }
}
