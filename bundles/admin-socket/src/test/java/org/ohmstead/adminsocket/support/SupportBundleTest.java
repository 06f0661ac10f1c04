package org.ohmstead.adminsocket.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.csms.FrameTap.SeenFrame;
import org.ohmstead.api.csms.Tokens;
import org.ohmstead.api.csms.WireLog;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Token;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

/** Secrets and cards are planted everywhere; none may come out. */
class SupportBundleTest {

    private static final List<String> PLANTED = List.of(
            "hunter2-of-the-mail-server",
            "plain-in-a-file",
            "plain-in-an-address",
            "plain-in-a-list",
            "plain-in-json",
            "plain-in-an-element",
            "plain-in-a-comment",
            "oh_abcdefghijklmnopqrstuvwxyz012345",
            "url-password",
            "MIIEvQIBADANBgkqhkiG",
            "04A1B2C3D4E5F6",
            "04a1b2c3d4e5f6",
            "DE-ABC-C12345678-9",
            "fleet card #7");

    @TempDir
    private Path home;

    private WireLog wireLog = (query, request) -> new Page<>(
            List.of(new SeenFrame(
                    new StationId("CP-1"),
                    Instant.EPOCH,
                    true,
                    "[2,\"1\",\"DataTransfer\",{\"data\":\"card=04A1B2C3D4E5F6\",\"v\":\"DE-ABC-C12345678-9\"}]")),
            Optional.empty());

    @BeforeEach
    void plant() throws IOException {
        write("secrets/smtp", "hunter2-of-the-mail-server\n");
        write("config/a.cfg", "port = 25\npassword = plain-in-a-file\nhost = $[secret:smtp]\nmasterToken=x\n");
        write("config/routes/b.yaml", "uri: smtp://me:url-password@mail\n  password: hunter2-of-the-mail-server\n");
        write("config/routes/c.yaml", """
                uri: smtps:host?username=a&password=plain-in-an-address&delay=5
                - password: plain-in-a-list
                {"password": "plain-in-json", "to": "x"}
                <password>plain-in-an-element</password>
                #password = plain-in-a-comment
                kept: RAW({{secret:smtp}})
                """);
        write(
                "logs/ohmstead.log",
                "INFO it logs 04a1b2c3d4e5f6 and fleet card #7 and tag_04A1B2C3D4E5F6 and oh_abcdefghijklmnopqrstuvwxyz012345\nWARN hunter2-of-the-mail-server\n");
        write("config/server.pem", "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG\n");
        write("data/seg0/c10.dat", "x".repeat(100));
    }

    private void write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Map<String, String> gathered() throws IOException {
        Path file = bundle(Files::newOutputStream).write();
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        Map<String, String> parts = new TreeMap<>();
        try (var zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return parts;
    }

    private SupportBundle bundle(SupportBundle.Disk disk) {
        return new SupportBundle(context(), home, Clock.systemUTC(), disk, new FewCards(), wireLog);
    }

    @Test
    void onAFullDiskNothingIsLeftAndTheReasonIsSaid() {
        SupportBundle.Disk full = file -> new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("No space left on device");
            }
        };

        assertThatIOException().isThrownBy(() -> bundle(full).write()).withMessage("No space left on device");
        assertThat(home.resolve("run")).isEmptyDirectory();
    }

    @Test
    void noSecretAndNoWholeCardComesOut() throws IOException {
        Map<String, String> parts = gathered();

        for (String planted : PLANTED) {
            assertThat(parts)
                    .as(planted)
                    .noneSatisfy((name, text) -> assertThat(text).contains(planted));
        }
        assertThat(parts).doesNotContainKey("secrets/smtp");
    }

    @Test
    void whatHelpsIsStillThere() throws IOException {
        Map<String, String> parts = gathered();

        assertThat(parts.get("config/a.cfg")).contains("port = 25", "password = ***", "host = $[secret:smtp]");
        assertThat(parts.get("config/routes/b.yaml")).contains("smtp://***@mail");
        assertThat(parts.get("log.txt")).contains("INFO it logs 04A1***");
        assertThat(parts.get("frames.txt")).contains("CP-1 > [2,", "card=04A1***", "DE-A***");
        assertThat(parts.get("sizes.txt")).contains("100  data/seg0");
        assertThat(parts.get("bundles.txt")).contains("active  org.example.one 1.2.3");
        assertThat(parts.get("threads.txt")).contains("at ");
        assertThat(parts.get("version.txt")).contains("Ohmstead 1.2.3", "Java ");
    }

    @Test
    void aPartThatCannotBeGatheredSaysSoAndTheOthersAreThere() throws IOException {
        Files.delete(home.resolve("logs/ohmstead.log"));
        wireLog = (query, request) -> {
            throw new IllegalStateException("the files with hunter2-of-the-mail-server are gone");
        };

        Map<String, String> parts = gathered();

        assertThat(parts.get("log.txt")).startsWith("This could not be gathered");
        assertThat(parts.get("frames.txt"))
                .startsWith("This could not be gathered")
                .doesNotContain("hunter2");
        assertThat(parts).containsKeys("version.txt", "threads.txt", "config/a.cfg");
    }

    /** A framework with one bundle. */
    private BundleContext context() {
        Bundle bundle = answering(
                Bundle.class,
                Map.of(
                        "getBundleId",
                        1L,
                        "getState",
                        Bundle.ACTIVE,
                        "getSymbolicName",
                        "org.example.one",
                        "getVersion",
                        new Version("1.2.3")));
        return answering(BundleContext.class, Map.of("getBundle", bundle, "getBundles", new Bundle[] {bundle}));
    }

    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> answers.get(method.getName())));
    }

    /** Cards and a contract. */
    private static final class FewCards implements Tokens {

        @Override
        public Page<Token> page(String search, Page.Request request) {
            return new Page<>(
                    List.of(token("04A1B2C3D4E5F6"), token("DE-ABC-C12345678-9"), token("Fleet card #7")),
                    Optional.empty());
        }

        private static Token token(String value) {
            return new Token(IdToken.of(value), "", false, Optional.empty(), Optional.empty());
        }

        @Override
        public Optional<Token> find(IdToken token) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void put(List<Token> tokens) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean remove(IdToken token) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Authorization verdict(Token token) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean acceptsUnknown() {
            throw new UnsupportedOperationException();
        }
    }
}
