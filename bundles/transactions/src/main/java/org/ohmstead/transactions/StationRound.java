package org.ohmstead.transactions;

import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at one station after another, each time the {@link SlowClock} wants it. A fault met with one station does not keep the
 * others waiting, and is told of once until it is over; a store that is away keeps all waiting. For one thread at a time.
 */
final class StationRound {

    private static final Logger LOG = LoggerFactory.getLogger(StationRound.class);

    private final Consumer<StationId> look;
    private final BiConsumer<StationId, RuntimeException> log;
    private final Complaints<StationId> complaints = new Complaints<>();

    StationRound(Consumer<StationId> look) {
        this(
                look,
                (station, e) -> LOG.error(
                        "Station {} could not be looked through for stops and starts that did not come; tried again soon",
                        station,
                        e));
    }

    /** @param log is told of a fault */
    StationRound(Consumer<StationId> look, BiConsumer<StationId, RuntimeException> log) {
        this.look = look;
        this.log = log;
    }

    void go(Set<StationId> stations) {
        complaints.retain(stations);
        stations.forEach(this::look);
    }

    private void look(StationId station) {
        try {
            look.accept(station);
            complaints.works(station);
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            if (complaints.fails(station)) {
                log.accept(station, e);
            }
        }
    }
}
