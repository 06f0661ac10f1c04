package org.ohmstead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.cli.SomeServer.Said;

/** A server whose certificate nobody vouches for, and which is for the name localhost only. */
class TrustTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path directory;

    private SomeServer server;

    @BeforeAll
    static void makeCertificate() throws Exception {
        keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=ohmstead", "-ext", "san=dns:localhost");
        keytool("-exportcert", "-rfc", "-file", directory.resolve("own.pem").toString());
    }

    @BeforeEach
    void start() throws Exception {
        server = SomeServer.with(certificate()).answers("GET /stations/X", 200, "{'id':'X'}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aServerThatCannotProveWhoItIsGetsNoToken() {
        Said said = show("localhost");
        assertThat(said.exit()).isEqualTo(3);
        assertThat(said.err())
                .contains("cannot prove that it is that server", "--ca-file FILE")
                .doesNotContain("PKIX");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void aCertificateOfOnesOwnIsTrustedForItsName() {
        String pem = directory.resolve("own.pem").toString();
        assertThat(show("localhost", "--ca-file", pem).exit()).isZero();
        assertThat(show("127.0.0.1", "--ca-file", pem).exit()).isEqualTo(3);
    }

    @Test
    void onThisMachineTheServersOwnWordIsEnough() throws IOException {
        URI console = URI.create("https://0.0.0.0:" + server.port());
        try (Server own = Server.of(new OwnersSession(SocketChannel.open(), console, "bearer"))) {
            assertThat(own.get("/stations/X").get("id").asString()).isEqualTo("X");
        }
    }

    private Said show(String host, String... more) {
        List<String> words =
                new ArrayList<>(List.of("stations", "show", "X", "--server", "https://" + host + ":" + server.port()));
        words.addAll(List.of(more));
        return SomeServer.run(Map.of("OHMSTEAD_TOKEN", "oh_secret"), words.toArray(String[]::new));
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", directory.resolve("store.p12").toString(), "-storepass", PASSWORD));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private static SSLContext certificate() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(directory.resolve("store.p12"))) {
            store.load(file, PASSWORD.toCharArray());
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
