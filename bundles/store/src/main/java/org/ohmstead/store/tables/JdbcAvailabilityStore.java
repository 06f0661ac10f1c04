package org.ohmstead.store.tables;

import static org.ohmstead.store.Statements.first;
import static org.ohmstead.store.Statements.list;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ohmstead.api.csms.AvailabilityLedger.State;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.Exclusion;
import org.ohmstead.api.model.StationId;
import org.ohmstead.availability.store.AvailabilityStore;
import org.ohmstead.availability.store.Situation;
import org.ohmstead.store.Micros;
import org.ohmstead.store.Sql;
import org.ohmstead.store.StoreService;
import org.ohmstead.store.Work;
import org.ohmstead.store.journal.Append;
import org.ohmstead.store.journal.FollowerTable;
import org.ohmstead.store.journal.RecordJson;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The availability ledger in tables. */
@Component
public final class JdbcAvailabilityStore implements AvailabilityStore {

    private static final Sql SQL = Sql.beside(JdbcAvailabilityStore.class, "availability.sql");
    private static final String SITUATIONS = SQL.get("situations");
    private static final String UPDATE_SITUATION = SQL.get("updateSituation");
    private static final String INSERT_SITUATION = SQL.get("insertSituation");
    private static final String REMOVE_FROM = SQL.get("removeFrom");
    private static final String INSERT = SQL.get("insert");
    private static final String STANDING = SQL.get("standing");
    private static final String AFTER = SQL.get("after");

    private final StoreService store;
    private final RecordJson<Situation> json = new RecordJson<>(Situation.class);

    @Activate
    public JdbcAvailabilityStore(@Reference StoreService store) {
        this.store = store;
    }

    @Override
    public Map<StationId, Situation> situations() {
        Map<StationId, byte[]> rows = store.readers().read(statements -> {
            Map<StationId, byte[]> found = new HashMap<>();
            try (ResultSet row = statements.prepare(SITUATIONS).executeQuery()) {
                while (row.next()) {
                    found.put(new StationId(row.getString(1)), row.getBytes(2));
                }
            }
            return found;
        });
        Map<StationId, Situation> situations = new HashMap<>();
        rows.forEach((station, bytes) ->
                situations.put(station, json.read(new String(bytes, StandardCharsets.UTF_8), store.tokens()::token)));
        return situations;
    }

    @Override
    public void save(List<Change> changes, Optional<JournalPosition> reached) {
        List<Row> rows = changes.stream().map(this::row).toList();
        store.writer().write(work -> {
            for (Row row : rows) {
                put(work, row);
            }
            if (reached.isPresent()) {
                FollowerTable.move(work, FOLLOWER, reached.get());
            }
            return null;
        });
    }

    private Row row(Change change) {
        String text = json.write(change.situation(), store.tokens());
        return new Row(change, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void put(Work work, Row row) throws SQLException {
        String station = row.change().station().value();
        for (Rewrite rewrite : row.change().rewrites()) {
            put(work, station, rewrite);
        }
        work.put(UPDATE_SITUATION, INSERT_SITUATION, put -> bind(put, station, row.situation()));
    }

    private static void bind(PreparedStatement put, String station, byte[] situation) throws SQLException {
        put.setBytes(1, situation);
        put.setString(2, station);
    }

    private static void put(Work work, String station, Rewrite rewrite) throws SQLException {
        PreparedStatement remove = work.prepare(REMOVE_FROM);
        remove.setString(1, station);
        remove.setInt(2, rewrite.evse().value());
        remove.setLong(3, Micros.of(rewrite.from()));
        work.execute(remove);
        for (Start start : rewrite.starts()) {
            PreparedStatement insert = work.prepare(INSERT);
            insert.setString(1, station);
            insert.setInt(2, rewrite.evse().value());
            insert.setLong(3, Micros.of(start.from()));
            insert.setString(4, start.state().name());
            insert.setString(5, start.cause().orElse(null));
            Micros.set(insert, 6, start.learnedAt());
            work.execute(insert);
        }
    }

    @Override
    public List<Start> starts(StationId station, EvseId evse, Instant from, Instant to, int limit) {
        return store.readers().read(statements -> {
            PreparedStatement standing = statements.prepare(STANDING);
            standing.setString(1, station.value());
            standing.setInt(2, evse.value());
            standing.setLong(3, Micros.of(from));
            List<Start> found = new ArrayList<>();
            first(standing, JdbcAvailabilityStore::start).ifPresent(found::add);
            PreparedStatement after = statements.prepare(AFTER);
            after.setString(1, station.value());
            after.setInt(2, evse.value());
            after.setLong(3, Micros.of(from));
            after.setLong(4, Micros.of(to));
            after.setInt(5, limit);
            found.addAll(list(after, JdbcAvailabilityStore::start));
            return found.size() > limit ? found.subList(0, limit) : found;
        });
    }

    private static Start start(ResultSet row) throws SQLException {
        return new Start(
                Micros.instant(row.getLong(1)),
                State.valueOf(row.getString(2)),
                Optional.ofNullable(row.getString(3)),
                Micros.instant(row, 4));
    }

    @Override
    public boolean clear() {
        return AvailabilityRows.clear(store.writer(), store.readers());
    }

    @Override
    public Exclusion exclude(Exclusion wanted) {
        return store.writer().write(work -> {
            Optional<Exclusion> same = ExclusionRows.of(work.statements(), wanted.station()).stream()
                    .filter(wanted::repeats)
                    .findFirst();
            if (same.isPresent()) {
                return same.get();
            }
            Exclusion booked = wanted.withId(ExclusionRows.insert(work, wanted));
            work.append(store.entry(
                    Optional.empty(),
                    wanted.at(),
                    wanted.station(),
                    new Facts.OutageExcluded(
                            booked.id(),
                            booked.evse(),
                            booked.from(),
                            booked.to(),
                            booked.reason(),
                            booked.evidence(),
                            booked.who())));
            return booked;
        });
    }

    @Override
    public Optional<Exclusion> revoke(StationId station, long exclusion, String who, Instant at) {
        Append entry = store.entry(Optional.empty(), at, station, new Facts.OutageExclusionRevoked(exclusion, who));
        return store.writer().write(work -> {
            if (ExclusionRows.revoke(work, station, exclusion, who, at)) {
                work.append(entry);
            }
            return ExclusionRows.of(work.statements(), station).stream()
                    .filter(known -> known.id() == exclusion)
                    .findFirst();
        });
    }

    @Override
    public List<Exclusion> exclusions(StationId station) {
        return store.readers().read(statements -> ExclusionRows.of(statements, station));
    }

    @Override
    public void fellSilent(StationId station, Instant lastHeard, Instant at) {
        store.append(station, at, new Facts.StationFellSilent(lastHeard));
    }

    @Override
    public void heardAgain(StationId station, Instant heardAt, Instant at) {
        store.append(station, at, new Facts.StationHeardAgain(heardAt));
    }

    /** A change with its situation made into JSON, on the caller's thread. */
    private record Row(Change change, byte[] situation) {}
}
