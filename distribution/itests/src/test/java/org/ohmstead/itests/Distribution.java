package org.ohmstead.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.ohmstead.launcher.Feature;
import org.ohmstead.launcher.Main;

/** The built distribution, and a home directory for one test class. */
record Distribution(Path install, Path home) {

    static final Path INSTALL = Path.of(System.getProperty("ohmstead.install")).normalize();

    /** A home as the first start leaves it: the configuration templates and nothing else. */
    static Distribution freshHome(String name) throws IOException {
        Path home = Path.of(System.getProperty("ohmstead.homes"), name);
        if (Files.exists(home)) {
            try (var old = Files.walk(home)) {
                old.sorted(Comparator.reverseOrder())
                        .forEach(path -> path.toFile().delete());
            }
        }
        Files.createDirectories(home.resolve("logs"));
        Path templates = INSTALL.resolve("config");
        try (var files = Files.walk(templates)) {
            for (Path file : files.toList()) {
                Files.copy(file, home.resolve("config").resolve(templates.relativize(file)));
            }
        }
        return new Distribution(INSTALL, home);
    }

    List<Feature.Entry> bundles() {
        return Feature.readAll(install.resolve("features")).stream()
                .flatMap(feature -> feature.bundles().stream())
                .distinct()
                .toList();
    }

    Path jar(Feature.Entry entry) {
        return install.resolve("lib").resolve(entry.jar());
    }

    /** What the launcher and the start script give to the framework, with free ports. */
    Map<String, String> frameworkSettings() throws IOException {
        Map<String, String> settings = Main.frameworkSettings(install, home);
        settings.put("ohmstead.home", home.toString());
        settings.put("ohmstead.http.port", "0");
        settings.put("ohmstead.door.port", "0");
        return settings;
    }
}
