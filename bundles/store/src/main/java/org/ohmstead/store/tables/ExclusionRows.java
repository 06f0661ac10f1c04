package org.ohmstead.store.tables;

import static org.ohmstead.store.Statements.first;
import static org.ohmstead.store.Statements.list;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.Exclusion;
import org.ohmstead.api.model.Exclusion.Reason;
import org.ohmstead.api.model.Exclusion.Revocation;
import org.ohmstead.api.model.StationId;
import org.ohmstead.store.Micros;
import org.ohmstead.store.Sql;
import org.ohmstead.store.Statements;
import org.ohmstead.store.Text;
import org.ohmstead.store.Work;

/** What people excluded of the outage. */
final class ExclusionRows {

    private static final int NAME = 255;

    private static final Sql SQL = Sql.beside(ExclusionRows.class, "availability.sql");
    private static final String NEXT = SQL.get("nextExclusion");
    private static final String INSERT = SQL.get("insertExclusion");
    private static final String REVOKE = SQL.get("revokeExclusion");
    private static final String OF_STATION = SQL.get("exclusions");

    private ExclusionRows() {}

    static List<Exclusion> of(Statements statements, StationId station) throws SQLException {
        PreparedStatement query = statements.prepare(OF_STATION);
        query.setString(1, station.value());
        return list(query, ExclusionRows::read);
    }

    /** The id it gets. */
    static long insert(Work work, Exclusion wanted) throws SQLException {
        long id = first(work.prepare(NEXT), row -> row.getLong(1)).orElseThrow();
        PreparedStatement insert = work.prepare(INSERT);
        insert.setLong(1, id);
        insert.setString(2, wanted.station().value());
        insert.setInt(3, wanted.evse().value());
        insert.setLong(4, Micros.of(wanted.from()));
        insert.setLong(5, Micros.of(wanted.to()));
        insert.setString(6, wanted.reason().name());
        insert.setString(7, Text.limited(wanted.evidence()));
        insert.setString(8, Text.limited(wanted.who(), NAME));
        insert.setLong(9, Micros.of(wanted.at()));
        work.execute(insert);
        return id;
    }

    /** Whether it was there and not revoked yet. */
    static boolean revoke(Work work, StationId station, long id, String who, Instant at) throws SQLException {
        PreparedStatement revoke = work.prepare(REVOKE);
        revoke.setString(1, Text.limited(who, NAME));
        revoke.setLong(2, Micros.of(at));
        revoke.setString(3, station.value());
        revoke.setLong(4, id);
        return work.execute(revoke) > 0;
    }

    private static Exclusion read(ResultSet row) throws SQLException {
        String revokedBy = row.getString(10);
        return new Exclusion(
                row.getLong(1),
                new StationId(row.getString(2)),
                new EvseId(row.getInt(3)),
                Micros.instant(row.getLong(4)),
                Micros.instant(row.getLong(5)),
                Reason.valueOf(row.getString(6)),
                row.getString(7),
                row.getString(8),
                Micros.instant(row.getLong(9)),
                revokedBy == null
                        ? Optional.empty()
                        : Optional.of(new Revocation(revokedBy, Micros.instant(row.getLong(11)))));
    }
}
