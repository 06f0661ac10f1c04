package org.ohmstead.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.HealthCheck.Status;
import org.osgi.framework.Bundle;

/** What cannot be used, breaks or hangs is told, and harms no other. */
class RefusedPluginsTest extends PluginScene {

    private static final Map<String, String> HANGS =
            Map.of("Bundle-Activator", Hanging.class.getName(), "Import-Package", "org.osgi.framework");

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
                .contains("plugins/half.jar is not used: it is no whole jar")
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
    void whatDoesNotStartIsToldUntilItDoes() throws IOException {
        jar("a.jar", "acme.a", Map.of("Import-Package", "acme.word"));
        jar("b.jar", "acme.b", Map.of("Bundle-Activator", "acme.Missing"));
        jar("z.jar", "acme.z", Map.of());
        lookTwice();
        assertThat(folder.check().status()).isEqualTo(Status.WARN);
        assertThat(folder.check().message())
                .isEqualTo("plugins/a.jar does not start; \"ohmstead plugin list\" says what it misses;"
                        + " plugins/b.jar broke when it started; the log says how");

        jar("b.jar", "acme.b", Map.of("Export-Package", "acme.word"));
        lookTwice();
        assertThat(folder.check().status()).isEqualTo(Status.OK);
    }

    @Test
    void whatDoesNotStartAndGoesIsToldNoMore() throws IOException {
        jar("a.jar", "acme.a", Map.of("Import-Package", "acme.word"));
        lookTwice();
        Files.delete(plugins.resolve("a.jar"));
        folder.look();
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

    private static void await(BooleanSupplier so) {
        Instant end = Instant.now().plusSeconds(30);
        while (!so.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.onSpinWait();
        }
    }
}
