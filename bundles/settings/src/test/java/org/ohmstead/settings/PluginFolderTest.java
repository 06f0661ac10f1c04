package org.ohmstead.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.csms.HealthCheck.Status;
import org.ohmstead.api.model.Page;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** Made-up plugins in a real framework. */
class PluginFolderTest {

    private static final Map<String, String> HANGS =
            Map.of("Bundle-Activator", Hanging.class.getName(), "Import-Package", "org.osgi.framework");

    @TempDir
    Path plugins;

    @TempDir
    Path cache;

    private final List<String> entries = new ArrayList<>();
    private Audit trail = new Trail(entries);
    private boolean enabled = true;
    private volatile Instant now = Instant.parse("2026-11-29T10:00:00Z");
    private Framework framework;
    private PluginFolder folder;

    @BeforeEach
    void start() throws BundleException, IOException {
        init();
        watch();
    }

    private void init() throws BundleException {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE, cache.resolve("bundles").toString(), "felix.log.level", "0"));
        framework.init();
    }

    private void watch() throws BundleException, IOException {
        folder = folder(plugins);
        folder.start();
        framework.start();
    }

    private PluginFolder folder(Path path) {
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

    @Test
    void aJarThatRestsIsInstalledAndStarted() throws IOException {
        jar("a.jar", "acme.a", Map.of());
        folder.look();
        assertThat(bundle("a.jar")).isNull();

        folder.look();
        assertThat(bundle("a.jar").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(bundle("a.jar").getSymbolicName()).isEqualTo("acme.a");
    }

    @Test
    void aJarThatIsReplacedIsUpdatedInPlace() throws IOException {
        jar("a.jar", "acme.a", Map.of());
        lookTwice();
        long id = bundle("a.jar").getBundleId();

        jar("a.jar", "acme.a", Map.of("Bundle-Version", "1.1.0"));
        lookTwice();
        assertThat(bundle("a.jar").getBundleId()).isEqualTo(id);
        assertThat(bundle("a.jar").getVersion()).hasToString("1.1.0");
        assertThat(bundle("a.jar").getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void aJarThatGoesTakesItsBundleWithIt() throws IOException {
        jar("a.jar", "acme.a", Map.of());
        lookTwice();
        Files.delete(plugins.resolve("a.jar"));
        folder.look();
        assertThat(bundle("a.jar")).isNull();
    }

    @Test
    void whatAPluginMissesMayComeLater() throws IOException {
        jar("a.jar", "acme.a", Map.of("Import-Package", "acme.word"));
        lookTwice();
        assertThat(bundle("a.jar").getState()).isEqualTo(Bundle.INSTALLED);

        jar("b.jar", "acme.b", Map.of("Export-Package", "acme.word"));
        lookTwice();
        assertThat(bundle("a.jar").getState()).isEqualTo(Bundle.ACTIVE);

        Files.delete(plugins.resolve("b.jar"));
        folder.look();
        assertThat(bundle("a.jar").getState()).isEqualTo(Bundle.INSTALLED);
    }

    @Test
    void aNameThatIsTakenIsRefusedUntilItIsFree() throws IOException {
        jar("a.jar", "acme.a", Map.of());
        lookTwice();
        jar("b.jar", "acme.a", Map.of("Bundle-Version", "2.0.0"));
        lookTwice();
        assertThat(bundle("b.jar")).isNull();
        assertThat(folder.check().message()).contains("plugins/b.jar", "acme.a is there already, from plugins/a.jar");

        Files.delete(plugins.resolve("a.jar"));
        lookTwice();
        assertThat(bundle("b.jar").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(folder.check().status()).isEqualTo(Status.OK);
    }

    @Test
    void whatIsNoBundleHarmsNothing() throws IOException {
        Files.writeString(plugins.resolve("half.jar"), "PK");
        Files.writeString(plugins.resolve("readme.txt"), "hello");
        jar("z.jar", "acme.z", Map.of());
        lookTwice();
        now = now.plus(PluginFolder.USUAL).plusSeconds(1);
        assertThat(bundle("z.jar").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(folder.check().message())
                .doesNotContain("has been")
                .contains("plugins/half.jar is not used")
                .doesNotContain("readme");
    }

    /** What the installation brings is nobody's to add to. */
    @Test
    void aFragmentIsRefused() throws IOException {
        jar("a.jar", "acme.a", Map.of());
        jar("f.jar", "acme.f", Map.of("Fragment-Host", "acme.a"));
        lookTwice();

        assertThat(bundle("f.jar")).isNull();
        assertThat(folder.check().message()).contains("plugins/f.jar", "a fragment", "acme.a");
    }

    @Test
    void afterARestartOnlyWhatChangedIsTakenAgain() throws Exception {
        jar("a.jar", "acme.a", Map.of());
        jar("b.jar", "acme.b", Map.of());
        jar("c.jar", "acme.c", Map.of());
        lookTwice();
        long installed = bundle("a.jar").getLastModified();
        stop();
        jar("b.jar", "acme.b", Map.of("Bundle-Version", "1.1.0"));
        Files.delete(plugins.resolve("c.jar"));
        start();

        assertThat(bundle("a.jar").getLastModified()).isEqualTo(installed);
        assertThat(bundle("a.jar").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(bundle("b.jar").getVersion()).hasToString("1.1.0");
        assertThat(bundle("b.jar").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(bundle("c.jar")).isNull();
    }

    @Test
    void whatCannotBeLookedAtHarmsNoOther() throws Exception {
        jar("a.jar", "acme.a", Map.of());
        lookTwice();
        Files.createSymbolicLink(plugins.resolve("lost.jar"), plugins.resolve("nowhere"));
        jar("z.jar", "acme.z", Map.of());
        lookTwice();
        assertThat(bundle("a.jar").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(bundle("z.jar").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(folder.check().status()).isEqualTo(Status.WARN);
        assertThat(folder.check().message()).contains("plugins/lost.jar is a link that leads nowhere");

        stop();
        start();
        assertThat(bundle("a.jar").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(bundle("z.jar").getState()).isEqualTo(Bundle.ACTIVE);
        Files.delete(plugins.resolve("lost.jar"));
        folder.look();
        assertThat(folder.check().status()).isEqualTo(Status.OK);
    }

    @Test
    void aPluginStaysWhileTheLinkToItLeadsNowhere() throws IOException {
        Path elsewhere = Files.createDirectory(plugins.resolve("elsewhere"));
        jar("elsewhere/a.jar", "acme.a", Map.of());
        Files.createSymbolicLink(plugins.resolve("a.jar"), elsewhere.resolve("a.jar"));
        lookTwice();
        Files.move(elsewhere, plugins.resolve("unmounted"));
        folder.look();
        assertThat(bundle("a.jar").getState()).isEqualTo(Bundle.ACTIVE);

        Files.delete(plugins.resolve("a.jar"));
        folder.look();
        assertThat(bundle("a.jar")).isNull();
    }

    @Test
    void aFolderThatIsGoneTakesNoPluginsWithIt() throws Exception {
        jar("a.jar", "acme.a", Map.of());
        lookTwice();
        Path away = plugins.resolveSibling(plugins.getFileName() + "-away");
        Files.move(plugins, away);
        folder.look();
        assertThat(bundle("a.jar").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(folder.check().status()).isEqualTo(Status.WARN);
        assertThat(folder.check().message()).contains("plugins/ cannot be read");

        stop();
        start();
        assertThat(bundle("a.jar").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(folder.check().status()).isEqualTo(Status.WARN);

        Files.move(away, plugins);
        lookTwice();
        assertThat(bundle("a.jar").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(folder.check().status()).isEqualTo(Status.OK);
    }

    @Test
    void withoutAFolderThereAreNoPluginsAndNothingIsWrong() throws IOException {
        folder = folder(plugins.resolve("none"));
        folder.start();
        folder.look();
        assertThat(folder.check().status()).isEqualTo(Status.OK);
    }

    @Test
    void aPluginThatWaitsForItsFirstUseIsReplacedToo() throws IOException {
        jar("a.jar", "acme.a", Map.of("Bundle-ActivationPolicy", "lazy"));
        lookTwice();
        assertThat(bundle("a.jar").getState()).isEqualTo(Bundle.STARTING);
        jar("a.jar", "acme.a", Map.of("Bundle-ActivationPolicy", "lazy", "Bundle-Version", "1.1.0"));
        lookTwice();
        assertThat(bundle("a.jar").getVersion()).hasToString("1.1.0");
        assertThat(bundle("a.jar").getState()).isEqualTo(Bundle.STARTING);
        assertThat(folder.check().status()).isEqualTo(Status.OK);
    }

    @Test
    void aManifestThatIsNoneKeepsNothingElseFromRunning() throws IOException {
        jar("a.jar", "acme.a", Map.of());
        jar("b.jar", "acme.b", Map.of("Bundle-Version", "soon"));
        jar("c.jar", "acme.c", Map.of("Import-Package", ";;"));
        jar("z.jar", "acme.z", Map.of());
        lookTwice();
        assertThat(bundle("a.jar").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(bundle("z.jar").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(folder.check().message()).contains("plugins/b.jar is not used", "plugins/c.jar is not used");
    }

    @Test
    void aJarWithoutAVersionIsToldAndNotTriedAgainUntilItChanges() throws IOException {
        jar("a.jar", "acme.a", Map.of("Bundle-Version", "soon"));
        lookTwice();
        assertThat(folder.check().message())
                .isEqualTo("plugins/a.jar is not used: its Bundle-Version \"soon\" is no version such as 1.2.0");
        assertThat(folder.check().remedy()).contains("Replace or remove these jars.");

        jar("a.jar", "acme.a", Map.of("Bundle-Version", "1.2.0"));
        lookTwice();
        assertThat(bundle("a.jar").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(folder.check().status()).isEqualTo(Status.OK);
    }

    @Test
    void aReplacementThatCannotBeUsedStopsNothing() throws IOException {
        jar("a.jar", "acme.a", Map.of("Bundle-Version", "1.0.0"));
        jar("b.jar", "acme.b", Map.of("Bundle-Version", "1.0.0"));
        lookTwice();
        jar("a.jar", "acme.a", Map.of("Bundle-Version", "soon"));
        jar("b.jar", "acme.b", Map.of("Import-Package", ";;", "Bundle-Version", "1.1.0"));
        lookTwice();

        for (String running : List.of("a.jar", "b.jar")) {
            assertThat(bundle(running).getState()).isEqualTo(Bundle.ACTIVE);
            assertThat(bundle(running).getVersion()).hasToString("1.0.0");
            assertThat(folder.check().message())
                    .contains("plugins/" + running + " is not used, and what it would replace stays: ");
        }
    }

    @Test
    void aPluginThatBreaksWhenItStopsIsReplacedAllTheSame() throws IOException {
        jar("a.jar", "acme.a", HANGS);
        lookTwice();
        System.getProperties().put(Hanging.LATCH, new IllegalStateException("of a plugin"));
        jar("a.jar", "acme.a", Map.of("Bundle-Version", "1.1.0"));
        lookTwice();

        assertThat(bundle("a.jar").getVersion()).hasToString("1.1.0");
        assertThat(bundle("a.jar").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(folder.check().status()).isEqualTo(Status.OK);
    }

    /** The framework would wait for what is just starting. */
    @Test
    void whatCannotBeReplacedNowKeepsNothingElseFromRunningAndIsReplacedLater() throws Exception {
        jar("h.jar", "acme.h", HANGS);
        lookTwice();
        Bundle hanging = bundle("h.jar");
        hanging.stop();
        CountDownLatch latch = hang();
        Thread starts = Thread.ofPlatform().start(() -> start(hanging));
        await(() -> hanging.getState() == Bundle.STARTING);

        jar("a.jar", "acme.a", Map.of());
        jar("h.jar", "acme.h", Map.of("Bundle-Version", "1.1.0"));
        jar("z.jar", "acme.z", Map.of());
        lookTwice();
        assertThat(bundle("a.jar").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(bundle("z.jar").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(folder.check().message()).contains("plugins/h.jar is not used yet");

        Path away = Files.move(plugins.resolve("h.jar"), plugins.resolve("h.away"));
        folder.look();
        assertThat(folder.check().message()).contains("plugins/h.jar is gone, but");
        Files.move(away, plugins.resolve("h.jar"));
        folder.look();

        latch.countDown();
        starts.join();
        folder.look();
        assertThat(hanging.getVersion()).hasToString("1.1.0");
        assertThat(hanging.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(folder.check().status()).isEqualTo(Status.OK);
    }

    /** As after a step of the clock: what is installed seems younger than the jar that came after it. */
    @Test
    void aJarThatSeemsOlderThanWhatWasInstalledIsTaken() throws Exception {
        jar("a.jar", "acme.a", Map.of());
        lookTwice();
        byte[] old = Files.readAllBytes(plugins.resolve("a.jar"));
        stop();
        jar("a.jar", "acme.a", Map.of("Bundle-Version", "1.1.0"));
        init();
        bundle("a.jar").update(new ByteArrayInputStream(old));
        watch();
        assertThat(bundle("a.jar").getVersion()).hasToString("1.1.0");
        assertThat(bundle("a.jar").getState()).isEqualTo(Bundle.ACTIVE);
    }

    /** As after a kill just there. */
    @Test
    void whatWasInstalledAndNotStartedYetIsStarted() throws Exception {
        jar("a.jar", "acme.a", Map.of());
        try (InputStream in = Files.newInputStream(plugins.resolve("a.jar"))) {
            framework.getBundleContext().installBundle("plugins/a.jar", in);
        }
        stop();
        start();
        assertThat(bundle("a.jar").getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void whatCameIsReplacedAndWentIsInTheAuditTrail() throws Exception {
        jar("a.jar", "acme.a", Map.of("Bundle-Version", "1.0.0"));
        String first = "1.0.0 from plugins/a.jar, SHA-256 " + sha256("a.jar");
        lookTwice();
        folder.look();
        assertThat(entries).containsExactly("this machine plugin.install acme.a: - > " + first);

        jar("a.jar", "acme.a", Map.of("Bundle-Version", "1.1.0"));
        String second = "1.1.0 from plugins/a.jar, SHA-256 " + sha256("a.jar");
        lookTwice();
        Files.delete(plugins.resolve("a.jar"));
        folder.look();
        assertThat(entries)
                .endsWith(
                        "this machine plugin.replace acme.a: " + first + " > " + second,
                        "this machine plugin.remove acme.a: " + second + " > -")
                .hasSize(3);
    }

    /** The settings start before whoever keeps the trail, and a kill may come before it does. */
    @Test
    void whatTheTrailWasNotThereForIsWrittenOnceItIs() throws Exception {
        jar("a.jar", "acme.a", Map.of());
        lookTwice();
        entries.clear();
        trail = null;
        jar("b.jar", "acme.b", Map.of());
        lookTwice();
        stop();
        Files.delete(plugins.resolve("a.jar"));
        start();
        folder.look();
        trail = new Trail(entries);
        folder.look();
        folder.look();
        assertThat(entries)
                .satisfiesExactly(
                        it -> assertThat(it).startsWith("this machine plugin.remove acme.a: "),
                        it -> assertThat(it)
                                .startsWith("this machine plugin.install acme.b: ")
                                .endsWith(sha256("b.jar")));
    }

    @Test
    void aTrailThatCannotBeWrittenIsWrittenLater() throws IOException {
        trail = new Trail(List.of());
        jar("a.jar", "acme.a", Map.of());
        lookTwice();
        assertThat(bundle("a.jar").getState()).isEqualTo(Bundle.ACTIVE);

        trail = new Trail(entries);
        folder.look();
        assertThat(entries).hasSize(1);
    }

    @Test
    void switchedOffNothingRunsAndTheJarsStay() throws Exception {
        jar("a.jar", "acme.a", Map.of());
        lookTwice();
        enabled = false;
        folder.look();
        assertThat(bundle("a.jar")).isNull();
        assertThat(folder.check().message()).contains("switched off in config/org.ohmstead.plugins.cfg");
        assertThat(plugins.resolve("a.jar")).exists();
        stop();
        start();
        assertThat(bundle("a.jar")).isNull();

        enabled = true;
        lookTwice();
        assertThat(bundle("a.jar").getState()).isEqualTo(Bundle.ACTIVE);
    }

    private String sha256(String jar) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(plugins.resolve(jar))));
    }

    /** Fails where the list takes nothing. */
    private record Trail(List<String> entries) implements Audit {

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

    @Test
    void aPluginThatHangsWhileItStartsIsNamed() throws Exception {
        CountDownLatch latch = hang();
        jar("h.jar", "acme.h", HANGS);
        folder.look();
        Thread looks = Thread.ofPlatform().start(folder::look);
        await(() -> bundle("h.jar") != null && bundle("h.jar").getState() == Bundle.STARTING);
        now = now.plus(PluginFolder.USUAL);
        assertThat(folder.check().status()).isEqualTo(Status.OK);
        now = now.plusSeconds(1);
        assertThat(folder.check().status()).isEqualTo(Status.WARN);
        assertThat(folder.check().message()).contains("plugins/h.jar has been starting for 31 s");
        assertThat(entries).hasSize(1);

        latch.countDown();
        looks.join();
        assertThat(folder.check().status()).isEqualTo(Status.OK);
    }

    /** What plugins with {@link #HANGS} wait for from now on. */
    private static CountDownLatch hang() {
        var latch = new CountDownLatch(1);
        System.getProperties().put(Hanging.LATCH, latch);
        return latch;
    }

    private static void start(Bundle bundle) {
        try {
            bundle.start();
        } catch (BundleException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(BooleanSupplier so) {
        Instant end = Instant.now().plusSeconds(30);
        while (!so.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.onSpinWait();
        }
    }

    private void lookTwice() throws IOException {
        folder.look();
        folder.look();
    }

    private Bundle bundle(String jar) {
        return framework.getBundleContext().getBundle("plugins/" + jar);
    }

    private void jar(String file, String name, Map<String, String> headers) throws IOException {
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
