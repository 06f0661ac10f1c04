package org.ohmstead.plugins;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Dictionary;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.csms.HealthCheck;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the watch over {@code plugins/}. An activator rather than a component, because what changed while the server stood is to be
 * seen before the framework starts the plugins it knows.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class Activator implements BundleActivator {

    private static final Logger LOG = LoggerFactory.getLogger(Activator.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final CountDownLatch stopped = new CountDownLatch(1);
    private Thread watch;

    @Override
    public void start(BundleContext context) {
        String level = context.getProperty(Constants.FRAMEWORK_BEGINNING_STARTLEVEL);
        Path home = Path.of(context.getProperty("ohmstead.home"));
        var admin = context.getServiceReference(ConfigurationAdmin.class);
        var folder = new PluginFolder(
                home.resolve("plugins"),
                context,
                level == null ? 1 : Integer.parseInt(level),
                () -> enabled(context.getService(admin), admin),
                new PluginTrail(
                        home.resolve("data/plugins-in-audit.properties"),
                        () -> Optional.ofNullable(context.getServiceReference(Audit.class))
                                .map(context::getService)),
                InstantSource.system());
        carefully(folder::start);
        context.registerService(HealthCheck.class, folder, null);
        // Of its own, because a plugin may take its time to start.
        watch = Thread.ofPlatform().daemon().name("plugins").start(() -> watch(folder));
    }

    /**
     * Asked for rather than told by ConfigAdmin, which does so too late for the first look.
     *
     * @param asking some service: what is filled in is the same for each
     */
    private static boolean enabled(ConfigurationAdmin admin, ServiceReference<?> asking) {
        try {
            Dictionary<String, Object> settings =
                    admin.getConfiguration(PluginSettings.PID, "?").getProcessedProperties(asking);
            Object enabled = settings == null ? null : settings.get("enabled");
            return enabled == null || Boolean.parseBoolean(enabled.toString());
        } catch (IOException e) {
            LOG.error("Whether plugins/ counts is not known; it does not", e);
            return false;
        }
    }

    private void watch(PluginFolder folder) {
        try {
            while (!stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                carefully(folder::look);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void carefully(Runnable look) {
        try {
            look.run();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("plugins/ cannot be watched", e);
        }
    }

    @Override
    public void stop(BundleContext context) throws InterruptedException {
        stopped.countDown();
        // One that hangs in a plugin is not waited for. The framework waits for that plugin, until the launcher ends
        // the
        // process.
        watch.join(LONGEST_WAIT);
    }
}
