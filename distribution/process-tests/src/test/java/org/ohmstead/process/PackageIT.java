package org.ohmstead.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packages as somebody installs, upgrades and removes them. */
class PackageIT {

    private static final Path BUILT = Release.built().directory();
    private static final String HOME = "/var/lib/ohmstead";
    private static final String DEFAULTS = "/etc/default/ohmstead";

    @TempDir
    Path directory;

    private DebianRoot debian;
    private Path journal;
    private Unit unit;
    private RunningServer server;

    @BeforeEach
    void makeRoot() throws IOException {
        // The service's user has to come through.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        debian = DebianRoot.make(directory.resolve("root"));
        journal = directory.resolve("journal");
    }

    @AfterEach
    void endWhatAFailedTestLeft() throws InterruptedException {
        if (server != null) {
            server.kill();
        }
    }

    @Test
    void theArchivesHoldTheWholeInstallation() throws Exception {
        Set<String> installation = files(BUILT);
        assertThat(installation)
                .contains("LICENSE", "NOTICE-THIRD-PARTY.txt", "version", "bin/ohmstead", "completion/ohmstead.bash");

        DebianRoot.run(List.of("tar", "xzf", only("*.tar.gz").toString(), "-C", directory.toString()));
        Path unpacked = directory.resolve(only("*.zip").getFileName().toString().replace(".zip", ""));
        assertThat(files(unpacked)).isEqualTo(installation);
        assertThat(unpacked.resolve("bin/ohmstead")).isExecutable();
        try (ZipFile zip = new ZipFile(only("*.zip").toFile())) {
            Set<String> zipped = zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(entry -> entry.getName().replaceFirst("^[^/]*/", ""))
                    .collect(Collectors.toSet());
            assertThat(zipped).isEqualTo(installation);
        }
    }

    @Test
    void theServiceLivesInItsHomeAndTheHomeOutlivesThePackage() throws Exception {
        install();
        debian.dpkg("--verify", "ohmstead");
        assertThat(files(debian.path("/usr/lib/ohmstead"))).isEqualTo(files(BUILT));
        assertThat(debian.path("/usr/share/bash-completion/completions/ohmstead"))
                .hasSameTextualContentAs(BUILT.resolve("completion/ohmstead.bash"));
        assertThat(debian.path("/etc/systemd/system/multi-user.target.wants")).isNotEmptyDirectory();
        takeAnyPort();
        server = unit.start(journal);
        Path password = debian.path(HOME + "/secrets/initial-admin-password");
        assertThat(Files.readString(journal))
                .contains(password.toString())
                .doesNotContain(Files.readString(password).strip());
        assertOwnedByTheService();
        assertThat(KeptHome.books(
                        Rest.signIn(server.console(), Files.readString(password).strip())))
                .isNotEmpty();
        assertThat(unit.succeedsWith(server.stop())).isTrue();

        Set<String> before = files(debian.path(HOME));
        debian.dpkg("--install", debian.later(deb(), "999").toString());
        assertThat(debian.path("/usr/lib/ohmstead/version")).hasContent("Ohmstead 999");
        assertThat(files(debian.path(HOME))).isEqualTo(before);
        assertThat(debian.path(DEFAULTS)).content().startsWith("OHMSTEAD_JAVA_OPTS");

        debian.dpkg("--remove", "ohmstead");
        assertThat(debian.path("/usr/lib/ohmstead")).doesNotExist();
        assertThat(files(debian.path(HOME))).isEqualTo(before);
        assertThat(debian.path(DEFAULTS)).exists();

        debian.dpkg("--purge", "ohmstead");
        assertThat(debian.path(DEFAULTS)).doesNotExist();
        assertThat(files(debian.path(HOME)))
                .isEqualTo(before.stream()
                        .filter(file ->
                                file.startsWith("data/") || file.startsWith("secrets/") || file.equals("journal-mark"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void anInstalledUpgradeOpensTheHomeOfAnOlderRelease() throws Exception {
        Set<String> then = KeptHome.unpack(UpgradeIT.keptHomes().iterator().next(), debian.path(HOME));
        install();
        takeAnyPort();
        server = unit.start(journal);
        String password = UpgradeIT.newPassword(debian.path("/usr/lib/ohmstead/bin/ohmstead"), debian.path(HOME));
        assertThat(KeptHome.books(Rest.signIn(server.console(), password))).containsAll(then);
        assertThat(unit.succeedsWith(server.stop())).isTrue();
        assertOwnedByTheService();
    }

    @Test
    void systemdUnderstandsTheUnitAndFindsItConfined() throws Exception {
        install();
        String root = "--root=" + debian.directory();

        assertThat(DebianRoot.run(List.of("systemd-analyze", "verify", "--man=no", root, "ohmstead.service")))
                .doesNotContain("ohmstead");
        // Of a hundred, which is a service without any limits.
        DebianRoot.run(
                List.of("systemd-analyze", "security", "--offline=true", "--threshold=25", root, "ohmstead.service"));
    }

    private void install() throws IOException, InterruptedException {
        debian.dpkg("--install", deb().toString());
        unit = new Unit(debian, "ohmstead.service");
    }

    /** As the operator changes the one configuration file of the package. */
    private void takeAnyPort() throws IOException {
        Files.writeString(
                debian.path(DEFAULTS), "OHMSTEAD_JAVA_OPTS=\"-Dohmstead.http.port=0 -Dohmstead.door.port=0\"\n");
    }

    private void assertOwnedByTheService() throws IOException {
        if (Unit.isRoot()) {
            int user = unit.id("/etc/passwd");
            try (Stream<Path> home = Files.walk(debian.path(HOME))) {
                assertThat(home)
                        .allSatisfy(file ->
                                assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(user));
            }
        }
    }

    private static Path deb() throws IOException {
        return only("*.deb");
    }

    private static Path only(String pattern) throws IOException {
        try (var files = Files.newDirectoryStream(BUILT.getParent(), pattern)) {
            return files.iterator().next();
        }
    }

    private static Set<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .collect(Collectors.toSet());
        }
    }
}
