package org.ohmstead.rest.server.view;

import java.time.Instant;
import java.util.Optional;
import org.ohmstead.api.csms.LogLevels;

/** A log level that was changed while the server ran. */
public record LogLevelView(String logger, LogLevels.Level level, Optional<Instant> until) {

    public static LogLevelView of(LogLevels.Setting setting) {
        return new LogLevelView(setting.logger(), setting.level(), setting.until());
    }
}
