package org.ohmstead.stations;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.ohmstead.api.csms.StationClocks;
import org.ohmstead.api.model.BelievedTime;
import org.ohmstead.api.model.BelievedTime.How;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.stations.store.StationStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what a report of a status is: what is now, what was before, or what was told already. */
final class Statuses {

    private static final Logger LOG = LoggerFactory.getLogger(Statuses.class);
    private static final Duration LONGEST_ON_THE_WAY = Duration.ofMinutes(2);
    private static final Set<How> KNOWN = EnumSet.of(How.STATION, How.CORRECTED);

    private final StationStore store;
    private final StationClocks clocks;

    Statuses(StationStore store, StationClocks clocks) {
        this.store = store;
        this.clocks = clocks;
    }

    /** @return whether it says what is now, for the first time or again */
    boolean take(KnownStation station, StatusReport report) {
        station.lock().lock();
        try {
            if (station.repeats(report)) {
                station.toldAgain(report);
            } else if (waited(station, report)) {
                store.earlierStatus(station.id(), report);
                return false;
            } else if (station.hasRoom(report)) {
                station.reported(store.status(station.id(), report, station.bootedAt()));
            } else if (station.overflows()) {
                LOG.warn(
                        "Station {} reported more than {} connectors; those beyond are not kept",
                        station.id(),
                        KnownStation.MOST_CONNECTORS);
            }
            return true;
        } finally {
            station.lock().unlock();
        }
    }

    /** Whether it waited in the station while something newer was told, as far as the station's clock is believed. */
    private boolean waited(KnownStation station, StatusReport report) {
        Optional<Instant> latest = station.latest(report.connector()).flatMap(known -> happened(station.id(), known));
        return latest.isPresent()
                && happened(station.id(), report)
                        .filter(latest.get()::isAfter)
                        .filter(report.receivedAt().minus(LONGEST_ON_THE_WAY)::isAfter)
                        .isPresent();
    }

    private Optional<Instant> happened(StationId station, StatusReport report) {
        if (report.at().equals(report.receivedAt())) {
            return Optional.of(report.at()); // our own time
        }
        BelievedTime believed = clocks.believe(station, report.at(), report.receivedAt(), true);
        return Optional.of(believed).filter(time -> KNOWN.contains(time.how())).map(BelievedTime::at);
    }
}
