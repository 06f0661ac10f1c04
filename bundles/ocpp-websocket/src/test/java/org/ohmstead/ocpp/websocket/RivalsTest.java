package org.ohmstead.ocpp.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.model.StationId;

class RivalsTest {

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final StationId STATION = new StationId("CP-1");

    private final Rivals rivals = new Rivals();

    @Test
    void aFightIsToldOnceHoweverLongItLasts() {
        int told = 0;
        for (int i = 0; i < 500; i++) {
            told += rivals.tookOver(STATION, i * MINUTE) ? 1 : 0;
        }
        assertThat(told).isEqualTo(1);
        assertThat(rivals.disputed(500 * MINUTE)).containsExactly(STATION);
    }

    @Test
    void afterAPeaceItIsANewFight() {
        int told = 0;
        for (int i = 0; i < 10; i++) {
            told += rivals.tookOver(STATION, i * MINUTE) ? 1 : 0;
        }
        assertThat(rivals.disputed(60 * MINUTE)).isEmpty();
        for (int i = 60; i < 70; i++) {
            told += rivals.tookOver(STATION, i * MINUTE) ? 1 : 0;
        }
        assertThat(told).isEqualTo(2);
    }

    @Test
    void aTakeoverNowAndThenIsNoFight() {
        for (int i = 0; i < 100; i++) {
            assertThat(rivals.tookOver(STATION, i * 11 * MINUTE)).isFalse();
        }
    }

    @Test
    void eachIdentityHasItsOwnFight() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(rivals.tookOver(new StationId("CP-" + i), 0)).isFalse();
        }
        assertThat(rivals.disputed(0)).isEmpty();
    }
}
