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
