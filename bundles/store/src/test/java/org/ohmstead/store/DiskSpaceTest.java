package org.ohmstead.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.csms.HealthCheck.Health;
import org.ohmstead.api.csms.HealthCheck.Status;

class DiskSpaceTest {

    private static final DiskSpace.Limits LIMITS = DiskSpace.Limits.ofMegabytes(2_000, 200);

    private long megabytes = 50_000;
    private final DiskSpace disk = new DiskSpace(() -> megabytes << 20, LIMITS);

    @Test
    void aRoomyDiskIsSaidToBeRoomy() {
        assertThat(disk.refusal()).isEmpty();
        assertThat(disk.check()).isEqualTo(Health.ok("50000 MB are left on the disk of the database."));
    }

    @Test
    void littleRoomIsToldAndWritingGoesOn() {
        megabytes = 1_999;
        assertThat(disk.refusal()).isEmpty();
        assertThat(disk.check().status()).isEqualTo(Status.WARN);
        assertThat(disk.check().message()).as("why it warns").contains("1999 MB", "2000 MB of lowDiskMegabytes");
        assertThat(disk.check().message()).doesNotContain("200 MB");
        assertThat(disk.check().remedy()).as("what comes next").contains("200 MB of leastDiskMegabytes");
    }

    @Test
    void tooLittleRoomEndsWritingUntilThereIsAQuarterMore() {
        megabytes = 199;
        assertThat(disk.refusal()).isPresent();
        assertThat(disk.check().status()).isEqualTo(Status.DOWN);
        assertThat(disk.check().remedy()).contains("250 MB", "leastDiskMegabytes");
        megabytes = 249;
        assertThat(disk.refusal()).isPresent();
        megabytes = 250;
        assertThat(disk.refusal()).isEmpty();
        megabytes = 201;
        assertThat(disk.refusal()).isEmpty();
    }

    @Test
    void otherLimitsCountAtOnce() {
        megabytes = 300;
        disk.limit(DiskSpace.Limits.ofMegabytes(1_000, 400));
        assertThat(disk.refusal()).isPresent();
    }

    @Test
    void aFileSystemThatDoesNotTellStopsNobody() {
        DiskSpace silent = new DiskSpace(
                () -> {
                    throw new IOException("no such thing");
                },
                LIMITS);
        assertThat(silent.refusal()).isEmpty();
        assertThat(silent.check().status()).isEqualTo(Status.OK);
    }

    @Test
    void theRoomIsThatOfTheHomeUntilThereIsADatabase(@TempDir Path home) throws IOException {
        assertThat(DiskSpace.Room.ofDatabase(home).left()).isPositive();
    }

    @Test
    void theRoomIsThatOfTheDatabaseWhereItIsOnADiskOfItsOwn(@TempDir Path home) throws IOException {
        Path memory = Path.of("/dev/shm");
        assumeTrue(Files.exists(memory), "another file system");
        long there = Files.getFileStore(memory).getUsableSpace();
        long here = Files.getFileStore(home).getUsableSpace();
        assumeTrue(Math.abs(there - here) > 64 << 20, "of another size");
        Files.createSymbolicLink(home.resolve("data"), memory);

        assertThat(DiskSpace.Room.ofDatabase(home).left()).isCloseTo(there, within(32L << 20));
    }
}
