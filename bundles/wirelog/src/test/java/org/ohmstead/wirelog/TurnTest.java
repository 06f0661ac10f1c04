package org.ohmstead.wirelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TurnTest {

    @Test
    void whoeverComesWhileAnotherSearchesWaitsSoLongAndIsRefusedWithASentence() throws Exception {
        var turn = new Turn(Duration.ofMillis(10));
        var searching = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> turn.take(() -> {
            searching.countDown();
            awaitQuietly(done);
            return "found";
        }));
        searching.await();

        assertThatThrownBy(() -> turn.take(() -> "too early"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Try again");
        done.countDown();

        assertThat(first.get()).isEqualTo("found");
        assertThat(turn.take(() -> "next")).isEqualTo("next");
    }

    @Test
    void aSearchThatFailsIsOver() {
        var turn = new Turn(Duration.ofMillis(10));

        assertThatThrownBy(() -> turn.take(() -> {
                    throw new IllegalArgumentException("no such page");
                }))
                .hasMessage("no such page");

        assertThat(turn.take(() -> "next")).isEqualTo("next");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
