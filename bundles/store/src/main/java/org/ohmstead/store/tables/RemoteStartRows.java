package org.ohmstead.store.tables;

import static org.ohmstead.store.Statements.list;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Topology;
import org.ohmstead.store.Sql;
import org.ohmstead.store.Work;

/** What a change of a station means for the remote starts that are awaited there. */
final class RemoteStartRows {

    private static final Sql SQL = Sql.beside(RemoteStartRows.class, "remote-starts.sql");
    private static final String PLACED = SQL.get("placed");
    private static final String PLACE = SQL.get("place");

    private RemoteStartRows() {}

    /** They are awaited where their EVSE is found now, in the unit that groups the connectors anew: nobody could tell it later. */
    static void regroup(Work work, StationId station, Topology before, Topology after) throws SQLException {
        record Placed(int remoteStartId, EvseId evse) {}
        PreparedStatement placed = work.prepare(PLACED);
        placed.setString(1, station.value());
        for (Placed start : list(placed, row -> new Placed(row.getInt(1), new EvseId(row.getInt(2))))) {
            PreparedStatement place = work.prepare(PLACE);
            place.setInt(
                    1,
                    after.connector(before.numbers(start.evse()).getFirst())
                            .evse()
                            .value());
            place.setString(2, station.value());
            place.setInt(3, start.remoteStartId());
            work.execute(place);
        }
    }
}
