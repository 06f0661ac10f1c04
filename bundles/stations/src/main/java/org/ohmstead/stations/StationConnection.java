package org.ohmstead.stations;

import java.time.Clock;
import java.time.Instant;
import org.ohmstead.api.csms.StationAdmission.Connection;
import org.ohmstead.api.csms.StationAdmission.Link;
import org.ohmstead.api.csms.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One generation of a station's connections. What it reports counts only while no other took its place. */
final class StationConnection implements Connection {

    private static final Logger LOG = LoggerFactory.getLogger(StationConnection.class);

    private final KnownStation station;
    private final Link link;
    private final Departures departures;
    private final Transactions transactions;
    private final Clock clock;

    StationConnection(KnownStation station, Link link, Departures departures, Transactions transactions, Clock clock) {
        this.station = station;
        this.link = link;
        this.departures = departures;
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
        Instant now;
        station.lock().lock();
        try {
            if (!current()) {
                return;
            }
            now = clock.instant();
            departures.went(station, new KnownStation.Going(now, why));
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
