package org.ohmstead.provisioning;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.ohmstead.api.csms.Provisioning.Item;
import org.ohmstead.api.csms.Provisioning.Phase;
import org.ohmstead.api.csms.Provisioning.State;
import org.ohmstead.api.model.Hardware;

/** What memory holds of a station that is looked after. Everything but {@link #lock} is used under that lock. */
final class Ward {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Set<String>> changed = new HashMap<>();
    private final List<Instant> restarts = new ArrayList<>();
    private Optional<Hardware> hardware = Optional.empty();
    private Optional<Recipe> recipe = Optional.empty();
    private Optional<Instant> connectedSince = Optional.empty();
    private Optional<Instant> heldSince = Optional.empty();
    private Phase phase = Phase.WAITING;
    private Instant since = Instant.EPOCH;
    private List<Item> items = List.of();
    private Instant changedAt = Instant.EPOCH;
    private boolean planned;

    ReentrantLock lock() {
        return lock;
    }

    /** @return whether the station restarted: a boot that is repeated or asked for comes on the same connection */
    boolean booted(Hardware now, Optional<Recipe> wanted, Instant connection) {
        boolean restarted = !connectedSince.equals(Optional.of(connection));
        hardware = Optional.of(now);
        recipe = wanted;
        connectedSince = Optional.of(connection);
        return restarted;
    }

    Optional<Hardware> hardware() {
        return hardware;
    }

    Optional<Recipe> recipe() {
        return recipe;
    }

    Phase phase() {
        return phase;
    }

    boolean held() {
        return heldSince.isPresent();
    }

    boolean heldLongerThan(Duration most, Instant now) {
        return heldSince.filter(from -> now.isAfter(from.plus(most))).isPresent();
    }

    void hold(Instant now) {
        heldSince = heldSince.or(() -> Optional.of(now));
    }

    /** It is to be asked soon. */
    void waits(Instant now) {
        if (phase != Phase.CONFIGURING) {
            enter(Phase.WAITING, now);
            planned = true;
        }
    }

    void release() {
        heldSince = Optional.empty();
    }

    void enter(Phase next, Instant now) {
        if (phase != next || since.equals(Instant.EPOCH)) {
            since = now;
        }
        phase = next;
    }

    void plan() {
        planned = phase != Phase.CONFIGURING;
    }

    /** Whether something is to be asked; true once for each time it was planned. */
    boolean takePlan() {
        boolean was = planned;
        planned = false;
        return was;
    }

    void became(Phase next, List<Item> outcome, Instant now) {
        items = outcome;
        enter(next, now);
    }

    /** A setting is about to be changed; from here on restarts are counted. */
    void changing(String name, Set<String> addedParts, Instant now) {
        changed.computeIfAbsent(name, added -> new HashSet<>()).addAll(addedParts);
        changedAt = now;
    }

    /**
     * It restarted.
     *
     * @return how often within the window since something was changed; a first restart long after it is one like any other
     */
    int restarted(Instant now, Duration window) {
        restarts.removeIf(earlier -> earlier.isBefore(now.minus(window)));
        if (restarts.isEmpty() && changedAt.isBefore(now.minus(window))) {
            changed.clear();
        }
        if (changed.isEmpty()) {
            return 0;
        }
        restarts.add(now);
        return restarts.size();
    }

    /** What was changed before it restarted and restarted; forgotten with this call. */
    Map<String, Set<String>> takeChanged() {
        Map<String, Set<String>> blamed = Map.copyOf(changed);
        changed.clear();
        restarts.clear();
        return blamed;
    }

    Optional<State> state(Instant now, Duration longestHeld) {
        return recipe.map(wanted -> new State(phase, wanted.name(), since, heldLongerThan(longestHeld, now), items));
    }
}
