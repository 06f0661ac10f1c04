package org.ohmstead.store.tables;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.model.ChargingState;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.store.Micros;
import org.ohmstead.store.Sql;
import org.ohmstead.store.Text;
import org.ohmstead.store.Work;

/** The latest report of each connector. */
final class StatusRows {

    private static final int WORD = 100;

    private static final Sql SQL = Sql.beside(StatusRows.class, "stations.sql");
    static final String CONNECTORS = SQL.get("connectors");
    private static final String SEE = SQL.get("see");
    private static final String FORGET = SQL.get("forget");
    private static final String UPDATE = SQL.get("updateStatus");
    private static final String INSERT = SQL.get("insertStatus");
    private static final List<String> REMOVE = List.of(SQL.get("removeConnectors"), SQL.get("removeSeen"));

    private StatusRows() {}

    /** Remembers the report's natural key; false if it was seen before. */
    static boolean see(Work work, StationId station, StatusReport report) throws SQLException {
        return work.insertNew(key(work.prepare(SEE), station, report));
    }

    /** Forgets the report's natural key: the same report would be a new one. */
    static void forget(Work work, StationId station, StatusReport report) throws SQLException {
        work.execute(key(work.prepare(FORGET), station, report));
    }

    private static PreparedStatement key(PreparedStatement see, StationId station, StatusReport report)
            throws SQLException {
        see.setString(1, station.value());
        see.setInt(2, report.connector().evse().value());
        see.setInt(3, report.connector().id());
        see.setLong(4, Micros.of(report.at()));
        see.setString(5, Text.limited(report.reported(), WORD));
        see.setString(6, Text.limited(report.errorCode().orElse(""), WORD));
        return see;
    }

    static void put(Work work, StationId station, StatusReport report) throws SQLException {
        if (work.execute(bound(work.prepare(UPDATE), station, report)) == 0) {
            work.execute(bound(work.prepare(INSERT), station, report));
        }
    }

    /** Forgets all of a station, and what it has said. */
    static void remove(Work work, StationId station) throws SQLException {
        for (String part : REMOVE) {
            PreparedStatement remove = work.prepare(part);
            remove.setString(1, station.value());
            work.execute(remove);
        }
    }

    private static PreparedStatement bound(PreparedStatement put, StationId station, StatusReport report)
            throws SQLException {
        put.setString(1, report.status().name());
        put.setString(2, Text.limited(report.reported(), WORD));
        put.setString(3, report.chargingState().map(Enum::name).orElse(null));
        put.setString(
                4, report.errorCode().map(code -> Text.limited(code, WORD)).orElse(null));
        put.setString(5, report.info().map(Text::limited).orElse(null));
        put.setString(6, report.vendorErrorCode().map(Text::limited).orElse(null));
        put.setLong(7, Micros.of(report.at()));
        put.setLong(8, Micros.of(report.receivedAt()));
        put.setString(9, station.value());
        put.setInt(10, report.connector().evse().value());
        put.setInt(11, report.connector().id());
        return put;
    }

    static StatusReport read(ResultSet row) throws SQLException {
        return new StatusReport(
                new Connector(new EvseId(row.getInt(2)), row.getInt(3)),
                ConnectorStatus.valueOf(row.getString(4)),
                row.getString(5),
                Optional.ofNullable(row.getString(6)).map(ChargingState::valueOf),
                Optional.ofNullable(row.getString(7)),
                Optional.ofNullable(row.getString(8)),
                Optional.ofNullable(row.getString(9)),
                Micros.instant(row.getLong(10)),
                Micros.instant(row.getLong(11)));
    }
}
