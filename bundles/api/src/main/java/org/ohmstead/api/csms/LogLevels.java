package org.ohmstead.api.csms;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** How much is logged of what, changed while the server runs and kept over restarts. Thread-safe; may block on the disk. */
@ProviderType
public interface LogLevels {

    /** What was changed here, by logger. */
    List<Setting> settings();

    /**
     * Sets the level of a logger and all below it; takes effect within seconds.
     *
     * @param logger a bundle's name or any package or class, for example {@code org.ohmstead.ocpp16}
     * @param lasts after so long it is taken back; empty: until it is
     * @throws IllegalArgumentException with a sentence for people if that cannot be the name of a logger
     * @throws IllegalStateException with a sentence for people if it cannot take effect here
     */
    Setting set(String logger, Level level, Optional<Duration> lasts);

    /**
     * The logger is as the configuration has it again.
     *
     * @return what was set; empty if nothing was
     */
    Optional<Setting> reset(String logger);

    /** @param until when it is taken back; empty for never */
    record Setting(String logger, Level level, Optional<Instant> until) {}

    /** From little to much. */
    enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }
}
