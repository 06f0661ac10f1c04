package org.ohmstead.observability;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.csms.LogLevels;
import org.ohmstead.api.csms.LogLevels.Level;
import org.ohmstead.api.csms.LogLevels.Setting;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Log levels in {@code ohmstead shell}: {@code log:levels}, {@code log:level org.ohmstead.ocpp16 debug 30},
 * {@code log:usual org.ohmstead.ocpp16}.
 */
@Component(
        service = LogShell.class,
        property = {
            "osgi.command.scope=log",
            "osgi.command.function=levels",
            "osgi.command.function=level",
            "osgi.command.function=usual"
        })
public final class LogShell {

    private static final String THIS_MACHINE = "this machine";

    private final LogLevels levels;
    private final Audit audit;

    @Activate
    public LogShell(@Reference LogLevels levels, @Reference Audit audit) {
        this.levels = levels;
        this.audit = audit;
    }

    /** What was changed. */
    public String levels() {
        return levels.settings().stream()
                .map(setting -> setting.logger() + " " + words(setting))
                .collect(Collectors.joining("\n"));
    }

    /** Sets a level until it is taken back. */
    public String level(String logger, String level) {
        return set(logger, level, Optional.empty());
    }

    /** Sets a level for some minutes. */
    public String level(String logger, String level, int minutes) {
        return set(logger, level, Optional.of(Duration.ofMinutes(minutes)));
    }

    private String set(String logger, String level, Optional<Duration> lasts) {
        Optional<String> before = levels.settings().stream()
                .filter(setting -> setting.logger().equals(logger))
                .findFirst()
                .map(LogShell::words);
        Setting after = levels.set(logger, Level.valueOf(level.toUpperCase(Locale.ROOT)), lasts);
        audit.record(THIS_MACHINE, "log.level", logger, before, Optional.of(words(after)));
        return logger + " " + words(after);
    }

    /** Takes a changed level back. */
    public String usual(String logger) {
        Optional<Setting> before = levels.reset(logger);
        before.ifPresent(setting ->
                audit.record(THIS_MACHINE, "log.level", logger, Optional.of(words(setting)), Optional.empty()));
        return before.isPresent() ? logger + " is as config/logback.xml has it" : logger + " was not changed";
    }

    private static String words(Setting setting) {
        return setting.level() + setting.until().map(until -> " until " + until).orElse("");
    }
}
