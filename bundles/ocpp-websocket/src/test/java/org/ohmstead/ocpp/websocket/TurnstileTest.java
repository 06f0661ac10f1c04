package org.ohmstead.ocpp.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TurnstileTest {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<Integer> judged = new CopyOnWriteArrayList<>();

    private void occupy(Turnstile turnstile) throws InterruptedException {
        assertThat(turnstile.enter(() -> {
                    begun.countDown();
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .isTrue();
        begun.await();
    }

    @Test
    void whoFindsNoPlaceIsSentAwayAndTheOthersAreJudgedInTheirOrder() throws Exception {
        Turnstile turnstile = new Turnstile(1, 3);
        occupy(turnstile);
        CountDownLatch done = new CountDownLatch(3);
        for (int i = 0; i < 4; i++) {
            int number = i;
            assertThat(turnstile.enter(() -> {
                        judged.add(number);
                        done.countDown();
                    }))
                    .isEqualTo(i < 3);
        }
        assertThat(judged).isEmpty();
        release.countDown();
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(judged).containsExactly(0, 1, 2);
    }

    @Test
    void itTurnsAgainAfterARest() throws Exception {
        Turnstile turnstile = new Turnstile(2, 3);
        for (int i = 0; i < 100; i++) {
            CountDownLatch done = new CountDownLatch(1);
            assertThat(turnstile.enter(done::countDown)).isTrue();
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aJudgementThatFailsHoldsUpNobody() throws Exception {
        Turnstile turnstile = new Turnstile(1, 3);
        for (int i = 0; i < 3; i++) {
            occupyBroken(turnstile);
        }
        CountDownLatch done = new CountDownLatch(1);
        assertThat(turnstile.enter(done::countDown)).isTrue();
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private static void occupyBroken(Turnstile turnstile) {
        assertThat(turnstile.enter(() -> {
                    Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> {});
                    throw new StackOverflowError();
                }))
                .isTrue();
    }
}
