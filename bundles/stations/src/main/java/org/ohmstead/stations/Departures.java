package org.ohmstead.stations;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.stations.store.StationStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down that stations went. Where the store refuses, it is written later, with the time it happened: once a minute, or
 * before the station is written down to have come again. Else a station that stays away would count as there.
 */
final class Departures {

    private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

    private final KnownStations stations;
    private final StationStore store;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("stations-departures").daemon().factory());

    Departures(KnownStations stations, StationStore store) {
        this.stations = stations;
        this.store = store;
    }

    /** Looks once a minute from now on. */
    void start() {
        timer.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.MINUTES);
    }

    void close() {
        timer.shutdownNow();
    }

    /** Writes what is not written yet. */
    void look() {
        try {
            for (KnownStation station : stations.all()) {
                if (station.untold().isPresent()) {
                    locked(station);
                }
            }
        } catch (StoreUnavailable e) {
            LOG.debug("Who went is written down later: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Who went could not be written down; tried again soon", e);
        }
    }

    private void locked(KnownStation station) {
        station.lock().lock();
        try {
            write(station);
        } finally {
            station.lock().unlock();
        }
    }

    /** A station went. Under its lock. */
    void went(KnownStation station, KnownStation.Going going) {
        station.closed(going);
        try {
            write(station);
        } catch (StoreUnavailable e) {
            LOG.warn("Station {} went, which is stored later: {}", station.id(), e.getMessage());
        }
    }

    /** Under the station's lock. */
    void write(KnownStation station) {
        station.untold().ifPresent(going -> {
            store.disconnected(station.id(), going.why(), going.at());
            station.told();
        });
    }
}
