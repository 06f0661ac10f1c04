package org.ohmstead.stations;

import java.time.Clock;
import java.time.Instant;
import org.ohmstead.api.csms.StationAdmission.Connection;
import org.ohmstead.api.csms.StationAdmission.Link;
import org.ohmstead.api.csms.Transactions;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.stations.store.StationStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One generation of a station's connections. What it reports counts only while no other took its place. */
final class StationConnection implements Connection {

    private static final Logger LOG = LoggerFactory.getLogger(StationConnection.class);

    private final KnownStation station;
    private final Link link;
    private final StationStore store;
    private final Transactions transactions;
    private final Clock clock;

    StationConnection(KnownStation station, Link link, StationStore store, Transactions transactions, Clock clock) {
        this.station = station;
        this.link = link;
        this.store = store;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public void heard() {
        if (current()) {
            station.heard(clock.instant());
        }
    }

    @Override
    public void closed(String why) {
        Instant now = clock.instant();
        station.lock().lock();
        try {
            if (!current()) {
                return;
            }
            station.closed();
            store.disconnected(station.id(), why, now);
        } catch (StoreUnavailable e) {
            LOG.warn("Station {} went, which could not be stored: {}", station.id(), e.getMessage());
        } finally {
            station.lock().unlock();
        }
        transactions.stationDisconnected(station.id(), now);
        LOG.info("Station {} went: {}", station.id(), why);
    }

    private boolean current() {
        return station.open().filter(open -> open.link() == link).isPresent();
    }
}
