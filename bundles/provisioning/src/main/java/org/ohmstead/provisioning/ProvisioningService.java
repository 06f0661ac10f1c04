package org.ohmstead.provisioning;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.ohmstead.api.control.RemoteControl;
import org.ohmstead.api.control.SettingsControl;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.csms.Provisioning;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.StationId;
import org.ohmstead.provisioning.store.ProvisioningStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a booting station back until it has its settings, and lets it go in any case: a station that does not answer waits no
 * longer than a bound, one that keeps restarting is left alone.
 */
@Component(
        service = {Provisioning.class, ProvisioningService.class},
        configurationPid = "org.ohmstead.provisioning.limits")
@Designate(ocd = ProvisioningService.Limits.class)
public final class ProvisioningService implements Provisioning {

    /** How patient the server is with stations it configures. */
    @ObjectClassDefinition(
            name = "Limits of configuring stations",
            description = "How long a station is held back, and when one that keeps restarting is left alone.")
    public @interface Limits {

        @AttributeDefinition(
                description = "How long a booting station is told to wait for its settings at most, in seconds. Then it"
                        + " is accepted without them.",
                min = "30",
                max = "86400")
        int longestHeldSeconds() default 300;

        @AttributeDefinition(
                description = "After how many restarts a station is not configured any more.",
                min = "2",
                max = "20")
        int restarts() default 3;

        @AttributeDefinition(
                description = "Within how many minutes these restarts have to happen.",
                min = "1",
                max = "1440")
        int withinMinutes() default 10;
    }

    /** Does something a little later, on a thread that may block. */
    @FunctionalInterface
    public interface Later {
        void run(Duration after, Runnable work);
    }

    private static final Logger LOG = LoggerFactory.getLogger(ProvisioningService.class);
    private static final Duration ANSWER_LEFT = Duration.ofSeconds(2);

    private final Clock clock;
    private final Later later;
    private final Refusals refusals;
    private final Attendance attendance;
    private final Map<StationId, Ward> wards = new ConcurrentHashMap<>();
    private final List<Recipe> recipes = new CopyOnWriteArrayList<>();
    private volatile Optional<Function<StationId, StationControl>> controls;
    private volatile Limits limits;

    @Activate
    public ProvisioningService(@Reference ProvisioningStore store, Limits limits) {
        this(store, Optional.empty(), limits, Clock.systemUTC(), ProvisioningService::onVirtualThread);
    }

    /** With clock and threads to be set by tests; blocks while the memory is filled from the store. */
    public ProvisioningService(
            ProvisioningStore store,
            Function<StationId, StationControl> controls,
            Limits limits,
            Clock clock,
            Later later) {
        this(store, Optional.of(controls), limits, clock, later);
    }

    private ProvisioningService(
            ProvisioningStore store,
            Optional<Function<StationId, StationControl>> controls,
            Limits limits,
            Clock clock,
            Later later) {
        this.controls = controls;
        this.clock = clock;
        this.later = later;
        this.refusals = new Refusals(store);
        this.attendance = new Attendance(store);
        modified(limits);
    }

    /** Until then, and once there is no way any more, no station can be reached. */
    void reachesBy(Optional<Function<StationId, StationControl>> way) {
        controls = way;
    }

    /** What models refuse, for whoever else asks something of them. */
    Refusals refusals() {
        return refusals;
    }

