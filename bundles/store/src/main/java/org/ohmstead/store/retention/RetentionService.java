package org.ohmstead.store.retention;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.store.StoreService;
import org.ohmstead.store.journal.JournalPruning;
import org.ohmstead.store.readings.MonthlyReadings;
import org.ohmstead.store.tables.DerivedState;
import org.ohmstead.store.tables.JdbcTransactionStore;
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

/** Ends the time of what is old: once a day, in small units with a pause after each, so that stations notice nothing. */
@Component(configurationPid = "org.ohmstead.store.retention", immediate = true)
@Designate(ocd = RetentionService.Settings.class)
public final class RetentionService implements HealthCheck {

    /** How long what is kept. Transactions, their energy and the inbox are kept for ever. */
    @ObjectClassDefinition(
            name = "Retention",
            description = "How long what is kept. Transactions and what was decided about them are kept for ever.")
    public @interface Settings {

        @AttributeDefinition(
                description = "For how many months readings are kept after the month in which they came.",
                min = "2",
                max = "240")
        int readingsMonths() default 13;

        @AttributeDefinition(
                description =
                        "For how many months signed meter values are kept. The law on measuring says how long; check"
                                + " yours.",
                min = "2",
                max = "600")
        int signedMonths() default 120;

        @AttributeDefinition(
                description = "For how many days the journal is kept, which tells what happened when. Entries that a"
                        + " follower has yet to take are kept longer.",
                min = "7",
                max = "7300")
        int journalDays() default 400;

        @AttributeDefinition(
                description =
                        "Names of followers of the journal that will not come back, separated by commas: nothing is"
                                + " kept for them any more. Who runs is never forgotten.")
        String forgetFollowers() default "";
    }

    private static final Logger LOG = LoggerFactory.getLogger(RetentionService.class);
    private static final int SIGNED = 100;
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** So long a time nobody else has witnessed waits until what is old by it goes. */
    private static final Duration WAIT = Duration.ofDays(1);

    /** Something happens that often, or else the clock may have been set ahead. */
    private static final Duration QUIET = Duration.ofDays(31);

