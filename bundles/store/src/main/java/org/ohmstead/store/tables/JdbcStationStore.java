package org.ohmstead.store.tables;

import static org.ohmstead.store.Statements.first;
import static org.ohmstead.store.Statements.list;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ohmstead.api.csms.Stations.HardwareSeen;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts;
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
import org.ohmstead.stations.store.Repetition;
import org.ohmstead.stations.store.StationStore;
import org.ohmstead.store.Micros;
import org.ohmstead.store.Sql;
import org.ohmstead.store.Statements;
import org.ohmstead.store.StoreService;
import org.ohmstead.store.Text;
import org.ohmstead.store.Work;
import org.ohmstead.store.journal.Append;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Stations, sites and connector status in tables. */
@Component
public final class JdbcStationStore implements StationStore {

    private static final Sql SQL = Sql.beside(JdbcStationStore.class, "stations.sql");
    private static final String STATIONS = SQL.get("stations");
    private static final String LOCATIONS = SQL.get("locations");
    private static final String INSERT = SQL.get("insert");
    private static final String CHANGE = SQL.get("change");
    private static final String REGROUP = SQL.get("regroup");
    private static final String RENEW_PASSWORD = SQL.get("renewPassword");
    private static final String BOOT = SQL.get("boot");
    private static final String REMOVE = SQL.get("remove");
    private static final String REGISTERED = SQL.get("registered");

    private final StoreService store;

    @Activate
    public JdbcStationStore(@Reference StoreService store) {
        this.store = store;
    }

    @Override
    public List<Stored> stations() {
        return store.readers().read(statements -> {
            Map<String, List<StatusReport>> connectors = connectors(statements);
            return list(
                    statements.prepare(STATIONS),
                    row -> station(row, connectors.getOrDefault(row.getString(1), List.of())));
        });
    }

    private static Map<String, List<StatusReport>> connectors(Statements statements) throws SQLException {
        Map<String, List<StatusReport>> connectors = new HashMap<>();
        try (ResultSet rows = statements.prepare(StatusRows.CONNECTORS).executeQuery()) {
            while (rows.next()) {
                connectors
                        .computeIfAbsent(rows.getString(1), station -> new ArrayList<>())
                        .add(StatusRows.read(rows));
            }
        }
        return connectors;
    }

    private static Stored station(ResultSet row, List<StatusReport> connectors) throws SQLException {
        ChargingStation station = new ChargingStation(
                new StationId(row.getString(1)),
                new SiteId(row.getString(2)),
                row.getString(3),
                RegistrationStatus.valueOf(row.getString(4)),
                HardwareRows.read(row, 9),
                Micros.instant(row.getLong(5)));
        Optional<PasswordHash> password = row.getString(7) == null
                ? Optional.empty()
                : Optional.of(new PasswordHash(row.getString(6), row.getString(7)));
        return new Stored(station, password, Micros.instant(row, 8), connectors, Topology.parse(row.getString(17)));
    }

    @Override
    public List<Location> locations() {
        return store.readers()
                .read(statements -> list(
                        statements.prepare(LOCATIONS),
                        row -> new Location(
                                new SiteId(row.getString(1)),
                                row.getString(2),
                                ZoneId.of(row.getString(3)),
                                Currency.getInstance(row.getString(4)),
                                new Party(row.getString(5), row.getString(6)))));
    }

    @Override
    public boolean register(List<Registration> stations, Instant at) {
        List<Append> facts = new ArrayList<>();
        for (Registration registration : stations) {
            ChargingStation station = registration.station();
            Fact fact = new Facts.StationRegistered(station.label(), station.registration());
            facts.add(store.entry(Optional.empty(), at, station.site(), Optional.of(station.id()), fact));
        }
        try {
            store.writer().write(work -> {
                for (Registration registration : stations) {
                    insert(work, registration);
                }
                facts.forEach(work::append);
                return null;
            });
        } catch (KnownAlready e) {
            return false;
        }
        stations.forEach(
                added -> store.sites().put(added.station().id(), added.station().site()));
        return true;
    }

    private static void insert(Work work, Registration registration) throws SQLException {
        ChargingStation station = registration.station();
        PreparedStatement insert = work.prepare(INSERT);
        insert.setString(1, station.id().value());
        insert.setString(2, station.site().value());
        insert.setString(3, Text.limited(station.label()));
        insert.setString(4, station.registration().name());
        insert.setLong(5, Micros.of(station.registeredAt()));
        insert.setString(6, registration.password().map(PasswordHash::salt).orElse(null));
        insert.setString(7, registration.password().map(PasswordHash::hash).orElse(null));
        if (!work.insertNew(insert)) {
            throw new KnownAlready();
        }
    }

    @Override
    public boolean change(ChargingStation station, Instant at) {
        Fact fact = new Facts.StationChanged(station.site(), station.label(), station.registration());
        Append entry = store.entry(Optional.empty(), at, station.site(), Optional.of(station.id()), fact);
        boolean changed = store.writer().write(work -> {
            PreparedStatement change = work.prepare(CHANGE);
            change.setString(1, station.site().value());
            change.setString(2, Text.limited(station.label()));
            change.setString(3, station.registration().name());
            change.setString(4, station.id().value());
            return work.execute(change) > 0 && appended(work, entry);
        });
        if (changed) {
            store.sites().put(station.id(), station.site());
        }
        return changed;
    }

