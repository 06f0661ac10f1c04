package org.ohmstead.stations.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.ohmstead.api.csms.Stations.HardwareSeen;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.ChargingStation;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.Location;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.Party;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.api.model.Topology;

/** Keeps stations in memory, for tests. Thread-safe; every unit is atomic. */
public final class InMemoryStationStore implements StationStore {

    private static final JournalPosition UNNUMBERED = new JournalPosition(0, 0);

    private final Consumer<JournalEntry> journal;
    private final Map<StationId, Stored> stations = new TreeMap<>();
    private final Map<StationId, List<HardwareSeen>> seen = new HashMap<>();
    private final Map<StationId, List<ClockPeriod>> clocks = new HashMap<>();
    private final Set<StatusKey> statuses = new HashSet<>();

    /** With nobody reading the journal. */
    public InMemoryStationStore() {
        this(entry -> {});
    }

    /** @param journal gets each fact, called in commit order; the entry's position is the receiver's to hand out */
    public InMemoryStationStore(Consumer<JournalEntry> journal) {
        this.journal = journal;
    }

    @Override
    public synchronized List<Stored> stations() {
        return List.copyOf(stations.values());
    }

    @Override
    public List<Location> locations() {
        return List.of(new Location(
                SiteId.DEFAULT, "Default", ZoneOffset.UTC, Currency.getInstance("EUR"), new Party("DE", "OHM")));
    }

    /** Where a station stands; the default site for one that is not registered. */
    public synchronized SiteId siteOf(StationId station) {
        Stored stored = stations.get(station);
        return stored == null ? SiteId.DEFAULT : stored.station().site();
    }

    @Override
    public synchronized boolean register(List<Registration> registrations, Instant at) {
        Set<StationId> ids = new HashSet<>();
        for (Registration registration : registrations) {
            StationId id = registration.station().id();
            if (stations.containsKey(id) || !ids.add(id)) {
                return false;
            }
        }
        for (Registration registration : registrations) {
            ChargingStation station = registration.station();
            stations.put(
                    station.id(),
                    new Stored(station, registration.password(), Optional.empty(), List.of(), Topology.EACH_ITS_OWN));
            append(
                    station.id(),
                    Optional.empty(),
                    at,
                    new Facts.StationRegistered(station.label(), station.registration()));
        }
        return true;
    }

    @Override
    public synchronized boolean change(ChargingStation station, Instant at) {
        Stored before = stations.get(station.id());
        if (before == null) {
            return false;
        }
        ChargingStation changed = new ChargingStation(
                station.id(),
                station.site(),
                station.label(),
                station.registration(),
                before.station().hardware(),
                before.station().registeredAt());
        stations.put(
                station.id(),
                new Stored(changed, before.password(), before.lastBoot(), before.connectors(), before.topology()));
        append(
                station.id(),
                Optional.empty(),
                at,
                new Facts.StationChanged(station.site(), station.label(), station.registration()));
        return true;
    }

    @Override
    public synchronized boolean renewPassword(StationId station, PasswordHash password) {
        return stations.computeIfPresent(
                        station,
                        (id, before) -> new Stored(
                                before.station(),
                                Optional.of(password),
                                before.lastBoot(),
                                before.connectors(),
                                before.topology()))
                != null;
    }

    @Override
    public synchronized boolean remove(StationId station, Instant at) {
        Stored removed = stations.get(station);
        if (removed == null) {
            return false;
        }
        append(station, Optional.empty(), at, new Facts.StationRemoved());
        stations.remove(station);
        clocks.remove(station);
        statuses.removeIf(status -> status.station().equals(station));
        seen.remove(station);
        return true;
    }

    @Override
    public synchronized Map<StationId, List<ClockPeriod>> clocks() {
        return Map.copyOf(clocks);
    }

    @Override
    public synchronized boolean keepClock(StationId station, List<ClockPeriod> periods) {
        boolean known = stations.containsKey(station);
        if (known) {
            clocks.put(station, List.copyOf(periods));
        }
        return known;
    }

    @Override
    public synchronized void connected(StationId station, String protocol, Instant at) {
        append(station, Optional.empty(), at, new Facts.StationConnected(protocol));
    }

    @Override
    public synchronized void disconnected(StationId station, String why, Instant at) {
        append(station, Optional.empty(), at, new Facts.StationDisconnected(why));
    }

