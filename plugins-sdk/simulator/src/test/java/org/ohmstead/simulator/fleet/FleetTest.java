package org.ohmstead.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ohmstead.simulator.SimulationException;
import org.ohmstead.simulator.Simulator;
import org.ohmstead.simulator.TestCsms;
import org.ohmstead.simulator.ledger.Entry;
import org.ohmstead.simulator.ledger.Ledger;
import org.ohmstead.simulator.ledger.TransactionAccount;
import org.ohmstead.simulator.time.Pace;

final class FleetTest {

    private static final Instant MORNING = Instant.parse("2026-11-22T06:00:00Z");

    private final TestCsms csms = new TestCsms();

    @AfterEach
    void end() {
        csms.close();
    }

    private static FleetPlan plan(int stations, int sessions, long seed) {
        return new FleetPlan(
                stations,
                "F",
                Map.of(),
                Optional.empty(),
                List.of("A", "B", "C"),
                10,
                sessions,
                Duration.ofSeconds(60),
                seed);
    }

    private Ledger played(FleetPlan plan) throws InterruptedException {
        try (var simulator = Simulator.builder(csms.door())
                        .pace(Pace.stepping(MORNING))
                        .seed(plan.seed())
                        .build();
                var fleet = new Fleet(simulator, plan, news -> {})) {
            assertThat(fleet.start().awaitEnd(Duration.ofMinutes(2))).isTrue();
            assertThat(simulator.ledger().violations()).isEmpty();
            return simulator.ledger();
        }
    }

    /** What the drivers of stations with one connector did; two at one station share its clock and so its seconds. */
    private static List<String> story(Ledger ledger) {
        return ledger.transactions().stream()
                .filter(account ->
                        !account.station().endsWith("1") && !account.station().endsWith("3"))
                .sorted(Comparator.comparing(TransactionAccount::station).thenComparing(TransactionAccount::started))
                .map(account -> "%s %s %s %d %d"
                        .formatted(
                                account.station(),
                                account.token(),
                                account.started(),
                                account.meterStartWh(),
                                account.energyWh()))
                .toList();
    }

    @Test
    void aThreadThatFailsEndsTheWait() {
        csms.close();
        try (var simulator = Simulator.builder(csms.door())
                        .pace(Pace.stepping(MORNING))
                        .build();
                var fleet = new Fleet(simulator, plan(2, 1, 7), news -> {
                    throw new IllegalStateException("nobody takes the news");
                })) {
            fleet.start();
            assertThatThrownBy(() -> fleet.awaitEnd(Duration.ofMinutes(2)))
                    .isInstanceOf(SimulationException.class)
                    .hasMessageContaining("nobody takes the news");
        }
    }

    @Test
    void oneSeedTellsOneStoryAndAnotherSeedAnother() throws InterruptedException {
        var first = story(played(plan(5, 4, 7)));
        csms.forget();
        var again = story(played(plan(5, 4, 7)));
        csms.forget();
        var other = story(played(plan(5, 4, 8)));

        assertThat(first).hasSizeGreaterThan(8).isEqualTo(again).isNotEqualTo(other);
    }

    @Test
    void driversComeChargeAndLeaveNothingBehind() throws InterruptedException {
        var ledger = played(plan(10, 5, 1));

        assertThat(ledger.transactions()).hasSizeGreaterThan(40).allSatisfy(account -> {
            assertThat(account.ended()).isTrue();
            assertThat(account.energyWh()).isPositive();
            assertThat(account.readings()).isPositive();
        });
        assertThat(ledger.unanswered()).isEmpty();
        assertThat(ledger.acknowledged(Entry.Status.class))
                .extracting(Entry.Status::status)
                .contains("Faulted", "SuspendedEV", "Finishing");
    }

    @Test
    void fiveHundredStationsChargeInOneProcess() throws InterruptedException {
        var ledger = played(plan(500, 1, 3));

        assertThat(ledger.acknowledged(Entry.Boot.class).stream()
                        .map(Entry.Boot::station)
                        .distinct())
                .hasSize(500);
        assertThat(ledger.transactions()).hasSizeGreaterThan(500).allMatch(TransactionAccount::ended);
        assertThat(ledger.unanswered()).isEmpty();
    }

    @Test
    void aDriverComesWhenTheCsmsStartsATransaction() {
        var seldom = new FleetPlan(2, "F", Map.of(), Optional.empty(), List.of("A"), 0.1, 1, Duration.ofSeconds(60), 1);
        try (var simulator =
                        Simulator.builder(csms.door()).pace(Pace.realTime()).build();
                var fleet = new Fleet(simulator, seldom, news -> {})) {
            fleet.start();
            TestCsms.await(() -> fleet.progress().acknowledged() >= 7);

            assertThat(csms.call("F-002", "RemoteStartTransaction", "{\"idTag\":\"APP\"}"))
                    .contains("Accepted");

            TestCsms.await(() -> fleet.progress().kilowatts() > 1);
            assertThat(simulator.ledger().acknowledged(Entry.Start.class))
                    .singleElement()
                    .extracting(Entry.Start::token)
                    .isEqualTo("APP");
        }
    }

    @Test
    void stationsKnowTheirOwnPasswords() throws InterruptedException {
        csms.demandPassword("sesame");
        var plan = new FleetPlan(
                2, "F", Map.of("F-002", "sesame"), Optional.empty(), List.of("A"), 10, 1, Duration.ofSeconds(60), 1);
        try (var simulator = Simulator.at(csms.door());
                var fleet = new Fleet(simulator, plan, news -> assertThat(news).contains("F-001", "401"))) {
            fleet.start();
            TestCsms.await(() -> simulator.ledger().transactions().stream().anyMatch(TransactionAccount::ended));
            assertThat(csms.actions("F-001")).isEmpty();
        }
    }
}
