package org.ohmstead.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.csms.HealthCheck.Status;

class MemoryHealthTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    @TempDir
    private Path home;

    private Path mark;
    private Optional<MemoryUsage> usage = Optional.empty();

    @BeforeEach
    void makeRoom() throws IOException {
        mark = Files.createDirectory(home.resolve("run")).resolve("out-of-memory");
    }

    @Test
    void beforeTheFirstCollectionThereIsEnough() {
        assertThat(started().check().status()).isEqualTo(Status.OK);
    }

    @Test
    void aHeapThatStaysFullAfterACollectionIsTold() {
        MemoryHealth health = started();
        usage = Optional.of(new MemoryUsage(0, 899, 1_000, 1_000));
        assertThat(health.check().status()).isEqualTo(Status.OK);
        usage = Optional.of(new MemoryUsage(0, 901, 1_000, 1_000));
        assertThat(health.check().status()).isEqualTo(Status.WARN);
        assertThat(health.check().message()).contains("90 %");
        assertThat(health.check().remedy()).contains("--java-opts");
    }

    @Test
    void theEndForLackOfMemoryIsToldForADayByEveryServerAfterIt() throws IOException {
        endedAt(NOW.minus(Duration.ofHours(23)));
        started();
        assertThat(started().check().status()).isEqualTo(Status.WARN);
        assertThat(started().check().message()).contains("2026-11-28T13:00:00Z");
    }

    @Test
    void afterADayItIsForgotten() throws IOException {
        endedAt(NOW.minus(Duration.ofHours(25)));
        assertThat(started().check().status()).isEqualTo(Status.OK);
        assertThat(mark).doesNotExist();
    }

    private void endedAt(Instant when) throws IOException {
        Files.createFile(mark);
        Files.setLastModifiedTime(mark, FileTime.from(when));
    }

    private MemoryHealth started() {
        return new MemoryHealth(home, Clock.fixed(NOW, ZoneOffset.UTC), () -> usage);
    }
}
