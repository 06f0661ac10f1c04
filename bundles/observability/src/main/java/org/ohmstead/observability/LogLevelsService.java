package org.ohmstead.observability;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.ohmstead.api.csms.LogLevels;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Log levels in a file that Logback includes; what was set for a while is taken back when its time is over, also after a restart. */
@Component(immediate = true)
public final class LogLevelsService implements LogLevels {

    private static final Logger LOG = LoggerFactory.getLogger(LogLevelsService.class);
    private static final Pattern NAME = Pattern.compile("[A-Za-z_$][\\w$]*(\\.[\\w$]+)*");
    private static final int LONGEST = 200;
    private static final long PAUSE_SECONDS = 15;

    private final LevelFile file;
    private final Clock clock;
    private final CountDownLatch stopping = new CountDownLatch(1);

    /** Works in the server's home. */
    @Activate
    public LogLevelsService(BundleContext context) {
        this(Path.of(context.getProperty("ohmstead.home"), "config"), Clock.systemUTC());
        Thread.ofVirtual().name("log-levels").start(this::watch);
    }

    LogLevelsService(Path config, Clock clock) {
        this.file = new LevelFile(config);
        this.clock = clock;
    }

    @Deactivate
    void close() {
        stopping.countDown();
    }

    private void watch() {
        try {
            do {
                takeBack();
            } while (!stopping.await(PAUSE_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes back what has lasted long enough. */
    synchronized void takeBack() {
        try {
            Map<String, Setting> settings = file.read();
            Instant now = clock.instant();
            boolean over = settings.values()
                    .removeIf(setting -> setting.until()
                            .filter(until -> !now.isBefore(until))
                            .isPresent());
            if (over) {
                file.write(settings);
                LOG.info("Log levels that were set for a while are taken back");
            }
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("Log levels could not be taken back", e);
        }
    }

    @Override
    public synchronized List<Setting> settings() {
        return List.copyOf(file.read().values());
    }

    @Override
    public synchronized Setting set(String logger, Level level, Optional<Duration> lasts) {
        if (logger.length() > LONGEST || !NAME.matcher(logger).matches()) {
            throw new IllegalArgumentException("A logger is called like a package, for example org.ohmstead.ocpp16");
        }
        if (!file.isIncluded()) {
            throw new IllegalStateException("config/logback.xml does not include " + LevelFile.NAME
                    + "; take over that line from the file in the installation.");
        }
        Map<String, Setting> settings = file.read();
        Setting setting = new Setting(
                logger, level, lasts.map(time -> clock.instant().plus(time).truncatedTo(ChronoUnit.SECONDS)));
        settings.put(logger, setting);
        file.write(settings);
        return setting;
    }

    @Override
    public synchronized Optional<Setting> reset(String logger) {
        Map<String, Setting> settings = file.read();
        Optional<Setting> before = Optional.ofNullable(settings.remove(logger));
        if (before.isPresent()) {
            file.write(settings);
        }
        return before;
    }
}
