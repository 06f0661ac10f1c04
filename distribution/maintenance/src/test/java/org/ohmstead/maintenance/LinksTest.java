package org.ohmstead.maintenance;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.database.derby.DerbyEngine;

/** Links that the server's user, or whoever took it over, puts where root will come by: with a backup every night. */
class LinksTest {

    /** The server's user; any number will do. */
    private static final int SERVER = 12_345;

    @TempDir
    private Path directory;

    private Path precious;
    private Path foreign;
    private Home home;

    @BeforeEach
    void make() throws IOException {
        precious = Files.writeString(directory.resolve("shadow"), "root:*");
        foreign = Files.createDirectory(directory.resolve("etc"));
        home = new Home(Files.createDirectories(directory.resolve("home/run")).getParent());
    }

    @Test
    void whatALinkBesideTheLockLeadsToIsNotGivenAway() throws Exception {
        link("x", precious);
        Files.writeString(home.run().resolve("admin.sock"), "");
        belongsToTheServer(home.path());

        lockBoth();
        assertThat(user(precious)).isZero();
        assertThat(user(home.run().resolve("x"))).isZero();
        assertThat(user(home.run().resolve("admin.sock"))).isZero();
        assertThat(user(home.run())).isEqualTo(SERVER);
        assertThat(user(home.run().resolve("lock"))).isEqualTo(SERVER);
        assertThat(user(home.run().resolve("maintenance.lock"))).isEqualTo(SERVER);
    }

    @Test
    void aLockThatIsALinkIsNotTaken() throws IOException {
        link("lock", precious);
        link("maintenance.lock", directory.resolve("new"));
        Object owner = Files.getOwner(precious);

        assertThatExceptionOfType(Refused.class).isThrownBy(home::lockServer);
        assertThatExceptionOfType(Refused.class).isThrownBy(home::lockMaintenance);
        assertThat(directory.resolve("new")).doesNotExist();
        assertThat(Files.getOwner(precious)).isEqualTo(owner);
        assertThat(precious).hasContent("root:*");
    }

    @Test
    void aFolderOfLocksThatIsALinkIsNotUsed() throws IOException {
        for (Path leadsTo : new Path[] {foreign, directory.resolve("nowhere")}) {
            Files.delete(home.run());
            Files.createSymbolicLink(home.run(), leadsTo);
            assertThatExceptionOfType(Refused.class).isThrownBy(home::lockServer);
        }
        assertThat(foreign).isEmptyDirectory();
        assertThat(directory.resolve("nowhere")).doesNotExist();
    }

    @Test
    void whatIsRestoredIsGivenWithAllItHoldsAndNothingElse() throws IOException {
        Path prepared = Files.createDirectories(home.path().resolve("prepared/config/routes"))
                .getParent()
                .getParent();
        Files.writeString(prepared.resolve("config/routes/mine.yaml"), "- route");
        Files.createSymbolicLink(prepared.resolve("config/shadow"), precious);
        Files.createSymbolicLink(prepared.resolve("config/etc"), foreign);
        Files.writeString(foreign.resolve("passwd"), "root:x");
        belongsToTheServer(home.path());

        Trees.giveTo(home.path(), prepared);
        assertThat(user(prepared.resolve("config/routes/mine.yaml"))).isEqualTo(SERVER);
        assertThat(user(prepared.resolve("config/routes"))).isEqualTo(SERVER);
        assertThat(user(prepared)).isEqualTo(SERVER);
        assertThat(user(precious)).isZero();
        assertThat(user(foreign)).isZero();
        assertThat(user(foreign.resolve("passwd"))).isZero();
    }

    @Test
    void whatALinkLeadsToIsNotBackedUpAndTheLinkIsNamed() throws Exception {
        Installation server = Installation.with(home.path(), 1);
        Path config = home.path().resolve("config");
        Files.writeString(foreign.resolve("passwd"), "root:x");
        List<Path> links = List.of(
                Files.createSymbolicLink(config.resolve("etc"), foreign),
                Files.createSymbolicLink(config.resolve("routes/lost"), directory.resolve("nowhere")),
                Files.createSymbolicLink(config.resolve("shadow"), precious),
                Files.createSymbolicLink(home.path().resolve("plugins"), foreign),
                Files.createSymbolicLink(home.secrets().resolve("shadow"), precious));

        Backup.Made made = server.make(directory.resolve("b.zip"), Optional.of("correct horse battery".toCharArray()));
        assertThat(made.leftOut()).containsExactlyElementsOf(links);
        try (Archive archive = Archive.open(made.file())) {
            archive.verify();
            assertThat(archive.manifest().files().keySet())
                    .contains("config/server.cfg", "config/routes/mine.yaml", SealedSecrets.NAME)
                    .noneMatch(name -> name.contains("shadow") || name.contains("etc") || name.contains("passwd"));
        }
    }

    /** Between listing and copying. */
    @Test
    void whatBecomesALinkMeanwhileIsNotFollowed() throws IOException {
        Path tree = Files.createDirectories(home.path().resolve("config"));
        Files.writeString(tree.resolve("a"), "first");
        Files.createDirectory(tree.resolve("b"));
        Files.writeString(foreign.resolve("passwd"), "root:x");
        List<String> read = new ArrayList<>();

        Trees.read(tree, (name, content) -> {
            read.add(name.toString());
            Files.delete(tree.resolve("b"));
            Files.createSymbolicLink(tree.resolve("b"), foreign);
        });
        assertThat(read).containsExactly("a");
    }

    @Test
    void aDatabaseWithALinkIsNotBackedUp() throws Exception {
        Installation server = Installation.with(home.path(), 1);
        Files.createSymbolicLink(home.data().resolve("derby/seg0/cffff.dat"), precious);

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> server.backUp(directory.resolve("b.zip")))
                .withMessageContaining("cannot be copied");
        assertThat(directory.resolve("b.zip")).doesNotExist();
        assertThat(home.copy()).doesNotExist();
    }

    /** As a server leaves it that somebody else took over. */
    @Test
    void aCopyWithALinkIsNotOpened() throws Exception {
        Path database = Files.createDirectories(home.copy().resolve("derby"));
        Files.createSymbolicLink(database.resolve("db.lck"), precious);

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> DatabaseCopies.open(home, new DerbyEngine(), (parts, of) -> {}))
                .withMessageContaining("db.lck is a link");
        assertThat(precious).hasContent("root:*");
    }

    private void link(String name, Path to) throws IOException {
        Files.createSymbolicLink(home.run().resolve(name), to);
    }

    private void lockBoth() throws IOException, Refused {
        try (FileChannel server = home.lockServer().orElseThrow();
                FileChannel maintenance = home.lockMaintenance().orElseThrow()) {
            assertThat(server.isOpen() && maintenance.isOpen()).isTrue();
        }
    }

    /** Only root can give away what is his. */
    private static void belongsToTheServer(Path path) throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "needs root");
        Files.setAttribute(path, "unix:uid", SERVER);
    }

    private static int user(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid", NOFOLLOW_LINKS);
    }
}
