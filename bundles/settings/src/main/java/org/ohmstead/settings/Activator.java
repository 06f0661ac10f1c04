package org.ohmstead.settings;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Dictionary;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.csms.Settings;
import org.ohmstead.api.csms.SettingsCheck;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.Constants;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the watch over {@code config/}. An activator rather than a component, because settings have to be in force before the
 * first component is activated.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class Activator implements BundleActivator {

    private static final Logger LOG = LoggerFactory.getLogger(Activator.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** When an upgrade may have changed what is right, it is soon enough to say so after the start. */
    private static final int ROUNDS_BEFORE_CHECKING_AGAIN = 20;

    private static final String METADATA = "OSGI-INF/metatype";

    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean bundlesChanged;
    private volatile Optional<Map<String, Description>> descriptions = Optional.empty();
    private Thread watch;

    @Override
    public void start(BundleContext context) {
        BundleListener listener = event -> {
            if (event.getType() == BundleEvent.INSTALLED
                    || event.getType() == BundleEvent.UPDATED
                    || event.getType() == BundleEvent.UNINSTALLED) {
                descriptions = Optional.empty();
                bundlesChanged = true;
            }
        };
        context.addBundleListener(listener);
        var admin = context.getService(context.getServiceReference(ConfigurationAdmin.class));
        var settings = new SettingsService(
                SettingsService.Places.in(Path.of(context.getProperty("ohmstead.home"))),
                new ConfigAdminTarget(admin),
                () -> descriptions(context),
                InstantSource.system());
        settings.start();
        if ("OFF".equals(context.getProperty("ohmstead.console.level"))) {
            // Whoever starts the server in the background sees no log, but what is said before the doors open.
            settings.sentences().forEach(System.err::println);
        }
        context.registerService(
                new String[] {SettingsCheck.class.getName(), HealthCheck.class.getName()}, settings, null);
        context.registerService(Settings.class, new Editor(settings, context::getProperty), null);
        watch = Thread.ofVirtual().name("settings").start(() -> watch(settings));
    }

    /** Looks again and again: not every file system a home may lie on tells of changes. */
    private void watch(SettingsService settings) {
        try {
            for (int round = 1; !stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS); round++) {
                look(settings, round == ROUNDS_BEFORE_CHECKING_AGAIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(SettingsService settings, boolean checkAgain) {
        try {
            settings.look();
            if (bundlesChanged || checkAgain) {
                bundlesChanged = false;
                settings.checkAgain();
            }
        } catch (RuntimeException | LinkageError e) {
            LOG.error("config/ cannot be watched", e);
        }
    }

    @Override
    public void stop(BundleContext context) throws InterruptedException {
        stopped.countDown();
        watch.join();
    }

    /** What every installed bundle says of its configuration; read once until other bundles come. */
    private Map<String, Description> descriptions(BundleContext context) {
        Map<String, Description> known = descriptions.orElseGet(() -> read(context));
        descriptions = Optional.of(known);
        return known;
    }

    private static Map<String, Description> read(BundleContext context) {
        var reader = new Metadata();
        Map<String, Description> all = new HashMap<>();
        for (Bundle bundle : context.getBundles()) {
            Enumeration<String> files = bundle.getEntryPaths(METADATA);
            while (files != null && files.hasMoreElements()) {
                URL file = bundle.getEntry(files.nextElement());
                try (InputStream in = file.openStream()) {
                    all.putAll(reader.read(in));
                } catch (IOException e) {
                    LOG.warn("{} describes its settings in a way that cannot be read", bundle.getSymbolicName(), e);
                }
            }
        }
        return all;
    }

    private record ConfigAdminTarget(ConfigurationAdmin admin) implements SettingsService.Target {

        @Override
        public void update(CfgFile file) throws IOException {
            Dictionary<String, Object> values = new Hashtable<>(file.values());
            configuration(file).updateIfDifferent(values);
        }

        @Override
        public void delete(CfgFile file) throws IOException {
            configuration(file).delete();
        }

        private Configuration configuration(CfgFile file) throws IOException {
            return file.instance().isPresent()
                    ? admin.getFactoryConfiguration(file.pid(), file.instance().get(), "?")
                    : admin.getConfiguration(file.pid(), "?");
        }
    }
}
