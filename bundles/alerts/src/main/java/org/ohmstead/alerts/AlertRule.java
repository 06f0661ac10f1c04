package org.ohmstead.alerts;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.ohmstead.alerts.store.AlertStore;
import org.ohmstead.alerts.store.Incident;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.csms.HealthReport;
import org.ohmstead.api.csms.Meters;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.model.StoreUnavailable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One rule of {@code org.ohmstead.alerts~<name>.cfg}, on a thread of its own that looks four times a minute. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "org.ohmstead.alerts",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = AlertRule.Settings.class, factory = true)
public final class AlertRule {

    private static final Logger LOG = LoggerFactory.getLogger(AlertRule.class);
    private static final Duration PAUSE = Duration.ofSeconds(15);
    private static final Pattern ALL = Pattern.compile(".*", Pattern.DOTALL);

    /** What somebody should be told. */
    @ObjectClassDefinition(
            name = "Alert",
            description =
                    "What is worth a message: it goes into the journal, and from there a route sends it by mail or to"
                            + " another system.")
    public @interface Settings {

        @AttributeDefinition(
                description =
                        "What is watched, which every rule has to say: stations of which nothing is heard any more, stations with a faulted"
                                + " connector, followers of the journal that fail or fall behind, health checks that warn (disk,"
                                + " store, certificates and more), or a counter that rises.",
                options = {
                    @Option("SILENT"),
                    @Option("FAULTED"),
                    @Option("FOLLOWER"),
                    @Option("HEALTH"),
                    @Option("ERRORS")
                })
        String watches() default "";

        @AttributeDefinition(
                description = "Only stations, followers or checks whose whole name matches this regular expression.")
        String only() default ".*";

        @AttributeDefinition(description = "It must be wrong for so many minutes.", min = "0", max = "10080")
        int minutes() default 10;

        @AttributeDefinition(description = "It is over when all was well for so many minutes.", min = "0", max = "1440")
        int clearMinutes() default 5;

        @AttributeDefinition(
                description = "While it lasts, what else is affected is said so often at most, in minutes.",
                min = "1",
                max = "1440")
        int newsMinutes() default 15;

        @AttributeDefinition(
                description = "While it lasts it is said again after so many hours.",
                min = "1",
                max = "720")
        int repeatHours() default 24;

        @AttributeDefinition(
                description = "For followers: more entries than this are too many before them. For counters: so much a"
                        + " minute is too fast.",
                min = "0",
                max = "1000000000")
        long most() default 10_000;

        @AttributeDefinition(description = "For counters: the name as /metrics has it, without its tags.")
        String counter() default "ohmstead_ocpp_frames_broken_total";
    }

    private final String name;
    private final Clock clock = Clock.systemUTC();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Optional<Thread> thread;
    private Optional<ServiceRegistration<?>> mistake = Optional.empty();
    private boolean complained;

    /** Begins to look, where it is said at what. */
    @Activate
    public AlertRule(
            BundleContext context,
            Settings settings,
            Map<String, Object> properties,
            @Reference AlertStore store,
            @Reference Stations stations,
            @Reference Journal journal,
            @Reference HealthReport health,
            @Reference Meters meters) {
        this(context, settings, properties, store, stations, journal, health, meters, PAUSE);
    }

    /** @param pause between two looks */
    AlertRule(
            BundleContext context,
            Settings settings,
            Map<String, Object> properties,
            AlertStore store,
            Stations stations,
            Journal journal,
            HealthReport health,
            Meters meters,
            Duration pause) {
        String pid = String.valueOf(properties.get("service.pid"));
        name = pid.substring(pid.indexOf('~') + 1);
        Optional<Subject> said = Subject.of(settings.watches());
        if (said.isEmpty()) {
            mistaken(context, "watches", "is one of " + Subject.words() + "; the rule watches nothing");
            thread = Optional.empty();
            return;
        }
        Subject subject = said.get();
        Duration patience = Duration.ofMinutes(settings.minutes());
        Watch found = switch (subject) {
            case SILENT -> Watch.silent(stations, patience, clock.instant(), told(store.open(name)));
            case FAULTED -> Watch.faulted(stations);
            case FOLLOWER -> Watch.followers(journal, settings.most());
            case HEALTH -> Watch.health(health);
            case ERRORS -> Watch.errors(meters, settings.counter(), settings.most());
        };
        Watch watch = found.only(names(settings.only(), context));
        Rule.Times times = new Rule.Times(
                subject == Subject.SILENT ? Duration.ZERO : patience, // a silence has lasted already
                Duration.ofMinutes(settings.clearMinutes()),
                Duration.ofMinutes(settings.newsMinutes()),
                Duration.ofHours(settings.repeatHours()));
        Details details = subject == Subject.FAULTED ? new FaultDetails(stations) : Details.NONE;
        Rule rule = new Rule(name, subject, times, store, details);
        thread = Optional.of(Thread.ofVirtual().name("alert-" + name).start(() -> run(rule, watch, pause)));
    }

    private static Set<String> told(Optional<Incident> open) {
        return open.map(Incident::told).map(Set::copyOf).orElse(Set.of());
    }

    private Pattern names(String only, BundleContext context) {
        try {
            return Pattern.compile(only);
        } catch (PatternSyntaxException e) {
            mistaken(context, "only", "is no regular expression (" + e.getDescription() + "); the rule watches all");
            return ALL;
        }
    }

    private void mistaken(BundleContext context, String key, String what) {
        String place = new RuleFile(Path.of(context.getProperty("ohmstead.home")), name).place(key);
        LOG.warn("{}: {} {}", place, key, what);
        mistake = Optional.of(
                context.registerService(HealthCheck.class, new MistakenRule(name, place, key + " " + what), null));
    }

    /** Returns when the last look is over. */
    @Deactivate
    void close() throws InterruptedException {
        stopping.countDown();
        if (thread.isPresent()) {
            thread.get().join();
        }
        mistake.ifPresent(ServiceRegistration::unregister);
    }

    private void run(Rule rule, Watch watch, Duration pause) {
        try {
            while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                look(rule, watch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What cannot be stored now is found again at the next look. */
    private void look(Rule rule, Watch watch) {
        try {
            rule.look(watch.wrong(clock.instant()), clock.instant());
            complained = false;
        } catch (StoreUnavailable e) {
            complain("The alert \"{}\" cannot be told while the store is down", e);
        } catch (RuntimeException | LinkageError e) {
            complain("The alert \"{}\" could not look", e);
        }
    }

    private void complain(String sentence, Throwable e) {
        if (!complained) {
            LOG.error(sentence, name, e);
            complained = true;
        }
    }
}