    @Modified
    void modified(Limits changed) {
        limits = changed;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addRecipe(RecipeFile file) {
        recipes.add(file.recipe());
        recipes.sort(Recipe.MOST_PRECISE);
    }

    void removeRecipe(RecipeFile file) {
        recipes.remove(file.recipe());
    }

    @Override
    public boolean holds(
            StationId station,
            Hardware hardware,
            Instant connectedSince,
            boolean first,
            BooleanSupplier charging,
            Instant receivedAt) {
        Optional<Recipe> wanted =
                recipes.stream().filter(recipe -> recipe.matches(hardware)).findFirst();
        if (wanted.isEmpty() && !wards.containsKey(station)) {
            return false;
        }
        return locked(station, ward -> {
            boolean restarted = ward.booted(hardware, wanted, connectedSince);
            boolean held = unattended(station, ward, restarted, receivedAt)
                    && (first || ward.held())
                    && !charging.getAsBoolean();
            if (held) {
                ward.hold(receivedAt);
            } else {
                ward.release();
            }
            return held;
        });
    }

    /** Whether it has yet to get its settings; it is planned to. */
    private boolean unattended(StationId station, Ward ward, boolean restarted, Instant now) {
        if (ward.recipe().isEmpty()) {
            return false;
        }
        if (restarted && ward.restarted(now, within()) >= limits.restarts()) {
            giveUp(station, ward, now);
            return false;
        }
        Optional<Phase> before = attendance.of(station, ward);
        if (before.isPresent()) {
            if (restarted || ward.phase() == Phase.WAITING) {
                ward.enter(before.get(), now);
            }
            if (restarted && before.get() != Phase.GIVEN_UP) {
                ward.plan();
            }
            return false;
        }
        if (ward.heldLongerThan(longestHeld(), now)) {
            LOG.warn("Station {} did not take its settings in time and is accepted without", station);
            attendance.add(station, ward, Phase.INTERRUPTED, now);
            return false;
        }
        ward.waits(now);
        return true;
    }

    /**
     * What a station restarts over is blamed on what it was told last; for every station of its model (ABB, lbbrhzn #880) only
     * when another one gave up, for a bad line makes a station come and go, too.
     */
    private void giveUp(StationId station, Ward ward, Instant now) {
        String model = Recipe.modelOf(ward.hardware().orElseThrow());
        Map<String, Set<String>> blamed = ward.takeChanged();
        if (attendance.anotherGaveUp(station, ward)) {
            blamed.forEach((name, parts) -> (parts.isEmpty() ? Set.of("") : parts)
                    .forEach(part -> refusals.learn(model, name, part, Refusals.RESTARTS, now)));
        }
        attendance.add(station, ward, Phase.GIVEN_UP, now);
        ward.enter(Phase.GIVEN_UP, now);
        LOG.warn("Station {} keeps restarting since it was configured and is left alone: {}", station, blamed.keySet());
    }

    @Override
    public boolean forgetRefusals(StationId station) {
        Optional<String> model = wards.containsKey(station)
                ? locked(
                        station,
                        ward -> ward.hardware()
                                .map(Recipe::modelOf)
                                .filter(it -> ward.recipe().isPresent()))
                : Optional.empty();
        model.ifPresent(refusals::forget);
        return model.isPresent();
    }

    @Override
    public boolean held(StationId station) {
        return wards.containsKey(station)
                && locked(station, ward -> ward.held() && !ward.heldLongerThan(longestHeld(), clock.instant()));
    }

    @Override
    public Optional<Duration> heartbeatInterval(StationId station) {
        return wards.containsKey(station)
                ? locked(station, ward -> ward.recipe().flatMap(Recipe::heartbeatInterval))
                : Optional.empty();
    }

    @Override
    public void answered(StationId station) {
        Ward ward = wards.get(station);
        if (ward != null && locked(station, Ward::takePlan)) {
            later.run(ANSWER_LEFT, () -> configure(station));
        }
    }

    @Override
    public boolean configureNow(StationId station) {
        Ward ward = wards.get(station);
        boolean wanted =
                ward != null && locked(station, it -> it.recipe().isPresent() && it.phase() != Phase.CONFIGURING);
        if (wanted) {
            later.run(Duration.ZERO, () -> configure(station));
        }
        return wanted;
    }

    /** What its model refuses stays known. */
    @Override
    public void forget(StationId station) {
        attendance.forget(station);
        wards.remove(station);
    }

    @Override
    public Optional<State> state(StationId station) {
        return wards.containsKey(station)
                ? locked(station, ward -> ward.state(clock.instant(), longestHeld()))
                : Optional.empty();
    }

    /** Stations that are in trouble, by id. */
    Map<StationId, State> states() {
        Map<StationId, State> states = new TreeMap<>();
        wards.keySet().forEach(id -> state(id).ifPresent(state -> states.put(id, state)));
        return states;
    }

    private void configure(StationId station) {
        Optional<Recipe> recipe = locked(station, ward -> {
            boolean free = ward.phase() != Phase.CONFIGURING;
            ward.enter(Phase.CONFIGURING, clock.instant());
            return ward.recipe().filter(wanted -> free);
        });
        if (recipe.isEmpty()) {
            return;
        }
        Configuring.Result result = new Configuring.Result(Phase.INTERRUPTED, List.of());
        try {
            result = control(station, SettingsControl.class)
                    .map(control -> new Configuring(control, recipe.get(), new WardNotes(station)).run())
                    .orElse(new Configuring.Result(Phase.NOT_TOLD, List.of()));
        } finally {
            finish(station, result);
        }
    }

    private void finish(StationId station, Configuring.Result result) {
        Instant now = clock.instant();
        boolean held = locked(station, ward -> {
            ward.became(result.phase(), result.items(), now);
            if (result.phase() != Phase.INTERRUPTED) {
                attendance.add(station, ward, result.phase(), now);
            }
            return ward.held();
        });
        LOG.info("Station {} was configured: {}", station, result.phase());
        if (held && result.phase() != Phase.INTERRUPTED) {
            // It learns that it is accepted when it boots again: now if it can be asked to, else when its time has
            // come.
            control(station, RemoteControl.class)
                    .map(remote -> remote.trigger(RemoteControl.Report.BOOT, Optional.empty()))
                    .filter(outcome -> !outcome.accepted())
                    .map(Outcome::word)
                    .ifPresent(word -> LOG.debug("Station {} will not boot when asked: {}", station, word));
        }
    }

    private <C> Optional<C> control(StationId station, Class<C> capability) {
        return controls.flatMap(way -> way.apply(station).inBackground().as(capability));
    }

    private Duration longestHeld() {
        return Duration.ofSeconds(limits.longestHeldSeconds());
    }

    private Duration within() {
        return Duration.ofMinutes(limits.withinMinutes());
    }

    private <T> T locked(StationId station, Function<Ward, T> work) {
        Ward ward = wards.computeIfAbsent(station, id -> new Ward());
        ward.lock().lock();
        try {
            return work.apply(ward);
        } finally {
            ward.lock().unlock();
        }
    }

    private static void onVirtualThread(Duration after, Runnable work) {
        Executor thread = task -> Thread.ofVirtual().name("provisioning").start(task);
        CompletableFuture.delayedExecutor(after.toMillis(), TimeUnit.MILLISECONDS, thread)
                .execute(() -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        LOG.warn("A station was not configured to the end: {}", e.getMessage());
                    }
                });
    }

    /** Learns for the model of a station, and counts what is changed. */
    private final class WardNotes implements Configuring.Notes {

        private final StationId station;
        private final String model;

        WardNotes(StationId station) {
            this.station = station;
            this.model = locked(station, ward -> Recipe.modelOf(ward.hardware().orElseThrow()));
        }

        @Override
        public Optional<String> refusal(String name, String part) {
            return refusals.of(model, name, part);
        }

        @Override
        public void refused(String name, String part, String word) {
            refusals.learn(model, name, part, word, clock.instant());
        }

        @Override
        public void changing(String name, Set<String> addedParts) {
            locked(station, ward -> {
                ward.changing(name, addedParts, clock.instant());
                return null;
            });
        }
    }
}
