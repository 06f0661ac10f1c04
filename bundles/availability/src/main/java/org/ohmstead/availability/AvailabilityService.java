package org.ohmstead.availability;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.ohmstead.api.csms.AvailabilityLedger;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.Exclusion;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StationState;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.availability.store.AvailabilityStore;
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

/** Keeps the ledger up with the journal, and reads it. */
@Component(configurationPid = "org.ohmstead.availability", immediate = true)
@Designate(ocd = AvailabilityService.Settings.class)
public final class AvailabilityService implements AvailabilityLedger {

    /** When silence says something. */
    @ObjectClassDefinition(
            name = "Availability",
            description = "The availability ledger: in which state each EVSE was, for uptime figures.")
    public @interface Settings {

        @AttributeDefinition(
                description = "After how many minutes without a frame on an open connection a station counts as not"
                        + " connected, from its last frame on. Set it above the longest heartbeat interval of your"
                        + " stations.",
                min = "2",
                max = "2880")
        int silenceMinutes() default 30;
    }

    private static final Logger LOG = LoggerFactory.getLogger(AvailabilityService.class);
    private static final long LOOK_SECONDS = 60;
    private static final Duration LONGEST_EXCLUSION = Duration.ofDays(366);

    private final Journal journal;
    private final AvailabilityStore store;
    private final Clock clock;
    private final Book book;
    private final Reading reading;
    private final SilenceWatch watch;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("availability-silence").daemon().factory());
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Settings settings;
    private Journal.Subscription following;

    @Activate
    public AvailabilityService(
            @Reference Journal journal,
            @Reference AvailabilityStore store,
            @Reference Stations stations,
            Settings settings) {
        this(journal, store, request -> stations.page(Scope.ALL, "", request), settings, Clock.systemUTC());
    }

    /**
     * With a clock to be set by tests; blocks while the memory is filled from the store.
     *
     * @param stations all of them, a page at a time
     */
    public AvailabilityService(
            Journal journal,
            AvailabilityStore store,
            Function<Page.Request, Page<StationState>> stations,
            Settings settings,
            Clock clock) {
        this.journal = journal;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        book = new Book(store);
        book.load();
        reading = new Reading(store, clock);
        watch = new SilenceWatch(stations, store, book.silent(), clock);
        following = journal.project(book);
        timer.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    @Modified
    void modified(Settings changed) {
        settings = changed;
    }

    /** Stops following; the place in the journal stays. */
    @Deactivate
    public void close() {
        timer.shutdownNow();
        lock.lock();
        try {
            following.close();
        } catch (IllegalStateException e) {
            LOG.warn("The availability ledger ends in the middle of a page: {}.", e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    /** Looks for silent stations. */
    void look() {
        try {
            watch.look(Duration.ofMinutes(settings.silenceMinutes()));
        } catch (StoreUnavailable e) {
            LOG.debug("Silent stations are looked for again later.", e);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("Stations that fell silent could not be looked for; tried again soon.", e);
        }
    }

    @Override
    public List<EvseId> evses(StationId station) {
        return book.evses(station);
    }

    @Override
    public Page<Interval> intervals(StationId station, EvseId evse, Instant from, Instant to, Page.Request request) {
        return reading.intervals(
                station, evse, request.after().map(AvailabilityService::place).orElse(from), to, request.limit());
    }

    private static Instant place(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("No page begins there", e);
        }
    }

    @Override
    public List<Summary> summaries(StationId station, Instant from, Instant to) {
        return evses(station).stream()
                .map(evse -> reading.summary(station, evse, from, to))
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public Exclusion exclude(
            StationId station,
            EvseId evse,
            Instant from,
            Instant to,
            Exclusion.Reason reason,
            String evidence,
            String who) {
        if (!evse.equals(EvseId.STATION) && !evses(station).contains(evse)) {
            throw new IllegalArgumentException("The station has no EVSE " + evse + ", as far as it ever told.");
        }
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("It has to end after it begins.");
        }
        if (to.isAfter(from.plus(LONGEST_EXCLUSION))) {
            throw new IllegalArgumentException("It may last 366 days.");
        }
        return store.exclude(new Exclusion(
                0,
                station,
                evse,
                from.truncatedTo(ChronoUnit.MICROS),
                to.truncatedTo(ChronoUnit.MICROS),
                reason,
                evidence,
                who,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                Optional.empty()));
    }

    @Override
    public Optional<Exclusion> revoke(StationId station, long exclusion, String who) {
        return store.revoke(station, exclusion, who, clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    @Override
    public List<Exclusion> exclusions(StationId station) {
        return store.exclusions(station);
    }

    /** Whatever becomes of it, the journal is followed again: from its beginning, or from where the ledger was. */
    @Override
    public void rebuild() {
        lock.lock();
        try {
            following.close();
            book.outdated();
            try {
                clear();
                book.load();
            } finally {
                following = journal.project(book);
            }
        } finally {
            lock.unlock();
        }
        LOG.info("The availability ledger is made anew of the journal.");
    }

    private void clear() {
        if (!store.clear()) {
            throw new IllegalStateException(
                    "The beginning of the journal, of which the ledger would have to be made, is pruned."
                            + " The ledger stays as it is.");
        }
    }
}
