package org.ohmstead.maintenance;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void whatALinkBesideTheLockLeadsToIsNotGivenAway() throws IOException {
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

        assertThatExceptionOfType(IOException.class).isThrownBy(home::lockServer);
        assertThatExceptionOfType(IOException.class).isThrownBy(home::lockMaintenance);
        assertThat(directory.resolve("new")).doesNotExist();
        assertThat(Files.getOwner(precious)).isEqualTo(owner);
        assertThat(precious).hasContent("root:*");
    }

    @Test
    void aFolderOfLocksThatIsALinkIsNotUsed() throws IOException {
        for (Path leadsTo : new Path[] {foreign, directory.resolve("nowhere")}) {
            Files.delete(home.run());
            Files.createSymbolicLink(home.run(), leadsTo);
            assertThatExceptionOfType(IOException.class).isThrownBy(home::lockServer);
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

    private void link(String name, Path to) throws IOException {
        Files.createSymbolicLink(home.run().resolve(name), to);
    }

    private void lockBoth() throws IOException {
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
