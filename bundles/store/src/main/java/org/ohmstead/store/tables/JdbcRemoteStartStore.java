package org.ohmstead.store.tables;

import static org.ohmstead.store.Statements.list;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.RemoteStart;
import org.ohmstead.api.model.StationId;
import org.ohmstead.store.Micros;
import org.ohmstead.store.Sql;
import org.ohmstead.store.StoreService;
import org.ohmstead.store.Work;
import org.ohmstead.store.journal.Append;
import org.ohmstead.transactions.store.RemoteStartStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Remote starts that nothing followed yet, in a table. */
@Component
public final class JdbcRemoteStartStore implements RemoteStartStore {

    private static final Sql SQL = Sql.beside(JdbcRemoteStartStore.class, "remote-starts.sql");
    private static final String ALL = SQL.get("all");
    private static final String INSERT = SQL.get("insert");
    private static final String UPDATE = SQL.get("update");
    private static final String LAPSE = SQL.get("lapse");
    private static final String FORGET = SQL.get("forget");

    private final StoreService store;

    @Activate
    public JdbcRemoteStartStore(@Reference StoreService store) {
        this.store = store;
    }

    @Override
    public List<RemoteStart> remoteStarts() {
        return store.readers().read(statements -> list(statements.prepare(ALL), JdbcRemoteStartStore::read));
    }

    private static RemoteStart read(ResultSet row) throws SQLException {
        return new RemoteStart(
                new StationId(row.getString(1)),
                Optional.ofNullable(row.getObject(2, Integer.class)).map(EvseId::new),
                new IdToken(row.getString(3), row.getString(4)),
                row.getInt(5),
                Micros.instant(row.getLong(6)),
                Micros.instant(row.getLong(7)),
                Micros.instant(row, 8));
    }

    @Override
    public void keep(RemoteStart start) {
        long token = store.tokens().of(start.idToken());
        store.writer().write(work -> {
            keep(work, start, token);
            return null;
        });
    }

    private static void keep(Work work, RemoteStart start, long token) throws SQLException {
        work.put(UPDATE, INSERT, put -> bind(put, start, token));
    }

    @Override
    public void replace(List<RemoteStart> kept, List<RemoteStart> forgotten) {
        List<Long> tokens =
                kept.stream().map(start -> store.tokens().of(start.idToken())).toList();
        store.writer().write(work -> {
            for (int i = 0; i < kept.size(); i++) {
                keep(work, kept.get(i), tokens.get(i));
            }
            for (RemoteStart start : forgotten) {
                work.execute(named(work.prepare(FORGET), 1, start));
            }
            return null;
        });
    }

    private static void bind(PreparedStatement put, RemoteStart start, long token) throws SQLException {
        put.setObject(1, start.evse().map(EvseId::value).orElse(null), Types.INTEGER);
        put.setLong(2, token);
        put.setLong(3, Micros.of(start.askedAt()));
        put.setLong(4, Micros.of(start.due()));
        Micros.set(put, 5, start.lapsedAt());
        named(put, 6, start);
    }

    private static PreparedStatement named(PreparedStatement statement, int from, RemoteStart start)
            throws SQLException {
        statement.setString(from, start.station().value());
        statement.setInt(from + 1, start.remoteStartId());
        return statement;
    }

    @Override
    public void lapsed(RemoteStart start, Instant at) {
        Facts.RemoteStartLapsed fact = new Facts.RemoteStartLapsed(
                start.evse(), Optional.of(start.idToken()), start.remoteStartId(), start.askedAt());
        Append entry = store.entry(Optional.empty(), at, start.station(), fact);
        store.writer().write(work -> {
            PreparedStatement lapse = work.prepare(LAPSE);
            lapse.setLong(1, Micros.of(at));
            if (work.execute(named(lapse, 2, start)) > 0) {
                work.append(entry);
            }
            return null;
        });
    }

    @Override
    public void forget(RemoteStart start) {
        store.writer().write(work -> work.execute(named(work.prepare(FORGET), 1, start)));
    }
}
