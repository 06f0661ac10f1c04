package org.ohmstead.availability;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StationState;
import org.ohmstead.availability.store.AvailabilityStore;

/**
 * Finds half-open connections: open, yet nothing is heard on them. Frames are not facts, so what the ledger needs to know of them
 * is put into the journal here, once when a station falls silent and once when it is heard again.
 */
final class SilenceWatch {

    private static final int AT_ONCE = 1_000;

    private final Function<Page.Request, Page<StationState>> stations;
    private final AvailabilityStore store;
    private final Set<StationId> silent;
    private final Clock clock;

    /**
     * @param stations all of them, a page at a time
     * @param silent those that are known to be silent
     */
    SilenceWatch(
            Function<Page.Request, Page<StationState>> stations,
            AvailabilityStore store,
            Set<StationId> silent,
            Clock clock) {
        this.stations = stations;
        this.store = store;
        this.silent = silent;
        this.clock = clock;
    }

    /** Looks at every station once. */
    void look(Duration longest) {
        Optional<String> after = Optional.empty();
        do {
            Page<StationState> page = stations.apply(new Page.Request(after, AT_ONCE));
            page.items().forEach(state -> look(state, longest));
            after = page.next();
        } while (after.isPresent());
    }

    private void look(StationState state, Duration longest) {
        StationId station = state.station().id();
        if (!state.online() || state.lastHeard().isEmpty()) {
            silent.remove(station); // that it went is in the journal
            return;
        }
        Instant now = clock.instant();
        Instant heard = state.lastHeard().get();
        boolean longAgo = heard.plus(longest).isBefore(now);
        if (longAgo && !silent.contains(station)) {
            store.fellSilent(station, heard, now);
            silent.add(station);
        } else if (!longAgo && silent.contains(station)) {
            store.heardAgain(station, heard, now);
            silent.remove(station);
        }
    }
}
