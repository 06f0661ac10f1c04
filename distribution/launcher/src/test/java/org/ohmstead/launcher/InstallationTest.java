package org.ohmstead.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;

/** Installs a made-up bundle into a real framework. */
class InstallationTest {

    @TempDir
    Path lib;

    @TempDir
    Path cache;

    private Framework framework;

    @BeforeEach
    void start() throws BundleException {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE, cache.resolve("bundles").toString(), "felix.log.level", "0"));
        framework.start();
    }

    @AfterEach
    void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(0);
    }

    @Test
    void bundlesAreStartedAtTheirLevelAndTheCacheIsGoodAfterwards() throws Exception {
        jar("acme.late");
        var installation = installation(9, "acme.late");
        assertThat(installation.isCached()).isFalse();
        installation.installInto(framework.getBundleContext());

        Bundle bundle = framework.getBundleContext().getBundles()[1];
        assertThat(bundle.adapt(BundleStartLevel.class).getStartLevel()).isEqualTo(9);
        assertThat(bundle.adapt(BundleStartLevel.class).isPersistentlyStarted()).isTrue();
        assertThat(installation(9, "acme.late").isCached()).isTrue();
        assertThat(installation(8, "acme.late").isCached()).isFalse();
    }

    @Test
    void aReplacedJarMakesTheCacheWorthlessAlthoughSizeAndTimeAreTheSame() throws Exception {
        Object arrived = arrive("acme.changing");
        installation(4, "acme.changing").installInto(framework.getBundleContext());
        assertThat(installation(4, "acme.changing").isCached()).isTrue();
        // The clock of the file system ticks a few hundred times a second.
        while (arrive("acme.changing").equals(arrived)) {
            Thread.onSpinWait();
        }
        assertThat(installation(4, "acme.changing").isCached()).isFalse();
    }

    @Test
    void everyJarThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> installation(4, "acme.one", "acme.other"))
                .hasMessageContaining("acme.one-1.jar is not there")
                .hasMessageContaining("acme.other-1.jar is not there");
    }

    private Installation installation(int level, String... names) throws IOException {
        List<Feature.Entry> entries = List.of(names).stream()
                .map(name -> new Feature.Entry("org.acme:" + name + ":1", level))
                .toList();
        return new Installation(List.of(new Feature("org.acme:test:1", entries)), lib, cache);
    }

    /** When a jar with that name and a time of long ago came here. */
    private Object arrive(String name) throws IOException {
        Path jar = Files.setLastModifiedTime(jar(name), FileTime.from(Instant.EPOCH));
        return Files.getAttribute(jar, "unix:ctime");
    }

    private Path jar(String name) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", name);
        Path jar = lib.resolve(name + "-1.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }
}
