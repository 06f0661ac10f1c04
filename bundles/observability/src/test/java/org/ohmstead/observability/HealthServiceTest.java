package org.ohmstead.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.csms.HealthCheck.Health;
import org.ohmstead.api.csms.HealthCheck.Status;

class HealthServiceTest {

    private final HealthService service = new HealthService(Duration.ofSeconds(5), Duration.ZERO);

    private static HealthCheck check(String name, Supplier<Health> answer) {
        return new HealthCheck() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Health check() {
                return answer.get();
            }
        };
    }

    private static Health down() {
        return new Health(Status.DOWN, "gone", "restart");
    }

    @Test
    void withoutChecksAllIsWell() {
        assertThat(service.overall()).isEqualTo(Status.OK);
    }

    @Test
    void theWorstWins() {
        service.add(check("a", () -> Health.ok("fine")));
        service.add(check("b", HealthServiceTest::down));
        service.add(check("c", () -> new Health(Status.WARN, "tight", "look")));

        assertThat(service.overall()).isEqualTo(Status.DOWN);
        assertThat(service.checks()).containsOnlyKeys("a", "b", "c");
    }

    @Test
    void ofTwoChecksOfOneNameTheWorseIsTold() {
        service.add(check("store", HealthServiceTest::down));
        service.add(check("store", () -> Health.ok("fine")));

        assertThat(service.checks().get("store").status()).isEqualTo(Status.DOWN);
    }

    @Test
    void aCheckThatThrowsIsAWarning() {
        service.add(check("odd", () -> {
            throw new IllegalStateException("no");
        }));

        assertThat(service.checks().get("odd").status()).isEqualTo(Status.WARN);
    }

    @Test
    void aCheckThatHangsHarmsNoOtherAndIsNotAskedTwice() throws InterruptedException {
        var impatient = new HealthService(Duration.ofMillis(50), Duration.ZERO);
        var release = new CountDownLatch(1);
        var asked = new AtomicInteger();
        impatient.add(check("hangs", () -> {
            asked.incrementAndGet();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Health.ok("back");
        }));
        impatient.add(check("quick", () -> Health.ok("fine")));

        assertThat(impatient.checks().get("hangs").status()).isEqualTo(Status.WARN);
        assertThat(impatient.checks().get("quick")).isNotNull();
        assertThat(asked).hasValue(1);

        release.countDown();
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (impatient.overall() != Status.OK && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        assertThat(impatient.checks().get("hangs").status()).isEqualTo(Status.OK);
    }

    @Test
    void askingOftenAsksTheChecksOnce() {
        var lazy = new HealthService(Duration.ofSeconds(5), Duration.ofHours(1));
        var asked = new AtomicInteger();
        lazy.add(check("a", () -> Health.ok("asked " + asked.incrementAndGet())));

        lazy.checks();
        lazy.overall();

        assertThat(asked).hasValue(1);
    }

    @Test
    void aCheckThatWentIsForgotten() {
        HealthCheck check = check("a", HealthServiceTest::down);
        service.add(check);
        assertThat(service.overall()).isEqualTo(Status.DOWN);

        service.remove(check);

        assertThat(service.checks()).isEmpty();
    }
}
