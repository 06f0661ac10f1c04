package org.ohmstead.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A home with a folder of settings, and what is in force by them. */
abstract class ConfigHome {

    @TempDir
    Path home;

    Path config;
    final Map<String, Map<String, String>> inForce = new HashMap<>();
    final AtomicInteger asked = new AtomicInteger();
    String metadata = Door.METADATA;
    Instant clock = Instant.parse("2026-11-22T10:00:00Z");
    SettingsService settings;

    @BeforeEach
    void folder() throws IOException {
        config = Files.createDirectories(home.resolve("config"));
    }

    void start() {
        inForce.clear();
        settings = new SettingsService(
                SettingsService.Places.in(home),
                new MapTarget(inForce),
                () -> {
                    asked.incrementAndGet();
                    return Door.described(metadata);
                },
                () -> clock);
        settings.start();
    }

    private record MapTarget(Map<String, Map<String, String>> map) implements SettingsService.Target {

        @Override
        public void update(CfgFile file) {
            map.put(file.pid() + file.instance().map(name -> "~" + name).orElse(""), file.values());
        }

        @Override
        public void delete(CfgFile file) {
            map.remove(file.pid() + file.instance().map(name -> "~" + name).orElse(""));
        }
    }

    /** As a person with an editor does. */
    void write(String name, String text) throws IOException {
        Path file = config.resolve(name);
        Files.writeString(file, text);
        clock = clock.plusSeconds(1);
        Files.setLastModifiedTime(file, FileTime.from(clock));
    }

    String read(String name) throws IOException {
        return Files.readString(config.resolve(name));
    }

    void secret(String name, String text) throws IOException {
        Path secrets = Files.createDirectories(home.resolve("secrets"));
        Files.writeString(secrets.resolve(name), text);
        clock = clock.plusSeconds(1);
        Files.setLastModifiedTime(secrets, FileTime.from(clock));
    }

    void lookUntilAtRest() {
        settings.look();
        settings.look();
    }
}
