package org.ohmstead.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.model.Page;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** Made-up plugins in a real framework. */
abstract class PluginScene {

    @TempDir
    Path plugins;

    @TempDir
    Path cache;

    final List<String> entries = new ArrayList<>();
    Audit trail = new Trail(entries);
    boolean enabled = true;
    volatile Instant now = Instant.parse("2026-11-29T10:00:00Z");
    Framework framework;
    PluginFolder folder;

    @BeforeEach
    void start() throws BundleException, IOException {
        init();
        watch();
    }

    void init() throws BundleException {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE, cache.resolve("bundles").toString(), "felix.log.level", "0"));
        framework.init();
    }

    void watch() throws BundleException, IOException {
        folder = folder(plugins);
        folder.start();
        framework.start();
    }

    PluginFolder folder(Path path) {
        var told = new PluginTrail(cache.resolve("data/told.properties"), () -> Optional.ofNullable(trail));
        return new PluginFolder(path, framework.getBundleContext(), 1, () -> enabled, told, () -> now);
    }

    @AfterEach
    void stop() throws BundleException, InterruptedException {
        if (System.getProperties().remove(Hanging.LATCH) instanceof CountDownLatch latch) {
            latch.countDown();
        }
        framework.stop();
        framework.waitForStop(0);
    }

    /** Fails where the list takes nothing. */
    record Trail(List<String> entries) implements Audit {

        @Override
        public void record(String who, String action, String subject, Optional<String> before, Optional<String> after) {
            entries.add(who + " " + action + " " + subject + ": " + before.orElse("-") + " > " + after.orElse("-"));
        }

        @Override
        public Page<Entry> page(Page.Request request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Verification verify(Optional<String> noted) {
            throw new UnsupportedOperationException();
        }
    }

    static void start(Bundle bundle) {
        try {
            bundle.start();
        } catch (BundleException e) {
            throw new AssertionError(e);
        }
    }

    void lookTwice() throws IOException {
        folder.look();
        folder.look();
    }

    Bundle bundle(String jar) {
        return framework.getBundleContext().getBundle("plugins/" + jar);
    }

    void jar(String file, String name, Map<String, String> headers) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", name);
        headers.forEach(manifest.getMainAttributes()::putValue);
        Path fresh = plugins.resolve(file + ".new");
        try (var jar = new JarOutputStream(Files.newOutputStream(fresh), manifest);
                InputStream hanging = Hanging.class.getResourceAsStream("Hanging.class")) {
            jar.putNextEntry(new ZipEntry(Hanging.class.getName().replace('.', '/') + ".class"));
            hanging.transferTo(jar);
        }
        Files.move(fresh, plugins.resolve(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
