package org.ohmstead.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.ohmstead.maintenance.Installation.BACKED_UP;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ohmstead.api.settings.ShellWord;

class RestoreTest {

    private static final long EPOCH = BACKED_UP.plusSeconds(3_600).getEpochSecond();
    private static final Optional<char[]> PASSPHRASE = Optional.of("correct horse battery".toCharArray());

    @TempDir
    private Path directory;

    private Installation original;
    private Installation second;
    private Path backup;

    @BeforeEach
    void backUp() throws Exception {
        original = Installation.with(directory.resolve("original"), 5);
        second = new Installation(Files.createDirectories(directory.resolve("second")));
        backup = original.backUp(directory.resolve("backup.zip"));
    }

    @Test
    void anEmptyHomeBecomesWhatTheOriginalWasInANewEpoch() throws Exception {
        Restore.Restored restored = second.restore(backup, false);

        assertThat(restored.aside()).isEmpty();
        assertThat(restored.point().orElseThrow().position()).hasToString("1:7");
        assertThat(second.journal()).startsWith("1:1", "1:2").contains("1:7", EPOCH + ":8");
        assertThat(second.configuration()).isEqualTo("original");
        assertThat(second.home().path().resolve("config/routes/mine.yaml")).hasContent("- route");
        assertThat(names(second)).doesNotContain(Swap.MARKER, Swap.NEW);
    }

    /** A million, and a hundred for each of the 3,600 seconds since. */
    @Test
    void numbersOfTransactionsJump() throws Exception {
        second.restore(backup, false);

        assertThat(second.numbers()).isEqualTo(original.numbers() + 1_000_000 + 360_000);
    }

    /** In seconds since the backup; a server takes a block of 1,000 numbers at a time, and needs ten seconds for more. */
    @ParameterizedTest
    @CsvSource({"0, 10", "60, 90", "100000, 100010", "63072000, 63072010"})
    void twoRestoresOfOneBackupShareNoNumber(long first, long later) throws Exception {
        long sooner = numbersAfter(first);

        assertThat(numbersAfter(later)).isGreaterThanOrEqualTo(sooner + 1_000);
    }

    @Test
    void anOldBackupDoesNotUseUpTheNumbers() throws Exception {
        assertThat(numbersAfter(Duration.ofDays(3_650).toSeconds()))
                .isBetween(original.numbers() + 1_000_000, original.numbers() + 433_000_000);
        original.numbers(2_100_000_000);
        backup = original.backUp(directory.resolve("nearly.zip"));
        assertThat(numbersAfter(Duration.ofDays(20).toSeconds())).isBetween(2_100_000_001L, 2_147_000_000L);
    }

    @Test
    void whereTheNumbersAreUsedUpThatIsSaidAndNothingTouched() throws Exception {
        original.numbers(Integer.MAX_VALUE - 5_000);
        backup = original.backUp(directory.resolve("full.zip"));

        refused(() -> second.restore(backup, false), "used up");
        assertUntouched();
    }

    private long numbersAfter(long seconds) throws Exception {
        second.restore(backup, true, Optional.empty(), Swap.Rename.ATOMIC, BACKED_UP.plusSeconds(seconds));
        return second.numbers();
    }

    @Test
    void anInstallationIsNotOverwrittenUnlessForced() throws Exception {
        second = Installation.with(directory.resolve("second"), 1);
        refused(() -> second.restore(backup, false), "--force");
        assertThat(second.configuration()).isEqualTo("second");

        Path aside = second.restore(backup, true).aside().orElseThrow();
        assertThat(second.configuration()).isEqualTo("original");
        assertThat(aside.resolve("config/server.cfg")).hasContent("second");
        assertThat(new Installation(aside).journal()).hasSizeGreaterThan(3);
        assertThat(second.home().path().resolve("logs/ohmstead.log")).hasContent("log of second");
    }

    @Test
    void aRunningServerIsNotTouched() throws Exception {
        try (FileChannel server = second.home().lockServer().orElseThrow()) {
            assertThat(server.isOpen()).isTrue();
            refused(() -> second.restore(backup, true), "ohmstead stop");
        }
        second.restore(backup, true);
    }

    @Test
    void aRefusalLeavesTheFolderOfLocksOfAHomeThatHadOne() throws Exception {
        Files.createDirectories(second.home().run());
        refused(() -> second.restore(directory.resolve("nowhere.zip"), false), "no file");

        assertThat(names(second)).containsExactly("run");
    }

    @Test
    void aRefusalLeavesNothingOfAHomeThatWasNotThere() throws Exception {
        Path mistyped = directory.resolve("new/below/home");
        var third = new Installation(mistyped);
        Path text = Files.writeString(directory.resolve("a.zip"), "text");

        refused(() -> third.restore(directory.resolve("nowhere.zip"), false), "no file");
        refused(() -> third.restore(text, false), "no backup");
        refused(() -> third.restore(backup, false, PASSPHRASE, Swap.Rename.ATOMIC), "no secrets");
        assertThat(directory.resolve("new")).doesNotExist();

        third.restore(backup, false);
        assertThat(third.configuration()).isEqualTo("original");
    }

