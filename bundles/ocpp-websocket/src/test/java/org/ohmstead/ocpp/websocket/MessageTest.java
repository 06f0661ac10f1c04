package org.ohmstead.ocpp.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes over an open connection, and what closes it. */
class MessageTest extends AtTheDoor {

    @Test
    void binaryIsNotSpokenHere() throws Exception {
        try (RawStation station = connected()) {
            station.frame(true, 2, "hello".getBytes(UTF_8));
            assertThat(station.closeCode()).isEqualTo(1003);
        }
    }

    @Test
    void whatIsNotUtf8EndsTheConnection() throws Exception {
        try (RawStation station = connected()) {
            station.frame(true, 1, new byte[] {'a', (byte) 0xC3, 'b'});
            assertThat(station.closeCode()).isEqualTo(1007);
        }
    }

    @Test
    void aReplacementCharacterThatIsMeantIsNoMistake() throws Exception {
        try (RawStation station = connected()) {
            station.text("a\uFFFDb");
            assertThat(station.receive().text()).isEqualTo("ocpp1.6: a\uFFFDb");
        }
    }

    @Test
    void aMessageMayComeInPiecesCutAnywhere() throws Exception {
        byte[] message = "Grüße 🔌".getBytes(UTF_8);
        try (RawStation station = connected()) {
            station.frame(false, 1, new byte[0]);
            for (byte one : message) {
                station.frame(false, 0, new byte[] {one});
                station.frame(true, 9, new byte[] {one});
                assertThat(station.receive().opcode()).isEqualTo(10);
            }
            station.frame(true, 0, new byte[0]);
            assertThat(station.receive().text()).isEqualTo("ocpp1.6: Grüße 🔌");
        }
    }

    @Test
    void aMessageOfTheGreatestLengthIsTakenAndALongerOneIsNot() throws Exception {
        try (RawStation station = connected()) {
            station.text("x".repeat(8192));
            assertThat(station.receive().text()).hasSize(8192 + "ocpp1.6: ".length());
            station.text("x".repeat(8193));
            assertThat(station.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void aMessageInManyPiecesCannotBeLongerEither() throws Exception {
        try (RawStation station = connected()) {
            station.frame(false, 1, new byte[8000]);
            station.frame(false, 0, new byte[193]);
            assertThat(station.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void aFrameThatPretendsToBeEndlessIsNotWaitedFor() throws Exception {
        try (RawStation station = connected()) {
            station.bytes(
                    (byte) 0x81,
                    (byte) 0xFF,
                    (byte) 0,
                    (byte) 0,
                    (byte) 0x7F,
                    (byte) 0,
                    (byte) 0,
                    (byte) 0,
                    (byte) 0,
                    (byte) 0);
            station.bytes(new byte[4 + 9000]);
            assertThat(station.closeCode()).isEqualTo(1009);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1, continuation of nothing", "3, 1, reserved opcode"})
    void whatBreaksTheWebSocketProtocolEndsTheConnection(int opcode, int length, String what) throws Exception {
        try (RawStation station = connected()) {
            station.frame(true, opcode, new byte[length]);
            assertThat(station.closeCode()).as(what).isEqualTo(1002);
        }
        gatehouse.await(() -> !gatehouse.has("CP-1"));
    }

    @Test
    void aPingIsAnsweredAndHeard() throws Exception {
        try (RawStation station = connected()) {
            station.frame(true, 9, "are you there".getBytes(UTF_8));
            RawStation.Received pong = station.receive();
            assertThat(pong.opcode()).isEqualTo(10);
            assertThat(pong.text()).isEqualTo("are you there");
            assertThat(gatehouse.heard).hasValue(1);
        }
    }

    @Test
    void whoDoesNotReadWhatItIsSentIsCutOff() throws Exception {
        try (RawStation station = connected()) {
            station.text("flood 500");
            gatehouse.await(() -> !gatehouse.has("CP-1"));
        }
    }

    /** Pongs that nobody reads must not pile up: the next ping is taken when the answer to this one has left. */
    @Test
    void whoPingsAndReadsNoAnswerIsReadNoFurtherAndCutOff() throws Exception {
        int pings = 400_000;
        try (RawStation station = connected()) {
            assertThatThrownBy(() -> station.frames(pings, 9, new byte[125])).isInstanceOf(SocketException.class);
            gatehouse.await(() -> !gatehouse.has("CP-1"));
        }
        assertThat(gatehouse.heard.get()).isLessThan(pings);
    }

    @Test
    void whoReadsNothingForTooLongIsCutOff() throws Exception {
        try (RawStation station = connected()) {
            station.text("shout");
            gatehouse.await(() -> gatehouse.heard.get() == 1);
            gatehouse.await(() -> !gatehouse.has("CP-1"));
        }
    }

    @Test
    void whoSaysTooMuchIsReadMoreSlowlyAndLosesNothing() throws Exception {
        close();
        door = open(limits(new Limits.Rate(20, 5), NOBODY, patience(Duration.ofSeconds(10))));
        try (RawStation station = connected()) {
            long begun = System.nanoTime();
            for (int i = 0; i < 15; i++) {
                station.text("hello " + i);
            }
            for (int i = 0; i < 15; i++) {
                assertThat(station.receive().text()).isEqualTo("ocpp1.6: hello " + i);
            }
            assertThat(System.nanoTime() - begun).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(400));
        }
    }

    @Test
    void theAnswerToAPingIsHeardToo() throws Exception {
        try (RawStation station = connected()) {
            station.frame(true, 10, new byte[0]);
            gatehouse.await(() -> gatehouse.heard.get() == 1);
        }
        assertThat(lanes.heard).isEmpty();
    }

    /** Who leaves in the middle of a message has not said it. */
    @Test
    void halfAMessageIsNone() throws Exception {
        try (RawStation station = connected()) {
            station.frame(false, 1, "[2,\"1\",\"Heart".getBytes(UTF_8));
            gatehouse.await(() -> gatehouse.heard.get() == 1);
        }
        gatehouse.await(() -> !gatehouse.has("CP-1"));
        assertThat(lanes.heard).isEmpty();
    }

    @Test
    void aNewMessageInTheMiddleOfAnotherEndsTheConnection() throws Exception {
        try (RawStation station = connected()) {
            station.frame(false, 1, new byte[] {'a'});
            station.frame(true, 1, new byte[] {'b'});
            assertThat(station.closeCode()).isEqualTo(1002);
        }
        assertThat(lanes.heard).isEmpty();
    }

    @Test
    void whatComesAfterAMessageThatEndedTheConnectionReachesNobody() throws Exception {
        try (RawStation station = connected()) {
            station.frame(true, 2, new byte[] {'a'});
            station.text("hello");
            assertThat(station.closeCode()).isEqualTo(1003);
        }
        gatehouse.await(() -> !gatehouse.has("CP-1"));
        assertThat(lanes.heard).isEmpty();
    }
}
