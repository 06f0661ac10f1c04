package org.ohmstead.provisioning;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.ohmstead.api.control.RemoteControl;
import org.ohmstead.api.control.RemoteControl.Report;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalFollower;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StationState;
import org.ohmstead.api.model.StoreUnavailable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks stations that came back and did not boot how they are: a mere reconnect needs no boot (OCPP-J 1.6 §5.4), some never boot
 * again (EN+, evcc PR #25069), and what changed meanwhile nobody would know. In the background, a few each second, and never
 * again what the station's model refused.
 */
@Component(
        service = {},
        configurationPid = "org.ohmstead.provisioning.resync")
@Designate(ocd = Resync.Settings.class)
public final class Resync implements JournalFollower {

    /** Whether and when stations are asked. */
    @ObjectClassDefinition(
            name = "Stations that come back",
            description = "Whether a station that connects again without booting is asked how its connectors are.")
    public @interface Settings {

        @AttributeDefinition(
                description = "Whether to ask. A model that refuses is not asked again until its firmware changes.")
        boolean enabled() default true;

        @AttributeDefinition(
                description =
                        "How long a station that has connected gets to boot by itself before it is asked, in seconds.",
                min = "1",
                max = "3600")
        int afterSeconds() default 30;

        @AttributeDefinition(
                description = "How many stations are asked in a second at most, when all come back at once.",
                min = "1",
                max = "1000")
        int perSecond() default 10;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Resync.class);

    /** Under this name and the report as part a model's refusal is remembered. */
    private static final String ON_REQUEST = "report on request";

    private final Stations stations;
    private final Refusals refusals;
    private final Clock clock;
    private final Executor threads;
    private final Journal.Subscription following;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    /** When each of those came that are yet to be looked at, who came first first. Under the lock. */
    private final Map<StationId, Instant> came = new LinkedHashMap<>();

    private volatile Settings settings;

    @Activate
    public Resync(
            @Reference Journal journal,
            @Reference Stations stations,
            @Reference ProvisioningService provisioning,
            Settings settings) {
        this(
                journal,
                stations,
                provisioning,
                settings,
                Clock.systemUTC(),
                work -> Thread.ofVirtual().name("resync").start(work));
        Thread.ofVirtual().name("resync").start(this::lookEachSecond);
    }

    /** With a clock and threads to be set by tests, which look themselves. */
    public Resync(
            Journal journal,
            Stations stations,
            ProvisioningService provisioning,
            Settings settings,
            Clock clock,
            Executor threads) {
        this.stations = stations;
        this.refusals = provisioning.refusals();
        this.settings = settings;
        this.clock = clock;
        this.threads = threads;
        this.following = journal.follow(this, false);
    }

    @Modified
    void modified(Settings changed) {
        settings = changed;
    }

    @Deactivate
    public void close() {
        closed.countDown();
        following.close();
    }

    @Override
    public String name() {
        return "resync";
    }

    @Override
    public Set<String> kinds() {
        return Set.of(Facts.StationConnected.class.getSimpleName());
    }

    @Override
    public void follow(JournalEntry entry) {
        lock.lock();
        try {
            StationId station = entry.station().orElseThrow();
            came.remove(station); // so that it goes to the end
            came.put(station, entry.receivedAt());
        } finally {
            lock.unlock();
        }
    }

    private void lookEachSecond() {
        try {
            while (!closed.await(1, TimeUnit.SECONDS)) {
                lookOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A bug met with one station is no end of asking the others. */
    private void lookOnce() {
        try {
            look();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("A station that came without booting could not be asked how it is", e);
        }
    }

    /** Asks those whose time has come, as many as may be asked in a second. */
    public void look() {
        silent(settings).forEach(state -> threads.execute(() -> ask(state)));
    }

    private List<StationState> silent(Settings now) {
        Instant before = clock.instant().minusSeconds(now.afterSeconds());
        List<StationState> silent = new ArrayList<>();
        lock.lock();
        try {
            Iterator<Map.Entry<StationId, Instant>> waiting = came.entrySet().iterator();
            while (silent.size() < now.perSecond() && waiting.hasNext()) {
                Map.Entry<StationId, Instant> next = waiting.next();
                if (next.getValue().isAfter(before)) {
                    break; // nor is the time of those that came later
                }
                waiting.remove();
                stations.find(next.getKey())
                        .filter(state -> now.enabled() && isSilent(state, next.getValue()))
                        .ifPresent(silent::add);
            }
        } finally {
            lock.unlock();
        }
        return silent;
    }

    /** Whether it has neither booted nor told all it is known to have since it came, and is still there. */
    private static boolean isSilent(StationState state, Instant since) {
        boolean sameConnection = state.onlineSince()
                .filter(opened -> !opened.truncatedTo(ChronoUnit.MICROS).isAfter(since)) // as a journal keeps it
                .isPresent();
        boolean told = !state.connectors().isEmpty()
                && state.connectors().stream()
                        .noneMatch(report -> report.receivedAt().isBefore(since));
        return sameConnection
                && !told
                && state.lastBoot().filter(boot -> !boot.isBefore(since)).isEmpty()
                && state.station().registration() == RegistrationStatus.ACCEPTED;
    }

    /** For its boot only where there never was one: who was accepted must not be asked for another (OCPP 1.6 errata §3.40). */
    private void ask(StationState state) {
        if (state.lastBoot().isEmpty()) {
            ask(state, Report.BOOT);
        }
        ask(state, Report.STATUS);
    }

    private void ask(StationState state, Report report) {
        StationId station = state.station().id();
        String model = state.station().hardware().map(Recipe::modelOf).orElseGet(() -> "station " + station);
        if (refusals.of(model, ON_REQUEST, report.name()).isPresent()) {
            return;
        }
        Outcome outcome = stations.control(station)
                .inBackground()
                .as(RemoteControl.class)
                .map(remote -> remote.trigger(report, Optional.empty()))
                .orElseGet(Outcome::notSupported);
        switch (outcome.kind()) {
            case ACCEPTED -> LOG.info("Station {} came without booting and was asked for its {}", station, report);
            case NOT_SUPPORTED -> {
                LOG.info("Station {} came without booting and does not report when asked: {}", station, model);
                learn(model, report, outcome.word().orElse(outcome.kind().name()));
            }
            // Only "not now" (OCPP 1.6 §7.44 has NotImplemented for what a station cannot): asked again when it comes
            // again.
            case REJECTED -> LOG.info("Station {} came without booting and rejects to report", station);
            default -> LOG.debug("Station {} was not asked for its {}: {}", station, report, outcome.kind());
        }
    }

    private void learn(String model, Report report, String word) {
        try {
            refusals.learn(model, ON_REQUEST, report.name(), word, clock.instant());
        } catch (StoreUnavailable e) {
            LOG.warn("That {} does not report when asked is learnt another time: {}", model, e.getMessage());
        }
    }
}
