package org.ohmstead.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.model.Page;

class LogShellTest {

    private static final String OCPP16 = "org.ohmstead.ocpp16";

    @TempDir
    private Path config;

    private final List<String> trail = new ArrayList<>();
    private LogShell shell;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(config.resolve("logback.xml"), "<include file=\"log-levels.xml\"/>");
        Clock clock = Clock.fixed(Instant.parse("2026-11-29T10:00:00Z"), ZoneOffset.UTC);
        shell = new LogShell(new LogLevelsService(config, clock), new Audit() {
            @Override
            public void record(
                    String who, String action, String subject, Optional<String> before, Optional<String> after) {
                trail.add(who + " " + action + " " + subject + ": " + before.orElse("") + " > " + after.orElse(""));
            }

            @Override
            public Page<Entry> page(Page.Request request) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Verification verify(Optional<String> noted) {
                throw new UnsupportedOperationException();
            }
        });
    }

    @Test
    void everyChangeIsSaidAndWrittenDown() {
        assertThat(shell.level(OCPP16, "debug", 30)).isEqualTo(OCPP16 + " DEBUG until 2026-11-29T10:30:00Z");
        assertThat(shell.level(OCPP16, "TRACE")).isEqualTo(OCPP16 + " TRACE");
        assertThat(shell.levels()).isEqualTo(OCPP16 + " TRACE");
        assertThat(shell.usual(OCPP16)).contains("logback.xml");

        assertThat(trail)
                .containsExactly(
                        "this machine log.level org.ohmstead.ocpp16:  > DEBUG until 2026-11-29T10:30:00Z",
                        "this machine log.level org.ohmstead.ocpp16: DEBUG until 2026-11-29T10:30:00Z > TRACE",
                        "this machine log.level org.ohmstead.ocpp16: TRACE > ");
    }

    @Test
    void whatChangesNothingIsNotWrittenDown() {
        assertThat(shell.usual(OCPP16)).contains("not changed");
        assertThatIllegalArgumentException().isThrownBy(() -> shell.level(OCPP16, "loud"));
        assertThatIllegalArgumentException().isThrownBy(() -> shell.level("no logger", "debug"));

        assertThat(trail).isEmpty();
        assertThat(shell.levels()).isEmpty();
    }
}
