package org.ohmstead.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ohmstead.simulator.fleet.Fleet;
import org.ohmstead.simulator.fleet.FleetPlan;
import org.ohmstead.simulator.ledger.Entry;
import org.ohmstead.simulator.ledger.Ledger;
import org.ohmstead.simulator.ledger.TransactionAccount;
import org.ohmstead.simulator.time.Pace;

/** Connections die at any moment; afterwards the ledger is what the CSMS knows. */
final class ChaosTest {

    private static final Instant MORNING = Instant.parse("2026-11-22T06:00:00Z");
    private static final FleetPlan PLAN =
            new FleetPlan(20, "C", Map.of(), Optional.empty(), List.of("A", "B"), 10, 4, Duration.ofSeconds(60), 11);

    private final TestCsms csms = new TestCsms();

    @AfterEach
    void end() {
        csms.close();
    }

    @Test
    void theLedgerHoldsExactlyWhatTheCsmsWasToldHoweverOftenConnectionsDie() throws InterruptedException {
        csms.diesAtRandom(0.15);
        try (var simulator = Simulator.builder(csms.door())
                        .pace(Pace.stepping(MORNING))
                        .backoff(Duration.ofMillis(5), Duration.ofMillis(20))
                        .build();
                var fleet = new Fleet(simulator, PLAN, news -> {})) {
            assertThat(fleet.start().awaitEnd(Duration.ofMinutes(2))).isTrue();
            var ledger = simulator.ledger();
            TestCsms.await(() -> fleet.progress().waiting() == 0);
            assertThat(csms.deaths()).isGreaterThan(100);
            assertThat(ledger.violations()).isEmpty();
            assertThat(ledger.transactions()).hasSizeGreaterThan(80).allMatch(TransactionAccount::ended);
            assertThat(ledger.unanswered(Entry.Start.class)).isEmpty();
            assertThat(ledger.unanswered(Entry.Reading.class)).isEmpty();
            assertThat(ledger.unanswered(Entry.Stop.class)).isEmpty();
            assertThat(acknowledged(ledger)).doesNotHaveDuplicates().hasSameElementsAs(known());
        }
    }

    private static List<String> acknowledged(Ledger ledger) {
        return Stream.<Entry>concat(
                        ledger.acknowledged(Entry.Start.class).stream(),
                        Stream.concat(
                                ledger.acknowledged(Entry.Reading.class).stream(),
                                ledger.acknowledged(Entry.Stop.class).stream()))
                .map(entry -> switch (entry) {
                    case Entry.Start start -> "%s start %s %s".formatted(start.station(), start.at(), start.token());
                    case Entry.Reading reading ->
                        "%s reading %s %s"
                                .formatted(
                                        reading.station(),
                                        reading.at(),
                                        reading.transaction().orElseThrow());
                    case Entry.Stop stop ->
                        "%s stop %s %s %d".formatted(stop.station(), stop.at(), stop.transaction(), stop.registerWh());
                    case Entry.Boot boot -> throw new AssertionError(boot);
                    case Entry.Status status -> throw new AssertionError(status);
                })
                .toList();
    }

    /** What arrived at the CSMS, each thing once. */
    private Set<String> known() {
        return csms.calls.stream()
                .flatMap(call -> switch (call.action()) {
                    case "StartTransaction" ->
                        Stream.of("%s start %s %s"
                                .formatted(
                                        call.station(),
                                        call.payload().text("timestamp").orElseThrow(),
                                        call.payload().text("idTag").orElseThrow()));
                    case "MeterValues" ->
                        Stream.of("%s reading %s %d"
                                .formatted(
                                        call.station(),
                                        timestampIn(call),
                                        call.payload().number("transactionId").orElseThrow()));
                    case "StopTransaction" ->
                        Stream.of("%s stop %s %d %d"
                                .formatted(
                                        call.station(),
                                        call.payload().text("timestamp").orElseThrow(),
                                        call.payload().number("transactionId").orElseThrow(),
                                        call.payload().number("meterStop").orElseThrow()));
                    default -> Stream.empty();
                })
                .collect(Collectors.toSet());
    }

    private static String timestampIn(TestCsms.Call call) {
        var values = (List<?>) call.payload().members().get("meterValue");
        return (String) ((Map<?, ?>) values.getFirst()).get("timestamp");
    }
}
