package org.ohmstead.observability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ohmstead.api.csms.LogLevels.Level;
import org.ohmstead.api.csms.LogLevels.Setting;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.api.settings.FileFault;

/**
 * {@code config/log-levels.xml}, which {@code logback.xml} includes. Logback looks every few seconds whether the latter is newer
 * than before, so it is touched after each change.
 */
final class LevelFile {

    static final String NAME = "log-levels.xml";

    private static final Pattern LINE =
            Pattern.compile("<logger name=\"([\\w.$]+)\" level=\"([A-Z]+)\"/>(?:<!-- until (\\S+) -->)?");

    private final Path file;
    private final Path logback;

    LevelFile(Path config) {
        this.file = config.resolve(NAME);
        this.logback = config.resolve("logback.xml");
    }

    /** Whether what is written here has an effect: homes of older releases have a file of their own. */
    boolean isIncluded() {
        try {
            return Files.readString(logback).contains(NAME);
        } catch (IOException e) {
            return false;
        }
    }

    Map<String, Setting> read() {
        Map<String, Setting> settings = new TreeMap<>();
        if (Files.exists(file)) {
            try {
                Matcher line = LINE.matcher(Files.readString(file));
                while (line.find()) {
                    settings.put(
                            line.group(1),
                            new Setting(
                                    line.group(1),
                                    Level.valueOf(line.group(2)),
                                    Optional.ofNullable(line.group(3)).map(Instant::parse)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The levels in " + file + " cannot be read", e);
            }
        }
        return settings;
    }

    /** @throws StoreUnavailable if it cannot; then it is as it was */
    void write(Map<String, Setting> settings) {
        var text = new StringBuilder(
                "<!-- Written by the server: log levels that were changed while it ran. -->\n<included>\n");
        settings.values()
                .forEach(setting -> text.append("  <logger name=\"")
                        .append(setting.logger())
                        .append("\" level=\"")
                        .append(setting.level())
                        .append("\"/>")
                        .append(setting.until()
                                .map(until -> "<!-- until " + until + " -->")
                                .orElse(""))
                        .append('\n'));
        text.append("</included>\n");
        try {
            Path fresh = Files.createTempFile(file.getParent(), NAME, ".new");
            try {
                Files.writeString(fresh, text);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
            Files.setLastModifiedTime(logback, FileTime.from(Instant.now()));
        } catch (IOException e) {
            throw new StoreUnavailable("config/" + NAME + " " + FileFault.words(e), false, e);
        }
    }
}
