package org.ohmstead.store.tables;

import static org.ohmstead.store.Statements.first;

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
import org.ohmstead.store.Statements;
import org.ohmstead.store.StoreService;
import org.ohmstead.store.Text;
import org.ohmstead.store.Work;

/** The latest report of each connector. */
final class StatusRows {

    private static final int WORD = 100;

    private static final Sql SQL = Sql.beside(StatusRows.class, "stations.sql");
    static final String CONNECTORS = SQL.get("connectors");
    private static final String LATEST = SQL.get("latest");
    private static final String SEE = SQL.get("see");
    private static final String FORGET = SQL.get("forget");
    private static final String UPDATE = SQL.get("updateStatus");
    private static final String INSERT = SQL.get("insertStatus");
    private static final String REMOVE = SQL.get("removeConnectors");
    private static final String SEEN = SQL.get("seen");

    /** So few that nobody notices the commit. */
    private static final int PIECE = 200;

    private StatusRows() {}

    /** What a connector told last. */
    static Optional<StatusReport> latest(Work work, StationId station, Connector connector) throws SQLException {
        PreparedStatement latest = work.prepare(LATEST);
        latest.setString(1, station.value());
        latest.setInt(2, connector.evse().value());
        latest.setInt(3, connector.id());
        return first(latest, StatusRows::read);
    }

    /** Remembers the report's natural key; false if it was seen before. */
    static boolean see(Work work, StationId station, StatusReport report) throws SQLException {
        return work.insertNew(Seen.of(report).bind(work.prepare(SEE), station));
    }

    /** Forgets the report's natural key: the same report would be a new one. */
    static void forget(Work work, StationId station, StatusReport report) throws SQLException {
        work.execute(Seen.of(report).bind(work.prepare(FORGET), station));
    }

    static void put(Work work, StationId station, StatusReport report) throws SQLException {
        work.put(UPDATE, INSERT, put -> bind(put, station, report));
    }

    /** Forgets the latest reports of a station. */
    static void remove(Work work, StationId station) throws SQLException {
        PreparedStatement remove = work.prepare(REMOVE);
        remove.setString(1, station.value());
        work.execute(remove);
    }

    /**
     * Forgets the natural keys of a station's reports, years of them, in units between which others write. What a crash leaves
     * only keeps a report of then from being a new one.
     */
    static void forgetAll(StoreService store, StationId station) {
        List<Seen> some;
        do {
            some = store.readers().read(statements -> {
                PreparedStatement query = statements.prepare(SEEN);
                query.setString(1, station.value());
                query.setInt(2, PIECE);
                return Statements.list(query, Seen::read);
            });
            forget(store, station, some);
        } while (some.size() == PIECE);
    }

    private static void forget(StoreService store, StationId station, List<Seen> some) {
        store.writer().write(work -> {
            for (Seen seen : some) {
                work.execute(seen.bind(work.prepare(FORGET), station));
            }
            return null;
        });
    }

    /** The natural key of a report within its station, as it lies in the table. */
    private record Seen(int evse, int connector, long at, String reported, String errorCode) {

        static Seen of(StatusReport report) {
            return new Seen(
                    report.connector().evse().value(),
                    report.connector().id(),
                    Micros.of(report.at()),
                    Text.limited(report.reported(), WORD),
                    Text.limited(report.errorCode().orElse(""), WORD));
        }

        static Seen read(ResultSet row) throws SQLException {
            return new Seen(row.getInt(1), row.getInt(2), row.getLong(3), row.getString(4), row.getString(5));
        }

        PreparedStatement bind(PreparedStatement statement, StationId station) throws SQLException {
            statement.setString(1, station.value());
            statement.setInt(2, evse);
            statement.setInt(3, connector);
            statement.setLong(4, at);
            statement.setString(5, reported);
            statement.setString(6, errorCode);
            return statement;
        }
    }

    private static void bind(PreparedStatement put, StationId station, StatusReport report) throws SQLException {
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
