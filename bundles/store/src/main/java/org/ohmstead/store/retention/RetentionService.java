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

    private final Journal journal;
    private final MonthlyReadings readings;
    private final DerivedState derived;
    private final JournalPruning pruning;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("store-retention").daemon().factory());
    private volatile Settings settings;
    private volatile Optional<JournalPruning.Plan> held = Optional.empty();

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
        this.derived = new DerivedState(store, journal);
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
        dropReadings(now);
        deleteSigned(now);
        forgetFollowers();
        prune(now);
    }

    private void dropReadings(Instant now) {
        YearMonth first = YearMonth.from(now.atZone(ZoneOffset.UTC)).minusMonths(settings.readingsMonths());
        Optional<YearMonth> dropped = readings.dropBefore(first);
        while (dropped.isPresent()) {
            LOG.info(
                    "The readings of {} were deleted, as they are older than {} months.",
                    dropped.get(),
                    settings.readingsMonths());
            dropped = readings.dropBefore(first);
        }
    }

    private void deleteSigned(Instant now) {
        Instant before =
                now.atZone(ZoneOffset.UTC).minusMonths(settings.signedMonths()).toInstant();
        while (readings.deleteSignedBefore(before, SIGNED) > 0 && pause()) {
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
        JournalPruning.Plan plan = pruning.plan(now.minus(Duration.ofDays(settings.journalDays())));
        held = Optional.of(plan).filter(it -> it.heldBy().isPresent());
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
        return held.map(plan -> new Health(
                        Status.WARN,
                        "The journal keeps " + (plan.old() - plan.to()) + " entries that are older than "
                                + settings.journalDays() + " days for the follower "
                                + plan.heldBy().orElseThrow() + ".",
                        "See under followers why it does not go on, and mend that: it misses nothing. If it will never"
                                + " come back, name it in forgetFollowers of org.ohmstead.store.retention.cfg."))
                .orElseGet(() -> Health.ok("Nothing is kept longer than the settings say."));
    }
}
