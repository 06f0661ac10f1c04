package org.ohmstead.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.HealthCheck.Status;
import org.ohmstead.api.journal.Facts.ServerClockJumped;

class ClockWatchTest {

    private static final Instant T0 = OpenStore.T0;

    private Instant now = T0;
    private long nanos = -5;
    private final List<ServerClockJumped> told = new ArrayList<>();
    private final ClockWatch watch =
            new ClockWatch(((InstantSource) () -> now).withZone(ZoneOffset.UTC), () -> nanos, told::add);

    @Test
    void aClockThatIsKeptRightTellsNothing() {
        for (int minute = 0; minute < 500; minute++) {
            passes(Duration.ofMinutes(1), Duration.ofMinutes(1).plusMillis(30));
        }
        assertThat(told).isEmpty();
        assertThat(watch.check().status()).isEqualTo(Status.OK);
    }

    @Test
    void aClockSetBackIsToldOnceAndForADay() {
        passes(Duration.ofMinutes(1), Duration.ofHours(-2));
        passes(Duration.ofMinutes(1), Duration.ofMinutes(1));
        assertThat(told).containsExactly(new ServerClockJumped(T0.plusSeconds(60), T0.minus(Duration.ofHours(2))));
        assertThat(watch.check().status()).isEqualTo(Status.WARN);
        assertThat(watch.check().message()).contains("2026-11-22T06:00:00Z");

        passes(Duration.ofHours(25), Duration.ofHours(25));
        assertThat(watch.check().status()).isEqualTo(Status.OK);
        assertThat(told).hasSize(1);
    }

    @Test
    void aMachineThatSleptIsToldToo() {
        passes(Duration.ofSeconds(1), Duration.ofHours(8));
        assertThat(told).containsExactly(new ServerClockJumped(T0.plusSeconds(1), T0.plus(Duration.ofHours(8))));
    }

    private void passes(Duration really, Duration byTheClock) {
        nanos += really.toNanos();
        now = now.plus(byTheClock);
        watch.look();
    }
}