    @Override
    public void regrouped(StationId station, Topology before, Topology after, Instant at) {
        Append entry = store.entry(Optional.empty(), at, station, new Facts.ConnectorsRegrouped(before, after));
        boolean regrouped = store.writer().write(work -> {
            PreparedStatement regroup = work.prepare(REGROUP);
            regroup.setString(1, after.toString());
            regroup.setString(2, station.value());
            regroup.setString(3, before.toString());
            if (work.execute(regroup) == 0) {
                return false;
            }
            StatusRows.remove(work, station);
            RemoteStartRows.regroup(work, station, before, after);
            return appended(work, entry);
        });
        if (regrouped) {
            StatusRows.forgetAll(store, station);
        }
    }

    @Override
    public boolean renewPassword(StationId station, PasswordHash password) {
        return store.writer().write(work -> {
            PreparedStatement renew = work.prepare(RENEW_PASSWORD);
            renew.setString(1, password.salt());
            renew.setString(2, password.hash());
            renew.setString(3, station.value());
            return work.execute(renew) > 0;
        });
    }

    @Override
    public boolean remove(StationId station, Instant at) {
        Append entry = store.entry(Optional.empty(), at, station, new Facts.StationRemoved());
        boolean removed = store.writer().write(work -> {
            PreparedStatement remove = work.prepare(REMOVE);
            remove.setString(1, station.value());
            if (work.execute(remove) == 0) {
                return false;
            }
            StatusRows.remove(work, station);
            HardwareRows.remove(work, station);
            ClockRows.remove(work, station);
            return appended(work, entry);
        });
        if (removed) {
            StatusRows.forgetAll(store, station);
            store.sites().remove(station);
        }
        return removed;
    }

    @Override
    public Map<StationId, List<ClockPeriod>> clocks() {
        return store.readers().read(ClockRows::all);
    }

    @Override
    public boolean keepClock(StationId station, List<ClockPeriod> periods) {
        return store.writer().write(work -> {
            PreparedStatement registered = work.prepare(REGISTERED);
            registered.setString(1, station.value());
            boolean known = first(registered, row -> row.getString(1)).isPresent();
            if (known) {
                ClockRows.put(work, station, periods);
            }
            return known;
        });
    }

    private static boolean appended(Work work, Append entry) {
        work.append(entry);
        return true;
    }

    @Override
    public void connected(StationId station, String protocol, Instant at) {
        store.append(station, at, new Facts.StationConnected(protocol));
    }

    @Override
    public void disconnected(StationId station, String why, Instant at) {
        store.append(station, at, new Facts.StationDisconnected(why));
    }

    @Override
    public void availabilityRequested(StationId station, Connector connector, boolean operative, Instant at) {
        store.append(station, at, new Facts.AvailabilityRequested(connector, operative));
    }

    @Override
    public void availabilityAnswered(
            StationId station, Connector connector, boolean operative, Outcome.Kind outcome, Instant at) {
        store.append(station, at, new Facts.AvailabilityAnswered(connector, operative, outcome));
    }

    @Override
    public void firmwareStatus(StationId station, String status, Instant receivedAt) {
        store.append(station, receivedAt, new Facts.FirmwareStatusReported(status));
    }

    @Override
    public void logStatus(StationId station, String status, Instant receivedAt) {
        store.append(station, receivedAt, new Facts.LogStatusReported(status));
    }

    @Override
    public void booted(StationId station, Hardware hardware, RegistrationStatus answered, Instant receivedAt) {
        Append entry = store.entry(Optional.empty(), receivedAt, station, new Facts.StationBooted(hardware, answered));
        store.writer().write(work -> {
            PreparedStatement boot = work.prepare(BOOT);
            boot.setLong(1, Micros.of(receivedAt));
            HardwareRows.bind(boot, 2, hardware);
            boot.setString(10, station.value());
            work.execute(boot);
            HardwareRows.see(work, station, hardware, receivedAt);
            return appended(work, entry);
        });
    }

    @Override
    public List<HardwareSeen> hardware(StationId station) {
        return store.readers().read(statements -> HardwareRows.of(statements, station));
    }

    @Override
    public StatusReport status(StationId station, StatusReport report, Instant since) {
        Fact fact = Facts.ConnectorStatusChanged.of(report);
        Append entry = store.entry(Optional.of(report.at()), report.receivedAt(), station, fact);
        return store.writer().write(work -> {
            if (!StatusRows.see(work, station, report)) {
                Optional<StatusReport> latest = StatusRows.latest(work, station, report.connector());
                if (Repetition.of(report, latest, since)) {
                    return latest.orElseThrow();
                }
            }
            StatusRows.put(work, station, report);
            work.append(entry);
            return report;
        });
    }

    @Override
    public void earlierStatus(StationId station, StatusReport report) {
        Fact fact = Facts.ConnectorStatusToldLate.of(report);
        Append entry = store.entry(Optional.of(report.at()), report.receivedAt(), station, fact);
        store.writer().write(work -> StatusRows.see(work, station, report) && appended(work, entry));
    }

    /** Takes the whole registration back. */
    private static final class KnownAlready extends RuntimeException {

        private static final long serialVersionUID = 1L;

        KnownAlready() {
            super("A station of the list is there already", null, false, false);
        }
    }
}
