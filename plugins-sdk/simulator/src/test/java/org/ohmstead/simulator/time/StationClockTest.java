package org.ohmstead.simulator.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

final class StationClockTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void aSteppingClockStandsStillUntilTimeIsLetPass() throws InterruptedException {
        var clock = Pace.stepping(NOON).newClock();

        assertThat(clock.now()).isEqualTo(NOON).isEqualTo(clock.now());
        clock.pass(Duration.ofHours(1));

        assertThat(clock.now()).isEqualTo(NOON.plusSeconds(3_600));
    }

    @Test
    void noTwoThingsHappenAtTheSameTime() {
        for (var pace : new Pace[] {Pace.realTime(), Pace.stepping(NOON), Pace.times(50, NOON)}) {
            var clock = pace.newClock();
            var ticks = new ArrayList<Instant>();
            for (int tick = 0; tick < 1_000; tick++) {
                ticks.add(clock.tick());
            }
            assertThat(ticks).isSorted().doesNotHaveDuplicates();
            assertThat(clock.now()).isAfterOrEqualTo(ticks.getLast());
        }
    }

    @Test
    void aFastClockNeedsLessRealTime() {
        assertThat(Pace.times(60, NOON).newClock().real(Duration.ofMinutes(1))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void timeDoesNotStandOrGoBack() {
        assertThatThrownBy(() -> Pace.times(0, NOON).newClock()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Pace.times(Double.NaN, NOON).newClock()).isInstanceOf(IllegalArgumentException.class);
    }
}
