package org.ohmstead.store.tables;

import static org.ohmstead.store.Statements.first;
import static org.ohmstead.store.Statements.list;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.csms.Stations.HardwareSeen;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.StationId;
import org.ohmstead.store.Micros;
import org.ohmstead.store.Sql;
import org.ohmstead.store.Statements;
import org.ohmstead.store.Text;
import org.ohmstead.store.Work;

/** What stations are made of, in eight columns, and what they were made of before. */
final class HardwareRows {

    private static final Sql SQL = Sql.beside(HardwareRows.class, "stations.sql");
    private static final String HISTORY = SQL.get("hardware");
    private static final String SEE = SQL.get("seeHardware");
    private static final String REMOVE = SQL.get("removeHardware");

    private HardwareRows() {}

    /** Empty where the station never booted. */
    static Optional<Hardware> read(ResultSet row, int from) throws SQLException {
        String vendor = row.getString(from);
        if (vendor == null) {
            return Optional.empty();
        }
        return Optional.of(new Hardware(
                vendor,
                row.getString(from + 1),
                Optional.ofNullable(row.getString(from + 2)),
                Optional.ofNullable(row.getString(from + 3)),
                Optional.ofNullable(row.getString(from + 4)),
                Optional.ofNullable(row.getString(from + 5)),
                Optional.ofNullable(row.getString(from + 6)),
                Optional.ofNullable(row.getString(from + 7))));
    }

    static void bind(PreparedStatement statement, int from, Hardware hardware) throws SQLException {
        statement.setString(from, Text.limited(hardware.vendor()));
        statement.setString(from + 1, Text.limited(hardware.model()));
        List<Optional<String>> rest = List.of(
                hardware.serialNumber(),
                hardware.firmwareVersion(),
                hardware.meterType(),
                hardware.meterSerialNumber(),
                hardware.iccid(),
                hardware.imsi());
        for (int i = 0; i < rest.size(); i++) {
            statement.setString(from + 2 + i, rest.get(i).map(Text::limited).orElse(null));
        }
    }

    /** Adds what a station is made of, unless that is what it was made of last. */
    static void see(Work work, StationId station, Hardware hardware, Instant at) throws SQLException {
        PreparedStatement history = work.prepare(HISTORY);
        history.setString(1, station.value());
        Optional<HardwareSeen> latest = first(history, HardwareRows::seen);
        if (latest.filter(known -> known.hardware().equals(hardware)).isPresent()) {
            return;
        }
        PreparedStatement see = work.prepare(SEE);
        see.setString(1, station.value());
        see.setLong(2, Micros.of(at));
        bind(see, 3, hardware);
        work.insertNew(see);
    }

    static List<HardwareSeen> of(Statements statements, StationId station) throws SQLException {
        PreparedStatement history = statements.prepare(HISTORY);
        history.setString(1, station.value());
        return list(history, HardwareRows::seen);
    }

    static void remove(Work work, StationId station) throws SQLException {
        PreparedStatement remove = work.prepare(REMOVE);
        remove.setString(1, station.value());
        work.execute(remove);
    }

    private static HardwareSeen seen(ResultSet row) throws SQLException {
        return new HardwareSeen(Micros.instant(row.getLong(1)), read(row, 2).orElseThrow());
    }
}
