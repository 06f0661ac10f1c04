package org.ohmstead.store.readings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.MeterValue;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.Sample;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.store.OpenStore;
import org.ohmstead.store.tables.JdbcTransactionStore;
import org.ohmstead.transactions.store.TransactionStore;
import org.ohmstead.transactions.store.TransactionStore.Readings;
import org.ohmstead.transactions.store.TransactionStore.Recorded;

/** Months turn while cars charge. */
class MonthlyReadingsTest {

    private static final Instant LAST_OF_NOVEMBER = Instant.parse("2026-11-30T23:59:59.9Z");
    private static final Instant FIRST_OF_DECEMBER = Instant.parse("2026-12-01T00:00:00.1Z");
    private static final Instant LATE_DECEMBER = Instant.parse("2026-12-20T12:00:00Z");
    private static final TransactionId TRANSACTION = new TransactionId(9);

    @TempDir
    private Path home;

    private OpenStore store;
    private TransactionStore transactions;

    @BeforeEach
    void open() {
        store = new OpenStore(home);
        transactions = new JdbcTransactionStore(store.service());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aTransactionOverTheTurnOfAMonthIsReadAsOne() {
        record(LAST_OF_NOVEMBER.minusSeconds(60), 1, LAST_OF_NOVEMBER);
        record(FIRST_OF_DECEMBER, 2, FIRST_OF_DECEMBER);
        record(LATE_DECEMBER, 3, LATE_DECEMBER);

        List<Long> seen = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Page<Reading> page = transactions.readings(TRANSACTION, new Page.Request(next, 2));
            page.items()
                    .forEach(reading -> seen.add(reading.energy().orElseThrow().milliwattHours()));
            next = page.next();
        } while (next.isPresent());
        assertThat(seen).containsExactly(1L, 2L, 3L);
        assertThat(transactions.registerBefore(TRANSACTION, FIRST_OF_DECEMBER)).contains(new Energy(1));
        assertThat(transactions.registerBefore(TRANSACTION, LATE_DECEMBER)).contains(new Energy(2));
    }

    @Test
    void aRepetitionInTheNextMonthIsRecognised() {
        record(LAST_OF_NOVEMBER, 1, LAST_OF_NOVEMBER);

        assertThat(record(LAST_OF_NOVEMBER, 1, FIRST_OF_DECEMBER)).isEqualTo(Recorded.REPEATED);
        assertThat(record(LAST_OF_NOVEMBER, 1, LATE_DECEMBER)).isEqualTo(Recorded.REPEATED);
        assertThat(record(LAST_OF_NOVEMBER, 2, LATE_DECEMBER)).isEqualTo(Recorded.STORED);
    }

    @Test
    void soItIsWhereTheStationsClockIsAheadOfTheMonth() {
        record(FIRST_OF_DECEMBER, 1, LAST_OF_NOVEMBER);

        assertThat(record(FIRST_OF_DECEMBER, 1, FIRST_OF_DECEMBER)).isEqualTo(Recorded.REPEATED);
    }

    @Test
    void aClockFarInThePastIsNoHarm() {
        Instant longAgo = Instant.parse("1970-01-01T00:00:07Z");
        record(longAgo, 1, LAST_OF_NOVEMBER);
        record(longAgo, 2, LATE_DECEMBER);

        assertThat(record(longAgo, 1, LATE_DECEMBER)).isEqualTo(Recorded.REPEATED);
        assertThat(transactions.readings(TRANSACTION, Page.Request.first(10)).items())
                .hasSize(2);
    }

    @Test
    void monthsAndMeterPointsAreKnownAfterARestart() {
        Readings outside = new Readings(
                new StationId("CP-1"),
                Connector.of(0),
                Optional.empty(),
                List.of(reading(LAST_OF_NOVEMBER, 1, LAST_OF_NOVEMBER)),
                LAST_OF_NOVEMBER);
        transactions.record(outside);
        record(LAST_OF_NOVEMBER, 1, LAST_OF_NOVEMBER);
        store.close();
        open();

        assertThat(transactions.record(outside)).isEqualTo(Recorded.REPEATED);
        assertThat(transactions.readings(TRANSACTION, Page.Request.first(10)).items())
                .hasSize(1);
        assertThat(record(LATE_DECEMBER, 1, LATE_DECEMBER)).isEqualTo(Recorded.STORED);
    }

    private Recorded record(Instant at, long energy, Instant receivedAt) {
        return transactions.record(new Readings(
                new StationId("CP-1"),
                Connector.of(1),
                Optional.of(TRANSACTION),
                List.of(reading(at, energy, receivedAt)),
                receivedAt));
    }

    private static Reading reading(Instant at, long energy, Instant receivedAt) {
        Sample sample =
                new Sample(Long.toString(energy), Sample.ENERGY_IMPORT, "", "Outlet", "Sample.Periodic", "Wh", false);
        return new Reading(
                new MeterValue(at, List.of(sample)),
                receivedAt,
                Optional.of(new Energy(energy)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
