package org.ohmstead.store.tables;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ohmstead.api.model.StationClock.Kind;
import org.ohmstead.api.model.StationId;
import org.ohmstead.stations.store.StationStore.ClockPeriod;
import org.ohmstead.store.Micros;
import org.ohmstead.store.Sql;
import org.ohmstead.store.Statements;
import org.ohmstead.store.Work;

/** The table of how stations' clocks go. */
final class ClockRows {

    private static final Sql SQL = Sql.beside(ClockRows.class, "stations.sql");
    private static final String ALL = SQL.get("clocks");
    private static final String KEEP = SQL.get("keepClock");
    private static final String REMOVE = SQL.get("removeClock");

    private ClockRows() {}

    static Map<StationId, List<ClockPeriod>> all(Statements statements) throws SQLException {
        Map<StationId, List<ClockPeriod>> clocks = new LinkedHashMap<>();
        try (ResultSet rows = statements.prepare(ALL).executeQuery()) {
            while (rows.next()) {
                clocks.computeIfAbsent(new StationId(rows.getString(1)), station -> new ArrayList<>())
                        .add(read(rows));
            }
        }
        return clocks;
    }

    private static ClockPeriod read(ResultSet row) throws SQLException {
        return new ClockPeriod(
                Kind.valueOf(row.getString(3)),
                ZoneId.of(row.getString(4)),
                Duration.ofMillis(row.getLong(5)),
                Micros.instant(row.getLong(6)),
                Micros.instant(row.getLong(7)),
                Micros.instant(row.getLong(8)),
                row.getBoolean(9));
    }

    static void put(Work work, StationId station, List<ClockPeriod> periods) throws SQLException {
        remove(work, station);
        for (int i = 0; i < periods.size(); i++) {
            ClockPeriod period = periods.get(i);
            PreparedStatement keep = work.prepare(KEEP);
            keep.setString(1, station.value());
            keep.setInt(2, i);
            keep.setString(3, period.kind().name());
            keep.setString(4, period.zone().getId());
            keep.setLong(5, period.ahead().toMillis());
            keep.setLong(6, Micros.of(period.since()));
            keep.setLong(7, Micros.of(period.shown()));
            keep.setLong(8, Micros.of(period.receivedAt()));
            keep.setBoolean(9, period.witnessed());
            work.execute(keep);
        }
    }

    static void remove(Work work, StationId station) throws SQLException {
        PreparedStatement remove = work.prepare(REMOVE);
        remove.setString(1, station.value());
        work.execute(remove);
    }
}
