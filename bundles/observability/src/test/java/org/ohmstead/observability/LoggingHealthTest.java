package org.ohmstead.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.csms.HealthCheck.Health;
import org.ohmstead.api.csms.HealthCheck.Status;

class LoggingHealthTest {

    @TempDir
    private Path home;

    @Test
    void aFileThatCanBeReadIsWell() throws IOException {
        assertThat(check("<configuration>\n</configuration>").status()).isEqualTo(Status.OK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<configuration>\n<broken",
                "<configuration>\n</other>",
                "<configuration>\n&nobody;</configuration>"
            })
    void oneThatCannotIsToldWithItsLine(String text) throws IOException {
        Health health = check(text);

        assertThat(health.status()).isEqualTo(Status.WARN);
        assertThat(health.message()).contains("config/logback.xml, line 2");
        assertThat(health.remedy()).isNotEmpty();
    }

    @Test
    void oneThatIsGoneIsTold() {
        assertThat(new LoggingHealth(home, file -> true).check().message()).contains("config/logback.xml is not there");
    }

    /** As one that root wrote, for a server that is not root. */
    @Test
    void aLogThatCannotBeWrittenIsToldAndTriedAgainWhenItCan() throws IOException {
        Path settings = Files.writeString(
                Files.createDirectories(home.resolve("config")).resolve("logback.xml"), "<configuration/>");
        Files.createFile(Files.createDirectories(home.resolve("logs")).resolve("ohmstead.log"));
        FileTime old = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        Files.setLastModifiedTime(settings, old);
        boolean[] ours = {true};
        var logging = new LoggingHealth(home, file -> ours[0]);

        assertThat(logging.check().status()).isEqualTo(Status.OK);
        assertThat(Files.getLastModifiedTime(settings)).isEqualTo(old);
        ours[0] = false;
        assertThat(logging.check().status()).isEqualTo(Status.WARN);
        assertThat(logging.check().message())
                .startsWith("logs/ohmstead.log belongs to " + System.getProperty("user.name"))
                .contains("the server runs as");
        ours[0] = true;
        assertThat(logging.check().status()).isEqualTo(Status.OK);
        assertThat(Files.getLastModifiedTime(settings))
                .as("Logback reads what is new")
                .isGreaterThan(old);
    }

    private Health check(String text) throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/logback.xml"), text);
        return new LoggingHealth(home, file -> true).check();
    }
}
