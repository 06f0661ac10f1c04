package org.ohmstead.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.HealthCheck.Status;
import org.osgi.framework.Bundle;

/** Plugins come, change and go. */
class PluginFolderTest extends PluginScene {

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
}
