package org.ohmstead.wirelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.wirelog.Wire.CP_1;

import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.csms.FrameTap.SeenFrame;
import org.ohmstead.api.csms.HealthCheck.Status;
import org.ohmstead.api.csms.Meters;
import org.ohmstead.api.csms.WireLog.Query;
import org.ohmstead.api.model.Page;

@Timeout(60)
class WireLogServiceTest {

    @TempDir
    private Path home;

    private final Wire wire = new Wire();
    private final Totals totals = new Totals();
    private final AtomicLong megabytesLeft = new AtomicLong(1_000);
    private WireLogService log;

    private void open(boolean enabled) {
        log = new WireLogService(
                settings(enabled),
                new LogFiles(home.resolve("wirelog")),
                () -> megabytesLeft.get() << 20,
                wire,
                totals,
                wire.clock);
    }

    @AfterEach
    void close() throws Exception {
        log.close();
    }

    private List<String> kept() {
        return log
                .search(
                        new Query(
                                Optional.of(CP_1),
                                Instant.EPOCH,
                                wire.clock.instant().plusSeconds(1)),
                        Page.Request.first(1_000))
                .items()
                .stream()
                .map(SeenFrame::text)
                .toList();
    }

    @Test
    void whatIsSaidIsFoundAMomentLaterWithoutClosingAnything() {
        open(true);
        wire.says(CP_1, "hello secret");

        await(() -> kept().equals(List.of("hello ***")));
        assertThat(log.check().status()).isEqualTo(Status.OK);
        assertThat(totals.values).containsKey("wirelog.dropped");
    }

    @Test
    void whatIsStillInTheSpoolIsWrittenAtTheEnd() throws Exception {
        open(true);
        wire.says(CP_1, "last words");
        log.close();

        assertThat(kept()).containsExactly("last words");
        assertThat(wire.isWatched()).isFalse();
        assertThat(totals.values).isEmpty();
    }

    @Test
    void switchedOffItListensToNobodyAndStillFindsWhatWas() throws Exception {
        open(true);
        wire.says(CP_1, "before");
        log.close();
        open(false);
        wire.says(CP_1, "after");

        assertThat(wire.isWatched()).isFalse();
        assertThat(kept()).containsExactly("before");
        assertThat(log.check().message()).contains("off");
    }

    @Test
    void aDiskThatRefusesIsAWarningOfHealth() throws Exception {
        Files.createFile(home.resolve("wirelog"));
        open(true);
        wire.says(CP_1, "nowhere to go");

        await(() -> log.check().status() == Status.WARN
                && totals.values.get("wirelog.dropped").getAsDouble() == 1);
    }

    @Test
    void theRestOfTheDiskIsLeftToOthersAndItGoesOnLater() {
        open(true);
        wire.says(CP_1, "before");
        await(() -> kept().equals(List.of("before")));
        megabytesLeft.set(511);
        wire.wait(Duration.ofSeconds(2));
        wire.says(CP_1, "lost");
        await(() -> log.check().message().contains("nearly full")
                && totals.values.get("wirelog.dropped").getAsDouble() == 1);

        megabytesLeft.set(600);
        wire.wait(Duration.ofSeconds(2));
        wire.says(CP_1, "lost too, since it would stop again at once");
        await(() -> totals.values.get("wirelog.dropped").getAsDouble() == 2);
        megabytesLeft.set(640);
        wire.wait(Duration.ofSeconds(2));
        wire.says(CP_1, "after");
        await(() -> kept().equals(List.of("before", "after")));
        assertThat(log.check().message()).doesNotContain("nearly full");
    }

    @Test
    void lostFramesAreSaidForAWhile() {
        open(true);
        wire.says(CP_1, "x".repeat(9 << 20));

        await(() -> log.check().message().contains("1 since"));
        wire.wait(Duration.ofMinutes(11));
        assertThat(log.check().status()).isEqualTo(Status.OK);
    }

    private static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("when it has to be so").isLessThan(until);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static WireLogService.Settings settings(boolean enabled) {
        return new WireLogService.Settings() {
            @Override
            public boolean enabled() {
                return enabled;
            }

            @Override
            public int days() {
                return 7;
            }

            @Override
            public int megabytes() {
                return 64;
            }

            @Override
            public long leastDiskMegabytes() {
                return 512;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return WireLogService.Settings.class;
            }
        };
    }

    /** Knows the totals that are registered. */
    private static final class Totals implements Meters {

        final Map<String, DoubleSupplier> values = new HashMap<>();

        @Override
        public Counter counter(String name, String description, String... tags) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Timer timer(String name, String description, String... tags) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Registration gauge(String name, String description, DoubleSupplier value, String... tags) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Registration total(String name, String description, DoubleSupplier value, String... tags) {
            values.put(name, value);
            return () -> values.remove(name);
        }

        @Override
        public String scrape() {
            throw new UnsupportedOperationException();
        }
    }
}
