package org.ohmstead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.cli.SomeServer.Said;

class AccessTest {

    private static final Map<String, String> TOKEN = Map.of("OHMSTEAD_TOKEN", "oh_secret");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://ohmstead.example",
                "ftp://localhost",
                "localhost:8080",
                "127.0.0.1:8080",
                "http://me@localhost",
                "http://127.evil.example"
            })
    void aTokenIsNotSentWhereOthersCouldReadIt(String server) {
        Said said = SomeServer.run(TOKEN, "stations", "--server", server);

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).contains("--server needs").doesNotContain("oh_secret");
    }

    @Test
    void withoutATokenNothingIsAsked() throws IOException {
        try (SomeServer server = new SomeServer()) {
            Said said = SomeServer.run(Map.of(), "stations", "--server", server.url());
            assertThat(said.exit()).isEqualTo(2);
            assertThat(said.err()).contains("$OHMSTEAD_TOKEN or --token-file");
            assertThat(server.asked()).isEmpty();
        }
    }

    @Test
    void aTokenFileIsForItsOwnerOnly() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "oh_secret\n");
        try (SomeServer server = new SomeServer()) {
            server.answers("GET /stations/X", 200, "{}");
            for (String readable : new String[] {"rw-r-----", "rw----r--", "rw--w----"}) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(readable));
                assertThat(withTokenFile(server, file).exit()).isEqualTo(2);
            }
            assertThat(server.asked()).isEmpty();
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
            assertThat(withTokenFile(server, file).exit()).isZero();
            assertThat(withTokenFile(server, directory.resolve("none")).err()).contains("there is no file");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            Files.writeString(file, "two\nlines");
            assertThat(withTokenFile(server, file).err())
                    .contains("no API token")
                    .doesNotContain("lines");
        }
    }

    private static Said withTokenFile(SomeServer server, Path file) {
        return SomeServer.run(Map.of(), "stations", "show", "X", "--server", server.url(), "--token-file", "" + file);
    }

    @Test
    void optionsForElsewhereAreNotForThisMachine() {
        assertThat(SomeServer.run(TOKEN, "stations", "--token-file", "x").exit())
                .isEqualTo(2);
    }

    @Test
    void aCertificateFileThatIsNoneIsSaidSo() throws IOException {
        Path pem = Files.writeString(directory.resolve("ca.pem"), "hello");
        Said said = SomeServer.run(TOKEN, "stations", "--server", "https://localhost:1", "--ca-file", "" + pem);
        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).contains("cannot be read as certificates");
    }

    @Test
    void withoutAServerOnTheHomeTheExitCodeTells() {
        Said said = SomeServer.run(Map.of("OHMSTEAD_HOME", directory.toString()), "stations");
        assertThat(said.exit()).isEqualTo(3);
        assertThat(said.err())
                .isEqualTo("ohmstead: there is no server on " + directory
                        + ". --home or $OHMSTEAD_HOME names another home.\n");
    }

    @Test
    void aHomeNobodyNamedIsSaidWithItsWholePath() {
        assertThat(SomeServer.run(Map.of(), "stations").err())
                .contains(" on " + Path.of("ohmstead-home").toAbsolutePath() + ".");
    }

    @Test
    void theSocketOfALongHomeIsReached() throws Exception {
        try (SomeServer server = new SomeServer()) {
            server.answers("GET /stations/X", 200, "{}");
            Path home = socketThat("ok\n" + server.url() + "\nbearer\n");
            assertThat(home.toString().length()).isGreaterThan(108);
            assertThat(SomeServer.run(Map.of(), "stations", "show", "X", "--home", home.toString())
                            .exit())
                    .isZero();
        }
    }

    @Test
    void aServerThatRefusesSaysWhy() throws Exception {
        Path home = socketThat("refused\nThe port 8080 is taken\n");
        Said said = SomeServer.run(Map.of(), "stations", "--home", home.toString());
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("The port 8080 is taken");
    }

    /** A home with a long path, whose socket says this once. */
    private Path socketThat(String says) throws IOException {
        Path run = Files.createDirectories(directory.resolve("run"));
        ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        socket.bind(UnixDomainSocketAddress.of(run.resolve("admin.sock")));
        CompletableFuture.runAsync(() -> {
            try (socket;
                    SocketChannel connection = socket.accept()) {
                var asked = new BufferedReader(new InputStreamReader(Channels.newInputStream(connection)));
                assertThat(asked.readLine()).isEqualTo("session");
                connection.write(StandardCharsets.UTF_8.encode(says));
                if (says.startsWith("ok")) {
                    asked.transferTo(Writer.nullWriter());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Path home = Files.createDirectories(directory.resolve("long-".repeat(30)));
        Files.move(run, home.resolve("run"));
        return home;
    }
}
