package org.ohmstead.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

    private static void fail(String fault) {
        switch (fault) {
            case "store" -> throw new StoreUnavailable("The store is not there", false, null);
            case "bug" -> throw new IllegalStateException("a bug");
            default -> throw new NoClassDefFoundError("of a plugin that went");
        }
    }
}
