package org.ohmstead.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings of the log that would silence it. */
class LogSettingsTest {

    @TempDir
    private Path home;

    private Path file;

    @BeforeEach
    void folder() throws IOException {
        file = Files.createDirectory(home.resolve("config")).resolve("logback.xml");
    }

    @Test
    void whatIsInstalledIsSound() throws IOException {
        Files.copy(Path.of("../../config/logback.xml"), file);

        assertThat(LogSettings.fault(home)).isEmpty();
    }

    @Test
    void whatIsBrokenIsToldWithItsLine() throws IOException {
        Files.writeString(file, "<configuration>\n<broken");

        assertThat(LogSettings.fault(home)).hasValue(file + ", line 2, is no sound XML");
    }

    @Test
    void whatIsMissingIsTold() {
        assertThat(LogSettings.fault(home)).hasValue(file + " is not there");
    }

    @Test
    void whatIsNoFileIsTold() throws IOException {
        Files.createDirectory(file);

        assertThat(LogSettings.fault(home).orElseThrow()).startsWith(file + " cannot be read");
    }
}
