package org.ohmstead.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ohmstead.simulator.TestCsms.await;
import static org.ohmstead.simulator.meter.Energy.kWh;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ohmstead.simulator.ledger.Entry;
import org.ohmstead.simulator.ledger.TransactionAccount;
import org.ohmstead.simulator.ledger.Violation;
import org.ohmstead.simulator.ocpp16.Station16;

/** Lost connections, lost answers, and what the ledger says of them. */
final class OfflineTest {

    private final TestCsms csms = new TestCsms();
    private final Simulator simulator = Simulator.builder(csms.door())
            .patience(Duration.ofSeconds(10))
            .backoff(Duration.ofMillis(10), Duration.ofMillis(50))
            .build();

    @AfterEach
    void end() {
        simulator.close();
        csms.close();
    }

    private Station16 booted() {
        return simulator.ocpp16("CP-1").boots();
    }

    private List<String> transactionMessages() {
        return csms.actions("CP-1").stream()
                .filter(List.of("StartTransaction", "MeterValues", "StopTransaction")::contains)
                .toList();
    }

    @Test
    void aSessionOfflineIsDeliveredInOrderWithItsOwnTimesAndTheIdGivenLater() {
        var station = booted().vanish();
        var before = station.clock().now();
        station.connector(1).plugsIn().swipes("04A1B2").charges(kWh(0.5)).unplugs();
        assertThat(transactionMessages()).isEmpty();
        assertThat(station.backlog()).isEqualTo(5);

        station.reconnect();

        assertThat(transactionMessages())
                .containsExactly("StartTransaction", "MeterValues", "MeterValues", "MeterValues", "StopTransaction");
        assertThat(csms.calls("BootNotification")).hasSize(1);
        var started = Instant.parse(csms.calls("StartTransaction")
                .getFirst()
                .payload()
                .text("timestamp")
                .orElseThrow());
        var stopped = Instant.parse(csms.calls("StopTransaction")
                .getFirst()
                .payload()
                .text("timestamp")
                .orElseThrow());
        assertThat(started).isAfter(before);
        assertThat(stopped).isAfter(started.plusSeconds(120));
        assertThat(csms.calls("StopTransaction").getFirst().payload().number("transactionId"))
                .hasValue(1);
        assertThat(simulator.ledger().transactions())
                .singleElement()
                .extracting(TransactionAccount::energyWh)
                .isEqualTo(500L);
    }

    @Test
    void onlyTheCurrentStatusIsToldAfterTimeOffline() {
        var station = booted().vanish();
        station.connector(1)
                .plugsIn()
                .swipes("04A1B2")
                .charges(kWh(0.1))
                .unplugs()
                .plugsIn();

        station.reconnect();

        assertThat(csms.calls("StatusNotification"))
                .extracting(call -> call.payload().text("status").orElseThrow())
                .containsExactly("Available", "Available", "Preparing");
    }

    @Test
    void anAnswerThatNeverCameIsNotAcknowledgedUntilTheRetryIsAnswered() {
        var station = booted().vanishesOnceSent("StartTransaction");

        station.connector(1).plugsIn().swipes("04A1B2");
        await(() -> csms.calls("StartTransaction").size() == 1);
        assertThat(simulator.ledger().acknowledged(Entry.Start.class)).isEmpty();
        assertThat(simulator.ledger().unanswered(Entry.Start.class)).hasSize(1);

        station.reconnect();

        assertThat(simulator.ledger().unanswered()).isEmpty();
        assertThat(simulator.ledger().acknowledged(Entry.Start.class))
                .singleElement()
                .satisfies(start -> assertThat(start.transaction()).contains("1"));
        assertThat(csms.calls("StartTransaction")).hasSize(2).satisfies(calls -> {
            assertThat(calls.get(0).payload()).isEqualTo(calls.get(1).payload());
            assertThat(calls.get(0).messageId()).isNotEqualTo(calls.get(1).messageId());
        });
    }

