package org.ohmstead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.cli.SomeServer.Said;

/** What is refused before anything is copied; the rest needs a server, see CommandLineIT. */
class PluginsTest {

    @TempDir
    private Path directory;

    @Test
    void pluginsAreInstalledAndRemovedOnTheMachineItself() throws IOException {
        Path jar = jar(Map.of("Bundle-ManifestVersion", "2", "Bundle-SymbolicName", "acme.a"));
        try (SomeServer server = new SomeServer()) {
            for (String[] command : new String[][] {{"install", jar.toString()}, {"remove", "acme.a"}}) {
                Said said = SomeServer.run(
                        Map.of("OHMSTEAD_TOKEN", "oh_secret"),
                        "plugin",
                        command[0],
                        command[1],
                        "--server",
                        server.url());
                assertThat(said.exit()).isEqualTo(2);
                assertThat(said.err()).contains("on the machine of the server itself");
            }
            assertThat(server.asked()).isEmpty();
        }
    }

    @Test
    void whatIsNoPluginIsNotCopied() throws IOException {
        assertRefused(directory.resolve("none.jar"), "there is no file");
        assertRefused(Files.writeString(directory.resolve("half.jar"), "PK"), "no jar that can be read");
        assertRefused(jar(Map.of()), "no Bundle-SymbolicName");
        assertRefused(jar(Map.of("Bundle-SymbolicName", "acme.a")), "no Bundle-SymbolicName");
        assertRefused(
                jar(Map.of("Bundle-ManifestVersion", "2", "Bundle-SymbolicName", "../acme")), "no Bundle-SymbolicName");
    }

    @Test
    void whatNoServerTakesIsNotCopied() throws IOException {
        for (String version : new String[] {"soon", "1.x", "1.2.3.4.5", "v1", "1.0-SNAPSHOT"}) {
            assertRefused(
                    jar(Map.of(
                            "Bundle-ManifestVersion", "2", "Bundle-SymbolicName", "acme.a", "Bundle-Version", version)),
                    "its Bundle-Version \"" + version + "\" is no version such as 1.2.0");
        }
        assertRefused(
                jar(Map.of("Bundle-ManifestVersion", "2", "Bundle-SymbolicName", "acme.a", "Fragment-Host", "acme.b")),
                "a fragment, which would become part of acme.b");
    }

    @Test
    void withoutAServerNothingIsCopied() throws IOException {
        Path jar = jar(Map.of("Bundle-ManifestVersion", "2", "Bundle-SymbolicName", "acme.a;singleton:=true"));
        assertThat(SomeServer.run(Map.of(), "plugin", "install", jar.toString(), "--home", directory.toString())
                        .exit())
                .isEqualTo(3);
        assertThat(directory.resolve("plugins")).doesNotExist();
    }

    /** One of them runs, and neither command could say which one it changes. */
    @Test
    void twoJarsOfOneNameAreNamedAndNotTouched() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("plugins"));
        Path jar = jar(Map.of("Bundle-ManifestVersion", "2", "Bundle-SymbolicName", "acme.a"));
        Files.copy(jar, folder.resolve("a-1.0.jar"));
        Files.copy(jar, folder.resolve("a-1.1.jar"));
        var jars = new PluginJars(directory);

        for (ThrowingCallable command :
                List.<ThrowingCallable>of(() -> jars.find("acme.a"), () -> jars.put("acme.a", PluginJars.read(jar)))) {
            assertThatExceptionOfType(Failed.class)
                    .isThrownBy(command)
                    .withMessageContaining("a-1.0.jar and a-1.1.jar")
                    .withMessageContaining("each hold acme.a");
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
        assertThat(jars.find("acme.b")).isEmpty();
    }

    /** Root would follow what the server's user put in the way. */
    @Test
    void onlyTheOwnerOfAHomeChangesItsPlugins() throws IOException {
        Path home = Path.of("/");
        if (Files.getOwner(home).getName().equals(System.getProperty("user.name"))) {
            home = Files.createDirectory(directory.resolve("home"));
            Files.setOwner(
                    home, home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        }
        Path jar = jar(Map.of("Bundle-ManifestVersion", "2", "Bundle-SymbolicName", "acme.a"));
        var jars = new PluginJars(home);

        for (ThrowingCallable command :
                List.<ThrowingCallable>of(() -> jars.put("acme.a", PluginJars.read(jar)), () -> jars.remove(jar))) {
            assertThatExceptionOfType(Failed.class)
                    .isThrownBy(command)
                    .withMessageContaining("who alone changes its plugins");
        }
        assertThat(jar).exists();
        assertThat(home.resolve("plugins")).doesNotExist();
    }

    private void assertRefused(Path file, String reason) {
        Said said = SomeServer.run(Map.of(), "plugin", "install", file.toString(), "--home", directory.toString());
        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).contains(reason);
        assertThat(directory.resolve("plugins")).doesNotExist();
    }

    private Path jar(Map<String, String> headers) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach(manifest.getMainAttributes()::putValue);
        Path jar = directory.resolve("some.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }
}
