package org.ohmstead.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.csms.LogLevels.Level;
import org.ohmstead.api.csms.LogLevels.Setting;

class LogLevelsServiceTest {

    private static final Instant T0 = Instant.parse("2026-11-29T10:00:00Z");
    private static final String OCPP16 = "org.ohmstead.ocpp16";

    @TempDir
    private Path config;

    private LogLevelsService levels;

    @BeforeEach
    void install() throws IOException {
        Path logback = Files.writeString(config.resolve("logback.xml"), "<include file=\"log-levels.xml\"/>");
        Files.setLastModifiedTime(logback, FileTime.from(T0));
        levels = at(T0);
    }

    private LogLevelsService at(Instant now) {
        return new LogLevelsService(config, Clock.fixed(now, ZoneOffset.UTC));
    }

    private String file() throws IOException {
        return Files.readString(config.resolve("log-levels.xml"));
    }

    @Test
    void aLevelIsWrittenForLogbackAndLogbackIsMadeToLook() throws IOException {
        levels.set(OCPP16, Level.DEBUG, Optional.empty());

        assertThat(file()).contains("<logger name=\"org.ohmstead.ocpp16\" level=\"DEBUG\"/>");
        assertThat(Files.getLastModifiedTime(config.resolve("logback.xml")).toInstant())
                .isAfter(T0);
    }

    @Test
    void aLevelIsKeptOverARestart() {
        levels.set(OCPP16, Level.DEBUG, Optional.empty());
        Setting timed = levels.set("org.ohmstead.store", Level.TRACE, Optional.of(Duration.ofMinutes(30)));

        assertThat(timed.until()).contains(T0.plusSeconds(1_800));
        assertThat(at(T0).settings()).containsExactly(new Setting(OCPP16, Level.DEBUG, Optional.empty()), timed);
    }

    @Test
    void whatIsSetForAWhileIsTakenBackAndTheRestStays() throws IOException {
        levels.set(OCPP16, Level.DEBUG, Optional.of(Duration.ofMinutes(30)));
        levels.set("org.ohmstead.store", Level.DEBUG, Optional.empty());

        at(T0.plusSeconds(1_799)).takeBack();
        assertThat(file()).contains(OCPP16);
        at(T0.plusSeconds(1_800)).takeBack();
        assertThat(file()).doesNotContain(OCPP16).contains("org.ohmstead.store");
    }

    @Test
    void resettingTellsWhatWasSet() throws IOException {
        assertThat(levels.reset(OCPP16)).isEmpty();
        Setting set = levels.set(OCPP16, Level.WARN, Optional.empty());

        assertThat(levels.reset(OCPP16)).contains(set);
        assertThat(file()).doesNotContain(OCPP16);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "x\"/><appender", "org..x", ".org", "org.", "<", "a-b"})
    void whatIsNoLoggerIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> levels.set(name, Level.INFO, Optional.empty()));
    }

    @Test
    void aHomeWhoseLogbackDoesNotIncludeTheFileIsToldSo() throws IOException {
        Files.writeString(config.resolve("logback.xml"), "<configuration/>");

        assertThatIllegalStateException()
                .isThrownBy(() -> levels.set(OCPP16, Level.INFO, Optional.empty()))
                .withMessageContaining("logback.xml");
        assertThat(levels.settings()).isEmpty();
    }
}
