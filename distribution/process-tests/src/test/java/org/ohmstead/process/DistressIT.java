package org.ohmstead.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the machine lacks, and what the next server tells of it. */
class DistressIT {

    @TempDir
    private Path directory;

    @Test
    void aFirstStartThatIsKilledIsDoneAgain() throws Exception {
        Path home = directory.resolve("home");
        Path making = home.resolve("data/derby.making");
        Process first = new ProcessBuilder(RunningServer.command(Release.built().program(), home, 0)).start();
        Patience.await(Duration.ofMinutes(1), () -> Files.exists(making));
        first.destroyForcibly().waitFor();
        assertThat(making).exists();

        RunningServer.start(home, 0).stop();
    }

    @Test
    void withoutMemoryTheServerEndsAtOnceAndTheNextOneTells() throws Exception {
        Path home = directory.resolve("home");
        assertThatIllegalStateException()
                .isThrownBy(() -> RunningServer.start(home, 0, "--java-opts", "-Xmx12m"))
                .withMessageContaining("OutOfMemoryError");

        RunningServer server = RunningServer.start(home, 0);
        try {
            Rest rest = Rest.signIn(
                    server.console(),
                    Files.readString(home.resolve("secrets/initial-admin-password"))
                            .strip());
            assertThat(rest.health().toString()).contains("ended for lack of memory");
        } finally {
            server.stop();
        }
    }
}
