package org.ohmstead.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A home outlives the release that made it. */
class UpgradeIT {

    private static final Path KEPT = Path.of("src/test/resources/homes");

    @TempDir
    Path directory;

    static Set<Path> keptHomes() throws IOException {
        Set<Path> homes = new TreeSet<>();
        try (var files = Files.newDirectoryStream(KEPT, "*.zip")) {
            files.forEach(homes::add);
        }
        return homes;
    }

    @ParameterizedTest
    @MethodSource("keptHomes")
    void theHomeOfAnOlderReleaseOpensWithAllThatWasInIt(Path zip) throws Exception {
        Path home = directory.resolve("home");
        Set<String> then = KeptHome.unpack(zip, home);

        assertThat(books(Release.built(), home)).containsAll(then);
    }

    @Test
    void theReleaseBeforeWorksAfterAFailedUpgradeAndRefusesAfterAnUpgrade() throws Exception {
        Path home = directory.resolve("home");
        Set<String> then = live(home);
        KeptHome.keep(home, then, Path.of("target/homes/this-release.zip"));

        String halfDone = "alter table token add column made_by_next int;\ninsert into nowhere values (1);\n";
        assertThat(Release.next(directory.resolve("failing"), halfDone).refusal(home))
                .contains("999-next failed")
                .contains("everything is as it was");
        assertThat(books(Release.built(), home)).containsAll(then);

        Release next = Release.next(directory.resolve("next"), "create table made_by_next (id int);\n");
        assertThat(books(next, home)).containsAll(then);
        assertThat(Release.built().refusal(home))
                .contains("written by a newer release")
                .contains("999-next")
                .contains("Start the newer release");
    }

    /** The way that the README tells: a trial beside the server, a backup, the upgrade, and back. */
    @Test
    void afterAnUpgradeTheBackupBeforeItIsTheWayBack() throws Exception {
        Path home = directory.resolve("home");
        Set<String> then = live(home);
        Release before = Release.built();
        Release next = Release.next(directory.resolve("next"), "create table made_by_next (id int);\n");
        Path backup = directory.resolve("before.zip");
        assertThat(ended(before, "backup", backup, "--home", home)).isZero();

        Path trial = directory.resolve("trial");
        assertThat(ended(next, "restore", backup, "--home", trial)).isZero();
        assertThat(ended(next, "verify", "--home", trial)).isZero();
        assertThat(books(next, trial)).containsAll(then);

        assertThat(books(next, home)).containsAll(then);
        Path later = directory.resolve("after.zip");
        assertThat(ended(next, "backup", later, "--home", home)).isZero();
        assertThat(before.refusal(home)).contains("written by a newer release");
        assertThat(ended(before, "restore", later, "--home", home, "--force"))
                .as("what the newer one backed up")
                .isEqualTo(1);
        assertThat(ended(before, "restore", backup, "--home", home, "--force")).isZero();
        assertThat(books(before, home)).containsAll(then);
        try (var aside = Files.newDirectoryStream(home, "before-restore-*")) {
            assertThat(aside).hasSize(1);
        }
    }

    private static int ended(Release release, Object... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(release.program().toString()));
        Stream.of(words).map(Object::toString).forEach(command::add);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private static Set<String> live(Path home) throws IOException, InterruptedException {
        RunningServer server = Release.built().start(home);
        try {
            Path password = home.resolve("secrets/initial-admin-password");
            return KeptHome.live(server, Files.readString(password).strip());
        } finally {
            server.stop();
        }
    }

    private static Set<String> books(Release release, Path home) throws IOException, InterruptedException {
        RunningServer server = release.start(home);
        try {
            return KeptHome.books(Rest.signIn(server.console(), newPassword(release.program(), home)));
        } finally {
            server.stop();
        }
    }

    /** As somebody gets it who has the home and has forgotten the password. */
    static String newPassword(Path program, Path home) throws IOException, InterruptedException {
        Process asking = new ProcessBuilder(program.toString(), "reset-admin", "--home", home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(asking.getInputStream().readAllBytes());
        assertThat(asking.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said.replaceFirst("(?s).*password: ", "").strip();
    }
}
