package org.ohmstead.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.simulator.TestCsms.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ohmstead.simulator.ledger.Violation;
import org.ohmstead.simulator.ledger.Violation.Kind;

/** The simulator notices what a CSMS does wrong. */
final class ViolationTest {

    private final TestCsms csms = new TestCsms();
    private final Simulator simulator =
            Simulator.builder(csms.door()).patience(Duration.ofSeconds(10)).build();

    @AfterEach
    void end() {
        simulator.close();
        csms.close();
    }

    private void expect(Kind kind) {
        await(() -> !simulator.ledger().violations().isEmpty());
        assertThat(simulator.ledger().violations()).extracting(Violation::kind).containsExactly(kind);
    }

    @Test
    void anAnswerGivenTwice() {
        csms.answersWithFrames("Heartbeat", "[3,\"%s\",{}]", "[3,\"%1$s\",{}]");
        simulator.ocpp16("CP-1").boots().says("Heartbeat", "{}");

        expect(Kind.ANSWERED_TWICE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[3,\"nobody asked\",{}] | UNKNOWN_MESSAGE_ID",
                "[4,\"nobody asked\",\"InternalError\",\"\",{}] | CALL_ERROR",
                "hello | MALFORMED_FRAME",
                "[3] | MALFORMED_FRAME",
                "[7,\"1\",{}] | MALFORMED_FRAME",
                "[2,\"1\",\"Reset\"] | MALFORMED_FRAME",
                "{\"a\":1} | MALFORMED_FRAME"
            })
    void aFrameThatShouldNotBe(String frame, Kind kind) {
        simulator.ocpp16("CP-1").boots();

        csms.send("CP-1", frame);

        await(() -> !simulator.ledger().violations().isEmpty());
        assertThat(simulator.ledger().violations())
                .first()
                .satisfies(violation -> assertThat(violation.kind()).isEqualTo(kind));
    }

    @Test
    void oneTransactionIdForTwoTransactions() {
        csms.answers("StartTransaction", call -> "{\"transactionId\":7,\"idTagInfo\":{\"status\":\"Accepted\"}}");

        simulator.ocpp16("CP-1").boots().connector(1).plugsIn().swipes("A").unplugs();
        simulator.ocpp16("CP-2").boots().connector(1).plugsIn().swipes("B");

        expect(Kind.TRANSACTION_ID_REUSED);
    }

    @ParameterizedTest
    @CsvSource({"0", "-1"})
    void aTransactionIdThatIsNoNumberToCountWith(int id) {
        csms.answers(
                "StartTransaction",
                call -> "{\"transactionId\":%d,\"idTagInfo\":{\"status\":\"Accepted\"}}".formatted(id));

        simulator.ocpp16("CP-1").boots().connector(1).plugsIn().swipes("A");

        expect(Kind.TRANSACTION_ID_NOT_POSITIVE);
    }

    @Test
    void aStartAnsweredWithoutATransactionIdIsAskedAgain() {
        csms.answers("StartTransaction", call -> "{\"idTagInfo\":{\"status\":\"Accepted\"}}");

        simulator
                .ocpp16("CP-1")
                .key("TransactionMessageAttempts", "2")
                .boots()
                .connector(1)
                .plugsIn()
                .swipes("A");

        assertThat(csms.calls("StartTransaction")).hasSize(2);
        assertThat(simulator.ledger().violations()).extracting(Violation::kind).containsOnly(Kind.MALFORMED_ANSWER);
    }

    @Test
    void aWellBehavedCsmsBreaksNothing() {
        simulator.ocpp16("CP-1").boots().connector(1).plugsIn().swipes("A").unplugs();

        assertThat(simulator.ledger().violations()).isEmpty();
    }
}