    @Test
    void aConnectionThatDiesBetweenSendAndAnswerLosesAndDoublesNothing() {
        csms.diesInsteadOfAnswering("MeterValues", 3);
        csms.diesInsteadOfAnswering("StopTransaction", 2);
        csms.diesInsteadOfAnswering("StatusNotification", 2);

        booted().connector(1).plugsIn().swipes("04A1B2").charges(kWh(1)).unplugs();
        await(() -> simulator.ledger().acknowledged(Entry.Stop.class).size() == 1);
        await(() -> simulator.ledger().unanswered().isEmpty());

        assertThat(simulator.ledger().acknowledged(Entry.Reading.class))
                .doesNotHaveDuplicates()
                .isSortedAccordingTo(java.util.Comparator.comparing(Entry.Reading::at));
        assertThat(csms.calls("StopTransaction")).hasSize(3);
        assertThat(simulator.ledger().transactions())
                .singleElement()
                .satisfies(account -> assertThat(account.energyWh()).isEqualTo(1000));
        assertThat(simulator.ledger().violations()).isEmpty();
    }

    @Test
    void aKilledCsmsIsFoundAgainAndToldWhatItMissed() {
        var station = booted();
        var connector = station.connector(1).plugsIn().swipes("04A1B2");

        csms.stop();
        connector.charges(kWh(1));
        csms.start();
        connector.unplugs();
        await(() -> station.backlog() == 0);

        assertThat(simulator.ledger().transactions()).singleElement().satisfies(account -> {
            assertThat(account.energyWh()).isEqualTo(1000);
            assertThat(account.ended()).isTrue();
        });
        assertThat(simulator.ledger().violations()).isEmpty();
    }

    @Test
    void replayedMessagesKeepOrderAndContentUnderNewIdsAndOneLedgerEntry() {
        var station = booted();
        station.connector(1).plugsIn().swipes("04A1B2").charges(kWh(0.2)).unplugs();
        int before = csms.calls.size();
        long acknowledged = simulator.ledger().count();

        station.replays(4);

        var again = csms.calls.subList(before, csms.calls.size());
        assertThat(again)
                .extracting(TestCsms.Call::action)
                .containsExactly("StartTransaction", "MeterValues", "MeterValues", "StopTransaction");
        assertThat(csms.calls).extracting(TestCsms.Call::messageId).doesNotHaveDuplicates();
        assertThat(simulator.ledger().count()).isEqualTo(acknowledged);
        assertThat(simulator.ledger().violations()).isEmpty();
    }

    @Test
    void aReplayedStartThatGetsAnotherNumberIsAViolation() {
        var station = booted();
        station.connector(1).plugsIn().swipes("04A1B2");
        csms.answers("StartTransaction", call -> "{\"transactionId\":99,\"idTagInfo\":{\"status\":\"Accepted\"}}");

        station.replays(1);

        assertThat(simulator.ledger().violations())
                .extracting(Violation::kind)
                .containsExactly(Violation.Kind.REPEATED_START_RENUMBERED);
    }

    @Test
    void aMessageRefusedThreeTimesIsGivenUpAndTheNextOneIsSent() {
        csms.answersWithFrames("MeterValues", "[4,\"%s\",\"InternalError\",\"\",{}]");

        booted().connector(1).plugsIn().swipes("04A1B2").charges(kWh(0.1)).unplugs();

        assertThat(csms.calls("MeterValues")).hasSize(3);
        assertThat(simulator.ledger().acknowledged(Entry.Reading.class)).isEmpty();
        assertThat(simulator.ledger().unanswered()).isEmpty();
        assertThat(simulator.ledger().acknowledged(Entry.Stop.class)).hasSize(1);
        assertThat(simulator.ledger().violations())
                .extracting(Violation::kind)
                .containsOnly(Violation.Kind.CALL_ERROR)
                .hasSize(3);
    }

    @Test
    void aStartNeverAcceptedLeavesMinusOneInWhatFollows() {
        csms.answersWithFrames("StartTransaction", "[4,\"%s\",\"InternalError\",\"\",{}]");

        booted().connector(1).plugsIn().swipes("04A1B2").unplugs();

        assertThat(csms.calls("StopTransaction").getFirst().payload().number("transactionId"))
                .hasValue(-1);
    }

    @Test
    void aPasswordlessDoorThatIsGoneIsSaidInOneSentence() {
        csms.stop();

        assertThatThrownBy(() -> booted())
                .isInstanceOf(SimulationException.class)
                .hasMessage("CP-1 found nobody at the door");
    }

    @Test
    void vanishingSendsNoCloseFrameAndLeavingDoes() {
        var station = booted();

        station.vanish();
        await(() -> csms.closeCodes.equals(List.of(1006)));
        station.reconnect();
        station.leaves();

        await(() -> csms.closeCodes.equals(List.of(1006, 1000)));
    }
}