    @Test
    void whereThereIsNoRoomThatIsSaidBeforeAnythingIsWritten() throws Exception {
        try (FileSystem zip = FileSystems.newFileSystem(backup)) {
            Path manifest = zip.getPath(Manifest.NAME);
            Files.writeString(
                    manifest,
                    Files.readString(manifest).replaceFirst("\"size\":\\d+", "\"size\":" + (Long.MAX_VALUE >> 2)));
        }
        Files.createDirectory(directory.resolve("there"));
        var there = new Installation(directory.resolve("there"));

        refused(() -> there.restore(backup, false), "MB left. Make room");
        assertThat(names(there)).isEmpty();
    }

    /** Also where root restores for the server's user. */
    @Test
    void whatIsPutAsideBelongsToTheOwnerOfTheHome() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"));
        UserPrincipal nobody =
                directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        second = Installation.with(directory.resolve("second"), 1);
        Files.setOwner(second.home().path(), nobody);

        Path aside = second.restore(backup, true).aside().orElseThrow();

        assertThat(Files.getOwner(aside)).isEqualTo(nobody);
    }

    @Test
    void aCommandThatIsPrintedCanBeCopiedToAShell() throws Exception {
        var odd = new Installation(directory.resolve("it's a home"));
        try (FileChannel server = odd.home().lockServer().orElseThrow()) {
            assertThat(server.isOpen()).isTrue();
            refused(() -> odd.restore(backup, true), "ohmstead stop --home '" + directory + "/it'\\''s a home'");
        }
        assertThat(ShellWord.of(Path.of("/var/lib/ohmstead"))).isEqualTo("/var/lib/ohmstead");
    }

    @Test
    void aHomeThatCannotBeMadeIsNamed() {
        var below = new Installation(backup.resolve("home"));

        refused(() -> below.restore(backup, false), "cannot make the home directory " + backup.resolve("home"));
    }

    @Test
    void nobodyIsSignedInAfterwards() throws Exception {
        original.signIn("admin");
        second.restore(original.backUp(directory.resolve("later.zip")), false);

        assertThat(original.signedIn()).containsExactly("admin");
        assertThat(second.signedIn()).isEmpty();
    }

    @Test
    void twoAtATimeAreTwoTooMany() throws Exception {
        try (FileChannel other = second.home().lockMaintenance().orElseThrow()) {
            assertThat(other.isOpen()).isTrue();
            refused(() -> second.restore(backup, true), "under way");
        }
    }

    @Test
    void whatIsNoBackupIsRefused() throws Exception {
        refused(() -> second.restore(directory.resolve("nowhere.zip"), false), "no file");
        refused(() -> second.restore(Files.writeString(directory.resolve("a.zip"), "text"), false), "no backup");
        Path whole = Files.copy(backup, directory.resolve("cut.zip"));
        byte[] bytes = Files.readAllBytes(whole);
        Files.write(whole, java.util.Arrays.copyOf(bytes, bytes.length - 100));
        refused(() -> second.restore(whole, false), "no backup");
        assertUntouched();
    }

    @Test
    void aDamagedBackupIsRefusedBeforeAnythingIsTouched() throws Exception {
        byte[] bytes = Files.readAllBytes(backup);
        // More than a header between two files, which nobody reads.
        for (int i = 0; i < 1_000; i++) {
            bytes[bytes.length / 2 + i] ^= 0x40;
        }
        Files.write(backup, bytes);

        refused(() -> second.restore(backup, false), "damaged");
        assertUntouched();
    }

    @Test
    void aFileThatWasChangedAddedOrTakenOutIsFound() throws Exception {
        changed("changed.zip", zip -> Files.writeString(zip.getPath("config/server.cfg"), "0riginal"));
        changed("added.zip", zip -> Files.writeString(zip.getPath("config/evil.cfg"), "a = 1"));
        changed("removed.zip", zip -> Files.delete(zip.getPath("config/server.cfg")));
        changed("manifest.zip", zip -> Files.writeString(zip.getPath(Manifest.NAME), "{\"format\":1"));
        assertUntouched();
    }

    private void changed(String name, Change change) throws IOException {
        Path copy = Files.copy(backup, directory.resolve(name));
        try (FileSystem zip = FileSystems.newFileSystem(copy)) {
            change.make(zip);
        }
        refused(() -> second.restore(copy, false), "damaged");
    }

    @Test
    void aBackupOfANewerReleaseIsRefused() throws Exception {
        rewrite("schema", "999-later");
        refused(() -> second.restore(backup, false), "newer release");
        assertUntouched();
    }

    @Test
    void aBackupOfAnotherShapeIsRefused() throws Exception {
        try (FileSystem zip = FileSystems.newFileSystem(backup)) {
            Path manifest = zip.getPath(Manifest.NAME);
            Files.writeString(manifest, Files.readString(manifest).replace("\"format\":1", "\"format\":2"));
        }
        refused(() -> second.restore(backup, false), "newer Ohmstead");
        assertUntouched();
    }

    @Test
    void aManifestThatNamesAnotherPositionIsFound() throws Exception {
        rewrite("position", "1:6");
        refused(() -> second.restore(backup, false), "position");
        assertUntouched();
    }

    private void rewrite(String property, String value) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(backup)) {
            Path manifest = zip.getPath(Manifest.NAME);
            Files.writeString(
                    manifest,
                    Files.readString(manifest)
                            .replaceFirst("\"" + property + "\":\"[^\"]*\"", "\"" + property + "\":\"" + value + "\""));
        }
    }

    @Test
    void whereverARestoreIsInterruptedItIsFinishedWhenItIsRunAgain() throws Exception {
        int steps = 0;
        boolean interrupted = true;
        while (interrupted) {
            Path path = directory.resolve("home-" + steps);
            Installation home = Installation.with(path, 1);
            interrupted = interruptedAfter(steps, home);
            if (interrupted) {
                assertThat(path.resolve(Swap.MARKER)).content().contains("Run it again: ohmstead restore " + backup);
                assertThat(home.restore(backup, true).point()).isEmpty();
            }
            assertThat(home.configuration()).isEqualTo("original");
            assertThat(home.journal()).contains("1:7", EPOCH + ":8");
            Path aside = path.resolve("before-restore-" + EPOCH);
            assertThat(aside.resolve("config/server.cfg")).hasContent("home-" + steps);
            assertThat(new Installation(aside).journal()).doesNotContain("1:8");
            assertThat(names(home)).doesNotContain(Swap.MARKER, Swap.NEW);
            steps++;
        }
        assertThat(steps).isGreaterThan(5);
    }

    private boolean interruptedAfter(int steps, Installation home) throws Exception {
        AtomicInteger left = new AtomicInteger(steps);
        try {
            home.restore(backup, true, Optional.empty(), (from, to) -> {
                if (left.getAndDecrement() == 0) {
                    throw new IOException("killed");
                }
                Swap.Rename.ATOMIC.rename(from, to);
            });
            return false;
        } catch (IOException e) {
            assertThat(e).hasMessage("killed");
            return true;
        }
    }

    /** As a kill leaves it while the files are still being written. */
    @Test
    void anEmptyHomeSaysThatARestoreBeganAndItCanBeRunAgain() throws Exception {
        Swap.announce(second.home().path(), "a restore was interrupted");
        Files.createDirectories(second.home().path().resolve(Swap.NEW).resolve("data/derby"));

        second.restore(backup, false);
        assertThat(second.configuration()).isEqualTo("original");
        assertThat(names(second)).doesNotContain(Swap.MARKER, Swap.NEW);
    }

    @Test
    void secretsAreLeftOutUnlessAskedFor() throws Exception {
        try (FileSystem zip = FileSystems.newFileSystem(backup);
                Stream<Path> files = Files.walk(zip.getPath("/"))) {
            assertThat(files).noneMatch(file -> file.toString().contains("secret"));
        }
        second = Installation.with(directory.resolve("second"), 1);
        second.restore(backup, true);

        assertThat(second.secret()).isEqualTo("secret of second");
    }

    @Test
    void secretsComeBackUnderTheirPassphraseOnly() throws Exception {
        Path sealed = original.backUp(directory.resolve("sealed.zip"), PASSPHRASE);
        refused(
                () -> second.restore(
                        sealed, false, Optional.of("wrong horse battery".toCharArray()), Swap.Rename.ATOMIC),
                "not the passphrase");
        assertUntouched();
        second.restore(sealed, false, PASSPHRASE, Swap.Rename.ATOMIC);

        assertThat(second.secret()).isEqualTo("secret of original");
        assertThat(new String(Files.readAllBytes(sealed), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("secret of original", "keystore");
    }

    @Test
    void aPassphraseForABackupWithoutSecretsIsAMistake() {
        refused(() -> second.restore(backup, false, PASSPHRASE, Swap.Rename.ATOMIC), "no secrets");
    }

    private void assertUntouched() {
        assertThat(names(second)).isEmpty();
    }

    private static List<String> names(Installation installation) {
        try (Stream<Path> children = Files.list(installation.home().path())) {
            return children.map(child -> child.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refused(Attempt attempt, String because) {
        assertThatExceptionOfType(Refused.class).isThrownBy(attempt::make).withMessageContaining(because);
    }

    @FunctionalInterface
    private interface Attempt {
        void make() throws Exception;
    }

    @FunctionalInterface
    private interface Change {
        void make(FileSystem zip) throws IOException;
    }
}
