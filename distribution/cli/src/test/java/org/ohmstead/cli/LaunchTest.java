package org.ohmstead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code bin/ohmstead} does before and after a server; a Java of ours stands for that, which says at once that it is ready. */
class LaunchTest {

    @TempDir
    private Path directory;

    private Path home;
    private String said;

    @BeforeEach
    void makeHome() throws IOException {
        home = directory.resolve("home");
        Files.createDirectories(home.resolve("config"));
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, , 127.0.0.1",
        "0.0.0.0, cpo.example second.example, cpo.example",
        "[::], , [::1]",
        "[::], cpo.example, cpo.example",
        "192.0.2.7, cpo.example, 192.0.2.7"
    })
    void theConsoleIsNamedAsABrowserTakesIt(String open, String names, String shown) throws Exception {
        if (names != null) {
            Files.writeString(home.resolve("config/org.ohmstead.http.cfg"), "# hostNames = x\nhostNames = " + names);
        }

        assertThat(run("run", "https://" + open + ":8443")).isZero();

        assertThat(said).contains("Console: https://" + shown + ":8443\n");
    }

    @Test
    void theDemoTouchesNoHomeThatIsNoDemos() throws Exception {
        Files.createDirectories(home.resolve("data"));

        assertThat(run("demo", "http://127.0.0.1:1")).isEqualTo(2);

        assertThat(said)
                .contains("the home directory " + home + " is no demo's")
                .doesNotContain("Console");
        assertThat(home.resolve("logs")).doesNotExist();
    }

    @Test
    void theDemoComesBackToItsOwnHomeAlsoWhenItWasCutShort() throws Exception {
        assertThat(run("demo", "http://127.0.0.1:1")).isZero();
        Files.createDirectories(home.resolve("data"));

        assertThat(run("demo", "http://127.0.0.1:1")).isZero();
        assertThat(said).contains("Console: ");
    }

    /** Whoever starts a server waits at such a file, and is sometimes killed there. */
    @ParameterizedTest
    @ValueSource(strings = {"run", "start", "stop"})
    void whatADeadStartLeftIsClearedAndWhatALiveOneUsesIsNot(String command) throws Exception {
        Path run = Files.createDirectories(home.resolve("run"));
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path left = Files.createFile(run.resolve("ready." + dead.pid()));
        Path used =
                Files.createFile(run.resolve("ready." + ProcessHandle.current().pid()));

        assertThat(run(command, "http://127.0.0.1:1")).isZero();

        assertThat(left).doesNotExist();
        assertThat(used).exists();
    }

    @Test
    void whereNothingIsToBeRestoredNoHomeIsMade() throws Exception {
        ProcessBuilder restore = new ProcessBuilder(
                "../bin/ohmstead",
                "restore",
                directory.resolve("nowhere.zip").toString(),
                "--home",
                directory.resolve("new").toString());
        restore.redirectErrorStream(true).start().waitFor();

        assertThat(directory.resolve("new")).doesNotExist();
    }

    @Test
    void aJavaThatIsNotTakenIsToldAndSoIsAFolderThatCannotBeMade() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        var process = new ProcessBuilder(
                "../bin/ohmstead", "run", "--home", file.resolve("home").toString());
        process.environment().put("JAVA_HOME", "/nowhere");

        String[] lines = saidBy(process).split("\n");

        assertThat(lines[0])
                .startsWith("ohmstead: JAVA_HOME=/nowhere is no Java 25 or newer; /")
                .endsWith(" is used instead.");
        assertThat(lines[1]).isEqualTo("ohmstead: cannot make " + file.resolve("home") + ": Not a directory.");
        assertThat(lines).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"start,-h", "-h,", "--help,", "audit,-h", "verify,--help"})
    void helpHasItsShortNameEverywhere(String command, String option) throws Exception {
        List<String> words = new ArrayList<>(List.of("../bin/ohmstead", command));
        Optional.ofNullable(option).ifPresent(words::add);

        assertThat(saidBy(new ProcessBuilder(words))).startsWith("usage: ohmstead COMMAND");
    }

    /** Nothing is asked of a server first. */
    @Test
    void aSupportBundleNeedsAFolder() throws Exception {
        assertThat(saidBy(new ProcessBuilder("../bin/ohmstead", "support-bundle", "/nowhere/x.zip")))
                .isEqualTo("ohmstead: there is no directory /nowhere for it.\n");
    }

    private static String saidBy(ProcessBuilder process) throws IOException {
        return new String(
                process.redirectErrorStream(true).start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private int run(String command, String console) throws IOException {
        Path java = Files.createDirectories(directory.resolve("java/bin")).resolve("java");
        Files.writeString(directory.resolve("java/release"), "JAVA_VERSION=\"25\"\n");
        Files.writeString(
                java, "#!/bin/sh\necho '{\"ready\":true,\"console\":\"" + console + "\",\"door\":\"ws://x\"}'\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        // Who announces outlives the server; what it says is all there when nobody writes any more.
        var process = new ProcessBuilder(
                "sh",
                "-c",
                "{ ../bin/ohmstead \"$@\"; echo \"exit $?\"; } 2>&1 | cat",
                "sh",
                command,
                "--home",
                home.toString());
        process.environment().put("JAVA_HOME", java.getParent().getParent().toString());
        process.environment().remove("NOTIFY_SOCKET");
        said = new String(process.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Integer.parseInt(said.replaceAll("(?s).*exit (\\d+)\n.*", "$1"));
    }
}
