package org.ohmstead.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

/** What the audit trail is told of plugins. */
class PluginTrailTest extends PluginScene {

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

    /** The folder is looked at before whoever keeps the trail is there, and a kill may come before it does. */
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

    private String sha256(String jar) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(plugins.resolve(jar))));
    }
}