    @Override
    public synchronized void booted(
            StationId station, Hardware hardware, RegistrationStatus answered, Instant receivedAt) {
        stations.computeIfPresent(
                station,
                (id, before) -> new Stored(
                        new ChargingStation(
                                id,
                                before.station().site(),
                                before.station().label(),
                                before.station().registration(),
                                Optional.of(hardware),
                                before.station().registeredAt()),
                        before.password(),
                        Optional.of(receivedAt),
                        before.connectors(),
                        before.topology()));
        List<HardwareSeen> history = seen.computeIfAbsent(station, id -> new ArrayList<>());
        if (history.isEmpty() || !history.getFirst().hardware().equals(hardware)) {
            history.addFirst(new HardwareSeen(receivedAt, hardware));
        }
        append(station, Optional.empty(), receivedAt, new Facts.StationBooted(hardware, answered));
    }

    @Override
    public synchronized List<HardwareSeen> hardware(StationId station) {
        return List.copyOf(seen.getOrDefault(station, List.of()));
    }

    @Override
    public synchronized StatusReport status(StationId station, StatusReport report, Instant since) {
        if (!statuses.add(StatusKey.of(station, report))) {
            Optional<StatusReport> latest = latest(station, report.connector());
            if (Repetition.of(report, latest, since)) {
                return latest.orElseThrow();
            }
        }
        stations.computeIfPresent(
                station,
                (id, before) -> new Stored(
                        before.station(),
                        before.password(),
                        before.lastBoot(),
                        with(before.connectors(), report),
                        before.topology()));
        append(station, Optional.of(report.at()), report.receivedAt(), Facts.ConnectorStatusChanged.of(report));
        return report;
    }

    private Optional<StatusReport> latest(StationId station, Connector connector) {
        return Optional.ofNullable(stations.get(station))
                .flatMap(stored -> stored.connectors().stream()
                        .filter(known -> known.connector().equals(connector))
                        .findFirst());
    }

    @Override
    public synchronized void earlierStatus(StationId station, StatusReport report) {
        if (statuses.add(StatusKey.of(station, report))) {
            append(station, Optional.of(report.at()), report.receivedAt(), Facts.ConnectorStatusToldLate.of(report));
        }
    }

    @Override
    public synchronized void regrouped(StationId station, Topology before, Topology after, Instant at) {
        Stored known = stations.get(station);
        if (known == null || !known.topology().equals(before)) {
            return;
        }
        stations.put(station, new Stored(known.station(), known.password(), known.lastBoot(), List.of(), after));
        statuses.removeIf(status -> status.station().equals(station));
        append(station, Optional.empty(), at, new Facts.ConnectorsRegrouped(before, after));
    }

    @Override
    public synchronized void availabilityRequested(
            StationId station, Connector connector, boolean operative, Instant at) {
        append(station, Optional.empty(), at, new Facts.AvailabilityRequested(connector, operative));
    }

    @Override
    public synchronized void availabilityAnswered(
            StationId station, Connector connector, boolean operative, Outcome.Kind outcome, Instant at) {
        append(station, Optional.empty(), at, new Facts.AvailabilityAnswered(connector, operative, outcome));
    }

    @Override
    public synchronized void firmwareStatus(StationId station, String status, Instant receivedAt) {
        append(station, Optional.empty(), receivedAt, new Facts.FirmwareStatusReported(status));
    }

    @Override
    public synchronized void logStatus(StationId station, String status, Instant receivedAt) {
        append(station, Optional.empty(), receivedAt, new Facts.LogStatusReported(status));
    }

    private void append(StationId station, Optional<Instant> stationTime, Instant receivedAt, Fact fact) {
        journal.accept(
                new JournalEntry(UNNUMBERED, stationTime, receivedAt, siteOf(station), Optional.of(station), fact));
    }

    private static List<StatusReport> with(List<StatusReport> connectors, StatusReport report) {
        Map<Connector, StatusReport> latest = new TreeMap<>();
        connectors.forEach(known -> latest.put(known.connector(), known));
        latest.put(report.connector(), report);
        return new ArrayList<>(latest.values());
    }

    private record StatusKey(StationId station, Connector connector, Instant at, String reported, String errorCode) {

        static StatusKey of(StationId station, StatusReport report) {
            return new StatusKey(
                    station,
                    report.connector(),
                    report.at(),
                    report.reported(),
                    report.errorCode().orElse(""));
        }
    }
}
