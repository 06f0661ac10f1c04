package org.ohmstead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
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
    void withoutAServerNothingIsCopied() throws IOException {
        Path jar = jar(Map.of("Bundle-ManifestVersion", "2", "Bundle-SymbolicName", "acme.a;singleton:=true"));
        assertThat(SomeServer.run(Map.of(), "plugin", "install", jar.toString(), "--home", directory.toString())
                        .exit())
                .isEqualTo(3);
        assertThat(directory.resolve("plugins")).doesNotExist();
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
