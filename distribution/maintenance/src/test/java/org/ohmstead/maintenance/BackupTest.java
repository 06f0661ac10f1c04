package org.ohmstead.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {

    @TempDir
    private Path directory;

    private Installation server;

    @BeforeEach
    void install() throws IOException {
        server = Installation.with(directory.resolve("home"), 3);
    }

    @Test
    void inADirectoryABackupIsNamedByItsTimeAndPosition() throws Exception {
        Path made = server.backUp(Files.createDirectory(directory.resolve("backups")));

        assertThat(made.getFileName()).hasToString("ohmstead-20261122T090000Z-1-5.zip");
        assertThat(made.getParent()).isDirectoryContaining("glob:**.zip");
        assertThat(Files.list(made.getParent())).hasSize(1);
        assertThat(server.home().copy()).doesNotExist();
    }

    @Test
    void theManifestSaysWhatIsInside() throws Exception {
        try (Archive archive = Archive.open(server.backUp(directory.resolve("b.zip")))) {
            archive.verify();
            Manifest manifest = archive.manifest();
            assertThat(manifest.version()).isEqualTo("1.2.3");
            assertThat(manifest.position()).hasToString("1:5");
            assertThat(manifest.created()).isEqualTo(Installation.BACKED_UP);
            assertThat(manifest.schema()).isNotEmpty();
            assertThat(manifest.files()).containsKeys("config/server.cfg", "config/routes/mine.yaml");
            assertThat(manifest.files().keySet()).noneMatch(name -> name.startsWith("logs"));
        }
    }

    /** As an editor's own files do, or a change that somebody makes at the console. */
    @Test
    void aFileThatVanishesBetweenListingAndCopyingSpoilsNoBackup() throws Exception {
        Path config = server.home().path().resolve("config");
        Path vanishing = Files.writeString(config.resolve("z.swp"), "typed");
        List<String> read = new ArrayList<>();

        Trees.read(config, (name, content) -> {
            Files.deleteIfExists(vanishing);
            read.add(name.toString());
        });
        assertThat(read).containsExactly("routes/mine.yaml", "server.cfg");
    }

    @Test
    void anotherBackupIsNeverReplaced() throws Exception {
        Path other = Files.writeString(directory.resolve("b.zip"), "precious");

        refused(other, "never replaces");
        assertThat(other).hasContent("precious");
    }

    /** Else each night's backup would have the name of the disk that is not mounted, and the second be refused. */
    @Test
    void aDirectoryThatIsNotThereIsNoNameOfAFile() {
        refused(directory.resolve("backpus"), "there is no directory");
        assertThat(directory.resolve("backpus")).doesNotExist();
    }

    @Test
    void whatCannotBeWrittenLeavesNothingThatLooksLikeABackup() throws Exception {
        Path target = directory.resolve("b.zip");
        Files.createDirectory(directory.resolve("b.zip.partial"));

        refused(target, "Nothing was left");
        assertThat(target).doesNotExist();
        assertThat(server.home().copy()).doesNotExist();
    }

    @Test
    void aHomeWithoutADatabaseHasNothingToBackUp() throws Exception {
        server = new Installation(Files.createDirectory(directory.resolve("empty")));

        refused(directory.resolve("b.zip"), "no database");
    }

    @Test
    void aDatabaseThatCannotBeReadIsNoBackup() throws Exception {
        try (Stream<Path> files = Files.walk(server.home().data())) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Files.write(file, new byte[10]);
            }
        }
        Path target = directory.resolve("b.zip");

        assertThatExceptionOfType(Exception.class).isThrownBy(() -> server.backUp(target));
        assertThat(target).doesNotExist();
        assertThat(server.home().copy()).doesNotExist();
    }

    /** Nobody reads this table on the way to a backup or a restore. */
    @Test
    void aDamagedPageIsNotBackedUp() throws Exception {
        Path backups = Files.createDirectory(directory.resolve("backups"));
        Path older = server.backUp(backups);
        byte[] sound = Files.readAllBytes(older);
        server.damage("ID_TOKEN");

        assertThatExceptionOfType(Damaged.class)
                .isThrownBy(() -> server.backUp(directory.resolve("b.zip")))
                .withMessageContaining("table ID_TOKEN")
                .withMessageContaining("Invalid checksum")
                .withMessageNotContaining("dump");
        assertThat(directory.resolve("b.zip")).doesNotExist();
        assertThat(older).hasBinaryContent(sound);
        assertThat(server.home().copy()).doesNotExist();
    }

    @Test
    void damageHasAnExitCodeOfItsOwn() throws Exception {
        assertThat(ended("backup", directory.resolve("sound.zip").toString())).isZero();
        assertThat(ended("verify")).isZero();
        server.damage("ID_TOKEN");

        assertThat(ended("backup", directory.resolve("b.zip").toString())).isEqualTo(4);
        assertThat(ended("verify")).isEqualTo(4);
        assertThat(ended("backup", directory.resolve("sound.zip").toString())).isEqualTo(1);
        assertThat(ended("backup", directory.resolve("nowhere/b.zip").toString()))
                .isEqualTo(1);
    }

    private int ended(String... words) {
        return new Main(server.home(), "1.2.3").run(new ArrayList<>(List.of(words)));
    }

    /** The lock is the server's, but nobody listens on the socket: it starts, stops or hangs. */
    @Test
    void aServerThatDoesNotAnswerIsTold() throws Exception {
        try (FileChannel lock = server.home().lockServer().orElseThrow()) {
            assertThat(lock.isOpen()).isTrue();
            refused(directory.resolve("b.zip"), "does not answer");
        }
    }

    private void refused(Path target, String because) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> server.backUp(target))
                .withMessageContaining(because);
    }
}
