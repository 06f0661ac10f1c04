package org.ohmstead.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ohmstead.simulator.TestCsms.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ohmstead.simulator.wire.RefusedException;

final class RawStationTest {

    private final TestCsms csms = new TestCsms();
    private final Simulator simulator =
            Simulator.builder(csms.door()).patience(Duration.ofSeconds(10)).build();

    @AfterEach
    void end() {
        simulator.close();
        csms.close();
    }

    @Test
    void anyTextGoesOutAndAllAnswersAreCollected() {
        var raw = simulator.raw("CP-1").connect();

        raw.sends("[2,\"1\",\"Nonsense\",{}]").sends("[2,\"2\",\"Heartbeat\",{\"x\":[]}]");

        assertThat(raw.next()).isEqualTo("[3,\"1\",{}]");
        assertThat(raw.awaits(frame -> frame.contains("currentTime"))).startsWith("[3,\"2\"");
        assertThat(raw.received()).hasSize(2);
        assertThat(simulator.ledger().violations()).isEmpty();
    }

    @Test
    void aFrameTheCsmsCannotReadMayCostTheConnection() {
        var raw = simulator.raw("CP-1").connect();

        raw.sends("this is no JSON");

        assertThat(raw.awaitsClose()).isEqualTo(1011);
        assertThatThrownBy(() -> raw.sends("[]")).isInstanceOf(SimulationException.class);
    }

    @Test
    void binaryFramesCanBeSent() {
        var raw = simulator.raw("CP-1").connect();

        raw.sendsBinary(new byte[] {1, 2, 3});

        await(() -> csms.binaryFrames.get() == 1);
    }

    @Test
    void aHandshakeWithoutACommonSubprotocolStandsForARawStationOnly() {
        var raw = simulator.raw("CP-1").subprotocols("ocpp9.9").connect();
        assertThat(raw.subprotocol()).isEmpty();
        assertThat(simulator.raw("CP-2").subprotocols().connect().subprotocol()).isEmpty();

        csms.speak("ocpp9.9");
        assertThatThrownBy(() -> simulator.ocpp16("CP-3").connect())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("ocpp1.6");
    }

    @Test
    void vanishingIsNotLeaving() {
        simulator.raw("CP-1").connect().vanishes();
        await(() -> csms.closeCodes.equals(List.of(1006)));
    }

    @Test
    void waitingInVainSaysWhatCameInstead() {
        try (var hasty =
                Simulator.builder(csms.door()).patience(Duration.ofMillis(50)).build()) {
            var raw = hasty.raw("CP-1").connect().sends("[2,\"1\",\"Heartbeat\",{}]");
            await(() -> raw.received().size() == 1);
            raw.next();

            assertThatThrownBy(raw::next)
                    .isInstanceOf(SimulationException.class)
                    .hasMessageContaining("currentTime");
        }
    }
}
