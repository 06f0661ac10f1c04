package org.ohmstead.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StoreUnavailable;

class SlowClockTest {

    private final SlowClock clock = new SlowClock(Duration.ofMillis(1));

    @ParameterizedTest
    @ValueSource(strings = {"store", "bug", "class"})
    void aLookThatFailsIsNotTheLast(String fault) throws InterruptedException {
        CountDownLatch looks = new CountDownLatch(3);
        clock.start(() -> {
            looks.countDown();
            fail(fault);
        });
        assertThat(looks.await(20, TimeUnit.SECONDS)).isTrue();
        clock.close();
    }

    @Test
    void aFaultWithOneStationDoesNotKeepTheOthersWaiting() {
        List<StationId> looked = new ArrayList<>();
        SlowClock.each(List.of(new StationId("CP-1"), new StationId("CP-2")), station -> {
            looked.add(station);
            throw new IllegalStateException("a bug");
        });
        assertThat(looked).hasSize(2);
    }

    @Test
    void aStoreThatIsAwayKeepsAllWaiting() {
        StoreUnavailable away = new StoreUnavailable("The store is not there", false, null);
        assertThatThrownBy(() -> SlowClock.each(List.of(new StationId("CP-1")), station -> {
                    throw away;
                }))
                .isSameAs(away);
    }

    private static void fail(String fault) {
        switch (fault) {
            case "store" -> throw new StoreUnavailable("The store is not there", false, null);
            case "bug" -> throw new IllegalStateException("a bug");
            default -> throw new NoClassDefFoundError("of a plugin that went");
        }
    }
}