    private final Journal journal;
    private final MonthlyReadings readings;
    private final DerivedState derived;
    private final JournalPruning pruning;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("store-retention").daemon().factory());
    private volatile Settings settings;
    private volatile Optional<JournalPruning.Plan> held = Optional.empty();
    private volatile Optional<String> doubt = Optional.empty();
    private Optional<Instant> lastRun = Optional.empty();

    /** The first time an hour after the start, which has other things to do. */
    @Activate
    public RetentionService(
            @Reference StoreService store,
            @Reference Journal journal,
            @Reference JdbcTransactionStore transactions,
            Settings settings) {
        this(store, journal, transactions, settings, Clock.systemUTC());
        timer.scheduleWithFixedDelay(this::runQuietly, 1, 24, TimeUnit.HOURS);
    }

    RetentionService(
            StoreService store, Journal journal, JdbcTransactionStore transactions, Settings settings, Clock clock) {
        this.journal = journal;
        this.readings = transactions.monthlyReadings();
        this.derived = new DerivedState(store);
        this.pruning = new JournalPruning(store);
        this.settings = settings;
        this.clock = clock;
    }

    @Modified
    void change(Settings changed) {
        settings = changed;
    }

    @Deactivate
    void close() {
        timer.shutdownNow();
    }

    private void runQuietly() {
        try {
            run();
        } catch (StoreUnavailable e) {
            LOG.warn("What is old was not deleted; it will be tried again tomorrow: {}.", e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            LOG.error("What is old was not deleted; it will be tried again tomorrow.", e);
        }
    }

    /** Deletes all whose time is over; returns early when the server stops. */
    void run() {
        Instant now = clock.instant();
        doubt = doubt(now);
        lastRun = Optional.of(now);
        if (doubt.isPresent()) {
            LOG.warn("What is old is not deleted today: {}", doubt.get());
            return;
        }
        dropReadings(now);
        deleteSigned(now);
        forgetFollowers();
        prune(now);
    }

    /**
     * A clock that is ahead would make everything old at once. So a time is believed if something was received, or this ran, a day
     * to a month before it: a server that was switched off for months deletes from its second day on, and whoever has to set
     * the clock has a day.
     */
    private Optional<String> doubt(Instant now) {
        Optional<Instant> before = Stream.of(pruning.lastReceived(now.minus(WAIT), now), lastRun)
                .flatMap(Optional::stream)
                .max(Instant::compareTo);
        return before.filter(now.minus(WAIT).minus(QUIET)::isAfter)
                .map(witnessed -> "The clock says " + now + ", and before today something was last received at "
                        + witnessed + ".");
    }

    private void dropReadings(Instant now) {
        YearMonth earliest = YearMonth.from(JournalPruning.EARLIEST.atZone(ZoneOffset.UTC));
        YearMonth first = YearMonth.from(now.atZone(ZoneOffset.UTC)).minusMonths(settings.readingsMonths());
        Optional<YearMonth> dropped = readings.dropBetween(earliest, first);
        while (dropped.isPresent()) {
            LOG.info(
                    "The readings of {} were deleted, as they are older than {} months.",
                    dropped.get(),
                    settings.readingsMonths());
            dropped = readings.dropBetween(earliest, first);
        }
    }

    private void deleteSigned(Instant now) {
        Instant before =
                now.atZone(ZoneOffset.UTC).minusMonths(settings.signedMonths()).toInstant();
        while (readings.deleteSigned(JournalPruning.EARLIEST, before, SIGNED) > 0 && pause()) {
            LOG.debug("Some signed values were deleted.");
        }
    }

    private void forgetFollowers() {
        for (String name : settings.forgetFollowers().split(",")) {
            boolean runs = journal.followers().stream()
                    .anyMatch(follower -> follower.running() && follower.name().equals(name.strip()));
            if (!runs && pruning.forget(name.strip())) {
                LOG.info("The follower {} was forgotten, as the settings ask.", name.strip());
            }
        }
    }

    private void prune(Instant now) {
        JournalPruning.Plan plan = pruning.plan(now.minus(Duration.ofDays(settings.journalDays())), now);
        held = Optional.of(plan).filter(it -> it.held().isPresent());
        if (plan.to() == plan.pruned()) {
            return;
        }
        derived.snapshot();
        long before = plan.pruned();
        long after = pruning.prune(before, plan, derived::forget);
        while (after != before && pause()) {
            before = after;
            after = pruning.prune(before, plan, derived::forget);
        }
        LOG.info("The journal was pruned up to entry {}.", after);
    }

    /** False when the server stops. */
    private static boolean pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
        return !Thread.currentThread().isInterrupted();
    }

    @Override
    public String name() {
        return "retention";
    }

    @Override
    public Health check() {
        if (doubt.isPresent()) {
            return new Health(
                    Status.WARN,
                    "What is old is not deleted today. " + doubt.get(),
                    "If the clock is wrong, set it now. If it is right, as after months switched off, do nothing: what is old"
                            + " goes tomorrow.");
        }
        return held.map(this::holding).orElseGet(this::settingsFit);
    }

    private Health holding(JournalPruning.Plan plan) {
        JournalPruning.Holder holder = plan.held().orElseThrow();
        String kept = "The journal keeps " + (plan.old() - plan.to()) + " entries that are older than "
                + settings.journalDays() + " days for ";
        if (holder.letters()) {
            return new Health(
                    Status.WARN,
                    kept + "a dead letter of " + holder.follower() + ", which is kept nowhere else.",
                    "Look at the dead letters: try them again, or discard those that nobody needs.");
        }
        return new Health(
                Status.WARN,
                kept + "the follower " + holder.follower() + ".",
                "See under followers why it does not go on, and mend that: it misses nothing. If it will never"
                        + " come back, name it in forgetFollowers of org.ohmstead.store.retention.cfg.");
    }

    private Health settingsFit() {
        Settings now = settings;
        if (now.signedMonths() < now.readingsMonths()) {
            return new Health(
                    Status.WARN,
                    "Signed values are kept for " + now.signedMonths() + " months and readings for "
                            + now.readingsMonths() + ": the older readings show signed values as empty.",
                    "Set signedMonths of org.ohmstead.store.retention.cfg to at least readingsMonths, unless that is meant.");
        }
        return Health.ok("Nothing is kept longer than the settings say.");
    }
}
