package org.ohmstead.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        assertThat(new LoggingHealth(home).check().message()).contains("cannot be read");
    }

    private Health check(String text) throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/logback.xml"), text);
        return new LoggingHealth(home).check();
    }
}
