package org.ohmstead.routes;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.journal.Journal;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one Camel context. Runs the route files of {@code config/routes}, following changes while running, and the
 * {@link RoutesBuilder} services of plugins.
 */
@Component(service = HealthCheck.class, immediate = true)
public final class RoutesService implements HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(RoutesService.class);
    private static final int SCAN_SECONDS = 1;
    private static final int SHUTDOWN_SECONDS = 10;

    private final DefaultCamelContext camel;
    private final RouteFolder folder;
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("routes").daemon().factory());
    private final Map<RoutesBuilder, RunningRoutes> contributed = new ConcurrentHashMap<>();

    @Activate
    public RoutesService(BundleContext bundle, @Reference Journal journal, @Reference Stations stations) {
        this(Path.of(bundle.getProperty("ohmstead.home")), journal, stations);
    }

    RoutesService(Path home, Journal journal, Stations stations) {
        camel = new DefaultCamelContext(false);
        camel.getCamelContextExtension().setName("ohmstead");
        // Camel finds converters, languages and components through this loader; the thread's own would be the caller's.
        camel.setApplicationContextClassLoader(DefaultCamelContext.class.getClassLoader());
        camel.getShutdownStrategy().setTimeout(SHUTDOWN_SECONDS);
        camel.getPropertiesComponent().addInitialProperty("ohmstead.home", home.toString());
        camel.addComponent("ohmstead", new OhmsteadComponent(journal, stations));
        camel.start();
        folder = new RouteFolder(home.resolve("config/routes"), camel);
        watcher.scheduleWithFixedDelay(this::scan, 0, SCAN_SECONDS, TimeUnit.SECONDS);
    }

    private void scan() {
        try {
            folder.scan();
        } catch (RuntimeException bug) {
            LOG.error("Looking for changed route files failed", bug);
        }
    }

    /** A plugin brings routes of its own. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addRoutes(RoutesBuilder routes) {
        try {
            contributed.put(routes, RunningRoutes.start(camel, routes));
        } catch (Exception e) {
            LOG.error("The routes of {} do not start", routes.getClass().getName(), e);
        }
    }

    void removeRoutes(RoutesBuilder routes) {
        RunningRoutes running = contributed.remove(routes);
        if (running != null) {
            running.stop();
        }
    }

    @Deactivate
    void stop() {
        watcher.shutdown();
        camel.stop();
    }

    @Override
    public String name() {
        return "routes";
    }

    @Override
    public Health check() {
        Map<String, String> failures = folder.failures();
        if (failures.isEmpty()) {
            return Health.ok(camel.getRoutesSize() + " routes run");
        }
        String first = failures.entrySet().iterator().next().toString();
        return new Health(
                Status.WARN,
                failures.size() + " route files do not run, among them " + first,
                "Mend the file in config/routes; it is read again as soon as it changes.");
    }
}
