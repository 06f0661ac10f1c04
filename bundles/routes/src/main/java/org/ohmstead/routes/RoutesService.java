package org.ohmstead.routes;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Route;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.csms.PluginData;
import org.ohmstead.api.csms.Routes;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.journal.DeadLetters;
import org.ohmstead.api.journal.DeadLetters.DeadLetter;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.util.tracker.BundleTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one Camel context. Runs the route files of {@code config/routes}, following changes while running, and the
 * {@link RoutesBuilder} services of plugins.
 */
@Component(
        service = {HealthCheck.class, Routes.class},
        immediate = true)
public final class RoutesService implements HealthCheck, Routes {

    private static final Logger LOG = LoggerFactory.getLogger(RoutesService.class);
    private static final int SCAN_SECONDS = 1;
    private static final int SHUTDOWN_SECONDS = 10;
    /** Entries; what a route that is switched off for a while misses is fewer. */
    private static final long MUCH = 10_000;

    /** What {@code bundles/camel} brings, and ours. */
    static final List<String> COMPONENTS =
            List.of("bean", "class", "direct", "file", "log", "ohmstead", "seda", "timer");

    private final OhmsteadComponent.Core core;
    private final DefaultCamelContext camel = new DefaultCamelContext(false);
    private final RouteCounts counts;
    private final ComponentBundles components = new ComponentBundles(camel, COMPONENTS, this::componentsChanged);
    private final RouteFolder folder;
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("routes").daemon().factory());
    private final Map<RoutesBuilder, RunningRoutes> contributed = new ConcurrentHashMap<>();
    private Map<String, Object> secretsSeen = Map.of();
    private final Optional<Bundle> framework;
    private final Optional<BundleTracker<Set<String>>> tracker;
    private volatile boolean stopping;

    @Activate
    public RoutesService(
            BundleContext bundle,
            @Reference Journal journal,
            @Reference DeadLetters letters,
            @Reference Stations stations,
            @Reference PluginData data,
            @Reference Audit audit) {
        this(
                Path.of(bundle.getProperty("ohmstead.home")),
                new OhmsteadComponent.Core(journal, letters, stations, data, audit),
                Optional.of(bundle));
    }

    /** @param bundle through which component bundles are found; empty in tests */
    RoutesService(Path home, OhmsteadComponent.Core core, Optional<BundleContext> bundle) {
        this.core = core;
        framework = bundle.map(context -> context.getBundle(Constants.SYSTEM_BUNDLE_ID));
        var secrets = new Secrets(home.resolve("secrets"));
        var complaints = new Complaints(secrets);
        counts = new RouteCounts(complaints, Clock.systemUTC());
        camel.getCamelContextExtension().setName("ohmstead");
        // Camel finds converters, languages and components through this loader; the thread's own would be the caller's.
        camel.setApplicationContextClassLoader(components);
        camel.getShutdownStrategy().setTimeout(SHUTDOWN_SECONDS);
        camel.getPropertiesComponent().addInitialProperty("ohmstead.home", home.toString());
        camel.getPropertiesComponent().addPropertiesFunction(secrets);
        camel.addRoutePolicyFactory(counts);
        camel.getRegistry().bind("done", new Remembered(core.data()));
        camel.getCamelContextExtension().setErrorHandlerFactory(quiet());
        camel.addComponent("ohmstead", new OhmsteadComponent(core, secrets, complaints, Clock.systemUTC()));
        camel.start();
        folder = new RouteFolder(home.resolve("config/routes"), camel, complaints, components::names);
        secretsSeen = secrets.stamps();
        tracker = bundle.map(context -> new BundleTracker<>(context, Bundle.STARTING | Bundle.ACTIVE, components));
        tracker.ifPresent(BundleTracker::open);
        watcher.scheduleWithFixedDelay(() -> run(() -> scan(secrets)), 0, SCAN_SECONDS, TimeUnit.SECONDS);
    }

    /** A failure is counted and logged by us, once and without a page of Java. */
    private static DefaultErrorHandlerDefinition quiet() {
        var handler = new DefaultErrorHandlerDefinition();
        handler.logExhausted(false);
        return handler;
    }

    private void componentsChanged(Set<String> changed) {
        try {
            watcher.execute(() -> run(() -> folder.retry(changed)));
        } catch (RejectedExecutionException stopping) {
            LOG.debug("Components come and go while routes stop.");
        }
    }

    private void scan(Secrets secrets) {
        folder.scan();
        Map<String, Object> now = secrets.stamps();
        if (!now.equals(secretsSeen)) {
            Set<String> useless = Stream.concat(now.keySet().stream(), secretsSeen.keySet().stream())
                    .filter(name -> !Objects.equals(now.get(name), secretsSeen.get(name)))
                    .filter(secrets::isUseless)
                    .collect(Collectors.toSet());
            secretsSeen = now;
            folder.secretsChanged(useless);
        }
    }

    private void run(Runnable work) {
        try {
            if (!isStopping()) {
                work.run();
            }
        } catch (RuntimeException | LinkageError bug) { // a component may have gone with its classes
            LOG.error("Looking after the route files failed", bug);
        }
    }

    /** Then components go one after the other, and no route is to be started anew without one of them. */
    private boolean isStopping() {
        return stopping
                || framework.filter(it -> it.getState() == Bundle.STOPPING).isPresent();
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
    void stop() throws InterruptedException {
        stopping = true;
        tracker.ifPresent(BundleTracker::close);
        watcher.shutdown();
        watcher.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        camel.stop();
    }

    @Override
    public List<RouteFile> files() {
        List<RouteFile> files = new ArrayList<>();
        folder.files()
                .forEach((name, standing) -> files.add(new RouteFile(
                        name,
                        standing.state(),
                        standing.running().map(this::running).orElse(List.of()),
                        standing.mistake())));
        Map<String, RunningRoutes> plugins = new TreeMap<>();
        contributed.forEach((builder, routes) -> plugins.put(builder.getClass().getName(), routes));
        plugins.forEach(
                (name, routes) -> files.add(new RouteFile(name, State.RUNNING, running(routes), Optional.empty())));
        return files;
    }

    private List<Running> running(RunningRoutes routes) {
        return routes.ids().stream()
                .sorted()
                .map(camel::getRoute)
                .filter(route -> route != null)
                .map(this::running)
                .toList();
    }

    private Running running(Route route) {
        RouteCounts.Count count = counts.of(route.getRouteId());
        return new Running(
                route.getRouteId(),
                Optional.ofNullable(route.getDescription()),
                count.done(),
                count.sent(),
                count.failed(),
                count.fails(),
                count.lastFailure(),
                route.getConsumer() instanceof JournalConsumer follower
                        ? Optional.of(follower.name())
                        : Optional.empty());
    }

    @Override
    public Replay replay(String follower, JournalPosition position) {
        Optional<DeadLetter> letter = core.letters().find(follower, position);
        if (letter.isEmpty()) {
            return new Replay.Unknown();
        }
        Optional<JournalConsumer> consumer = camel.getRoutes().stream()
                .map(Route::getConsumer)
                .filter(JournalConsumer.class::isInstance)
                .map(JournalConsumer.class::cast)
                .filter(candidate -> candidate.name().equals(follower))
                .findFirst();
        if (consumer.isEmpty()) {
            return new Replay.Conflict("No route follows as " + follower + " now; switch its file on first.");
        }
        List<JournalEntry> entry = core.journal().read(new JournalPosition(position.epoch(), position.seq() - 1), 1);
        if (entry.isEmpty() || !entry.getFirst().position().equals(position)) {
            return new Replay.Conflict(
                    "The journal does not hold " + position + " any more; it can only be discarded.");
        }
        try {
            consumer.get().replay(entry.getFirst(), letter.get().attempts());
            return new Replay.Done();
        } catch (RouteFailure e) {
            return new Replay.Failed(e.getMessage());
        }
    }

    @Override
    public String name() {
        return "routes";
    }

    @Override
    public Health check() {
        List<RouteFile> files = files();
        List<RouteFile> failed =
                files.stream().filter(file -> file.state() == State.FAILED).toList();
        if (!failed.isEmpty()) {
            RouteFile first = failed.getFirst();
            String which = failed.size() == 1
                    ? "The route file " + first.name() + " does not run"
                    : failed.size() + " route files do not run, among them " + first.name();
            return new Health(
                    Status.WARN,
                    which + first.mistake().map(mistake -> ": " + mistake).orElse("") + ".",
                    "Mend what it says; the file in config/routes is read again as soon as it changes, or a secret does.");
        }
        long letters = core.letters().counts().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        if (letters > 0) {
            return new Health(
                    Status.WARN,
                    letters == 1 ? "Routes gave up on one entry." : "Routes gave up on " + letters + " entries.",
                    "See on the page Routes why, then replay or discard what waits there.");
        }
        return failing(files).or(this::forgotten).orElseGet(() -> Health.ok(camel.getRoutesSize() + " routes run"));
    }

    /** One that follows the journal is asked about there: it holds what does not come through. */
    private Optional<Health> failing(List<RouteFile> files) {
        return files.stream()
                .flatMap(file -> file.routes().stream())
                .filter(route -> route.follower().isEmpty() && route.failing())
                .findFirst()
                .map(route -> new Health(
                        Status.WARN,
                        "The route " + route.id() + " fails: "
                                + route.lastFailure().map(Failure::sentence).orElse("see the log") + ".",
                        "Mend what it reaches for; it goes on by itself as far as it keeps what failed."));
    }

    /** Whose file went for good holds the journal for ever, and is in no list of routes any more. */
    private Optional<Health> forgotten() {
        return core.journal().followers().stream()
                .filter(follower -> !follower.running() && follower.lag() > MUCH)
                .findFirst()
                .map(follower -> new Health(
                        Status.WARN,
                        "Nobody runs as the follower " + follower.name() + ", for which the journal keeps "
                                + follower.lag() + " entries.",
                        "Switch its route on again; or, if it will never come back, name it in forgetFollowers of"
                                + " org.ohmstead.store.retention.cfg."));
    }
}
