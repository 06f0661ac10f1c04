package org.ohmstead.unresolved;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;

/** Installs made-up bundles into a real framework. */
class UnresolvedTest {

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
    void everyNeedOfABundleIsSaidWithWhatIsThereInstead() throws Exception {
        jar("acme.api", Map.of("Export-Package", "acme.payment;version=1.0,acme.word;version=1.5"));
        jar(
                "acme.payment",
                Map.of(
                        "Import-Package",
                        "acme.payment;version=2.0,acme.word;version=\"[1,2)\",acme.gone;version=\"[3,4)\""));
        install("acme.api", "acme.payment");

        assertThat(report()).containsExactly("""
                        acme.payment 1.0.0 cannot run:
                          needs package acme.payment 2.0.0 or newer, here is 1.0.0 from acme.api 1.0.0
                          needs package acme.gone 3.0.0 up to but not including 4.0.0, nothing here offers it""".stripIndent());
    }

    @Test
    void aBundleThatOnlyWaitsForABrokenOneSaysSo() throws Exception {
        jar("acme.broken", Map.of("Export-Package", "acme.a;version=1.0", "Import-Package", "acme.gone"));
        jar("acme.waiting", Map.of("Import-Package", "acme.a"));
        install("acme.broken", "acme.waiting");

        assertThat(report())
                .anySatisfy(text -> assertThat(text)
                        .startsWith("acme.waiting 1.0.0 cannot run:")
                        .contains("package acme.a")
                        .contains("acme.broken 1.0.0 offers but does not start itself"));
    }

    @Test
    void optionalNeedsAreNotMissed() throws Exception {
        jar("acme.modest", Map.of("Import-Package", "acme.gone;resolution:=optional"));
        install("acme.modest");
        assertThat(report()).isEmpty();
    }

    @Test
    void aMissingCapabilityIsNamed() throws Exception {
        jar(
                "acme.extended",
                Map.of("Require-Capability", "osgi.extender;filter:=\"(osgi.extender=osgi.serviceloader.registrar)\""));
        install("acme.extended");
        assertThat(report())
                .singleElement()
                .asString()
                .contains("needs extender osgi.serviceloader.registrar, nothing here offers it");
    }

    @Test
    void aBundleWhoseOwnCodeFailsAtItsStartIsReported() throws Exception {
        jar("acme.failing", Map.of("Bundle-Activator", "acme.NotThere"));
        install("acme.failing");
        assertThat(report()).singleElement().asString().startsWith("acme.failing 1.0.0 has all it needs, but failed");
    }

    @Test
    void whoeverAsksLaterIsToldTheSameAndNothingIsStarted() throws Exception {
        jar("acme.lost", Map.of("Import-Package", "acme.gone"));
        jar("acme.idle", Map.of());
        BundleContext system = framework.getBundleContext();
        Bundle lost =
                system.installBundle(lib.resolve("acme.lost-1.jar").toUri().toString());
        Bundle idle =
                system.installBundle(lib.resolve("acme.idle-1.jar").toUri().toString());
        new Activator().start(system);
        Function<Bundle, List<String>> missing = missing(system);

        assertThat(missing.apply(lost)).containsExactly("needs package acme.gone, nothing here offers it");
        assertThat(missing.apply(idle)).isEmpty();
        assertThat(idle.getState()).isEqualTo(Bundle.INSTALLED);
    }

    @SuppressWarnings("unchecked")
    private static Function<Bundle, List<String>> missing(BundleContext system) throws InvalidSyntaxException {
        return (Function<Bundle, List<String>>) system.getService(
                system.getServiceReferences(Function.class.getName(), "(ohmstead.explains=bundle)")[0]);
    }

    private List<String> report() {
        return new Unresolved(framework.getBundleContext()).report();
    }

    private void install(String... names) throws IOException, BundleException {
        BundleContext system = framework.getBundleContext();
        for (String name : names) {
            system.installBundle(lib.resolve(name + "-1.jar").toUri().toString());
        }
        for (Bundle bundle : system.getBundles()) {
            tryToStart(bundle);
        }
    }

    private static void tryToStart(Bundle bundle) {
        try {
            bundle.start();
        } catch (BundleException e) {
            // The report under test says why.
        }
    }

    private Path jar(String name, Map<String, String> headers) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", name);
        attributes.putValue("Bundle-Version", "1.0.0");
        headers.forEach(attributes::putValue);
        var bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        return Files.write(lib.resolve(name + "-1.jar"), bytes.toByteArray());
    }
}
