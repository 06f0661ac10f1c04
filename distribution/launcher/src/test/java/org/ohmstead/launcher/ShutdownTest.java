package org.ohmstead.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** A made-up bundle that hangs in a real framework. */
class ShutdownTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final CountDownLatch latch = new CountDownLatch(1);
    private Framework framework;
    private Bundle bundle;

    @BeforeEach
    void start() throws BundleException, IOException {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        directory.resolve("bundles").toString(),
                        "felix.log.level",
                        "0"));
        framework.start();
        bundle = framework.getBundleContext().installBundle(jar().toUri().toString());
    }

    @AfterEach
    void release() throws InterruptedException {
        latch.countDown();
        List.of(Hanging.START, Hanging.STOP).forEach(System.getProperties()::remove);
        assertThat(new Shutdown(framework, LONG).run()).isEmpty();
    }

    @Test
    void whatEndsIsWaitedFor() throws Exception {
        bundle.start();
        assertThat(new Shutdown(framework, LONG).run()).isEmpty();
        assertThat(framework.getState()).isEqualTo(Bundle.RESOLVED);
    }

    @Test
    void whatHangsWhileItStopsIsNamedAndNotWaitedForAnyLonger() throws Exception {
        System.getProperties().put(Hanging.STOP, latch);
        bundle.start();
        assertThat(new Shutdown(framework, SHORT).run())
                .hasValueSatisfying(it -> assertThat(it).contains("acme.hangs 1.2.3 (stopping, from file:"));
    }

    @Test
    void whatHangsWhileItStartsIsNamedAndNotWaitedForAnyLonger() throws Exception {
        System.getProperties().put(Hanging.START, latch);
        Thread.ofPlatform().daemon().start(() -> {
            try {
                bundle.start();
            } catch (BundleException e) {
                // It may be stopped before it came so far.
            }
        });
        Instant end = Instant.now().plus(LONG);
        while (bundle.getState() != Bundle.STARTING) {
            assertThat(Instant.now()).isBefore(end);
            Thread.onSpinWait();
        }
        assertThat(new Shutdown(framework, SHORT).run())
                .hasValueSatisfying(it -> assertThat(it).contains("acme.hangs 1.2.3 (starting, from file:"));
    }

    /** The whole launcher as a process, which somebody asks to end. */
    @Test
    void aProcessEndsAlthoughAPluginNeverDoes() throws Exception {
        Path install =
                Files.createDirectories(directory.resolve("install/features")).getParent();
        Files.createDirectory(install.resolve("lib"));
        Files.writeString(
                Files.createDirectory(install.resolve("boot")).resolve("framework.properties"),
                "org.osgi.framework.startlevel.beginning=" + Feature.DEFAULT_START_LEVEL);
        Files.copy(jar(), install.resolve("lib/hangs-1.jar"));
        Files.writeString(install.resolve("features/all.json"), "{\"id\":\"all\",\"bundles\":[\"acme:hangs:1\"]}");
        Path started = directory.resolve("started");
        Path said = directory.resolve("said");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Dohmstead.install=" + install,
                        "-Dohmstead.home=" + Files.createDirectory(directory.resolve("home")),
                        "-Dohmstead.longest.stop=1",
                        "-D" + Hanging.STARTED + "=" + started,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectError(said.toFile())
                .start();
        try {
            Instant end = Instant.now().plus(LONG);
            while (!Files.exists(started)) {
                assertThat(process.isAlive() && Instant.now().isBefore(end)).isTrue();
                Thread.onSpinWait();
            }
            process.destroy();
            assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(said).content().contains("did not stop within 1 s", "acme.hangs 1.2.3 (stopping");
        } finally {
            process.destroyForcibly();
        }
    }

    private Path jar() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        Map.of(
                        "Bundle-ManifestVersion", "2",
                        "Bundle-SymbolicName", "acme.hangs",
                        "Bundle-Version", "1.2.3",
                        "Bundle-Activator", Hanging.class.getName(),
                        "Import-Package", "org.osgi.framework")
                .forEach(manifest.getMainAttributes()::putValue);
        Path file = directory.resolve("hangs.jar");
        try (var jar = new JarOutputStream(Files.newOutputStream(file), manifest);
                InputStream hanging = Hanging.class.getResourceAsStream("Hanging.class")) {
            jar.putNextEntry(new ZipEntry(Hanging.class.getName().replace('.', '/') + ".class"));
            hanging.transferTo(jar);
        }
        return file;
    }
}
