package org.ohmstead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ohmstead audit verify SEAL} tells a mistyped seal from one that the trail does not have. */
class SealTest {

    private static final String SEAL = "5e".repeat(32);

    @TempDir
    private Path directory;

    private String said;

    @ParameterizedTest
    @ValueSource(strings = {"abc", "5e5e", "0"})
    void whatIsTooShortIsWrongUsage(String seal) throws Exception {
        assertThat(verify(seal)).isEqualTo(2);
        assertThat(said).contains("a seal is 64 digits", seal).doesNotContain("broken");
    }

    @Test
    void whatIsTooLongOrHasOtherLettersIsWrongUsage() throws Exception {
        assertThat(verify(SEAL + "5")).isEqualTo(2);
        assertThat(verify(SEAL.replaceFirst("e", "g"))).isEqualTo(2);
        assertThat(verify(SEAL.replaceFirst("e", " "))).isEqualTo(2);
        assertThat(verify(SEAL, SEAL)).isEqualTo(2);
    }

    /** There is none here, which is the next thing to find out. */
    @Test
    void aSealIsAskedOfTheServer() throws Exception {
        assertThat(verify(SEAL)).isEqualTo(3);
        assertThat(said).contains("no server");
    }

    private int verify(String... seals) throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder("../bin/ohmstead", "audit", "verify");
        command.command().addAll(List.of(seals));
        command.command().addAll(List.of("--home", directory.toString()));
        Process process = command.redirectErrorStream(true).start();
        said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor();
    }
}
