package org.ohmstead.store.tables;

import static org.ohmstead.store.Statements.first;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ohmstead.api.csms.TransactionHistory.Query;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.store.Micros;
import org.ohmstead.store.Sql;
import org.ohmstead.store.Statements;
import org.ohmstead.store.StoreService;
import org.ohmstead.store.Text;
import org.ohmstead.store.readings.MonthlyReadings;
import org.ohmstead.transactions.store.TransactionStore;
import org.ohmstead.transactions.store.TransactionStore.Open;

/** What is asked of transactions, on the store's readers. The latest register is looked up among the readings. */
final class TransactionQueries {

    private static final String ZONE =
            Sql.beside(TransactionQueries.class, "stations.sql").get("zone");

    private static final String BEGUN = "coalesce(x.believed_start, x.started_at)";

    /** The number of no token. */
    private static final Long NOBODY = 0L;

    private final StoreService store;
    private final MonthlyReadings readings;

    TransactionQueries(StoreService store, MonthlyReadings readings) {
        this.store = store;
        this.readings = readings;
    }

    ZoneId zone() {
        return store.readers()
                .read(statements -> {
                    PreparedStatement query = statements.prepare(ZONE);
                    query.setString(1, SiteId.DEFAULT.value());
                    return first(query, row -> ZoneId.of(row.getString(1)));
                })
                .orElseThrow(() -> new IllegalStateException("The default site is gone"));
    }

    List<Open> open() {
        return store.readers().read(statements -> {
            List<Open> open = new ArrayList<>();
            for (Transaction transaction : TransactionRows.select(statements, Condition.open())) {
                long subject = MonthlyReadings.subject(transaction.id());
                open.add(new Open(withRegister(statements, transaction), readings.latest(statements, subject)));
            }
            return open;
        });
    }

    void endedSince(Instant from, Consumer<Transaction> each) {
        Condition ended = Condition.by(Condition.END).and("x.end_received_at >= ?", Micros.of(from));
        store.readers().read(statements -> {
            TransactionRows.forEach(statements, ended, each);
            return null;
        });
    }

    Optional<Energy> registerBefore(TransactionId transaction, Instant before) {
        return store.readers()
                .read(statements -> readings.registerBefore(statements, MonthlyReadings.subject(transaction), before));
    }

    Optional<Transaction> find(TransactionId transaction) {
        return store.readers().read(statements -> find(statements, transaction));
    }

    Optional<Transaction> find(Statements statements, TransactionId transaction) throws SQLException {
        return withRegister(statements, TransactionRows.find(statements, transaction));
    }

    Optional<Transaction> find(StationId station, String stationTransactionId) {
        return list(Condition.by(Condition.WIRE)
                        .and("x.station = ?", station.value())
                        .and(
                                "x.station_transaction_id = ?",
                                Text.limited(stationTransactionId, TransactionRows.WIRE_ID))
                        .newest(1))
                .stream()
                .findFirst();
    }

    List<Transaction> begunAt(StationId station, Instant startedAt) {
        Instant millisecond = startedAt.truncatedTo(ChronoUnit.MILLIS);
        return list(Condition.by(Condition.STATION)
                .and("x.station = ?", station.value())
                .and("x.start_received_at >= ?", Micros.of(startedAt.minus(TransactionStore.MOST_AHEAD)))
                .and("x.started_at >= ?", Micros.of(millisecond))
                .and("x.started_at < ?", Micros.of(millisecond.plusMillis(1)))
                .newest(10));
    }

    Page<Transaction> page(Query query, Page.Request request) {
        Condition condition = condition(query);
        request.after().ifPresent(after -> {
            long[] key = key(after);
            condition
                    .and("x.start_received_at <= ?", key[0])
                    .and("(x.start_received_at < ? or x.id < ?)", key[0], key[1]);
        });
        List<Transaction> found = list(condition.newest(request.limit() + 1));
        return Pages.of(
                found,
                request.limit(),
                last -> Micros.of(last.startReceivedAt()) + ":" + last.id().value());
    }

    static long[] key(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("No page begins there: " + text);
        }
        return new long[] {Long.parseLong(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1))};
    }

    long count(Query query) {
        Condition condition = condition(query);
        return store.readers().read(statements -> TransactionRows.count(statements, condition));
    }

    private static String index(Query query) {
        if (query.station().isPresent()) {
            return Condition.STATION;
        }
        if (query.idToken().isPresent()) {
            return Condition.TOKEN;
        }
        return query.open().orElse(false) ? Condition.END : Condition.START;
    }

    private Condition condition(Query query) {
        Condition condition = Condition.by(index(query));
        query.scope()
                .sites()
                .ifPresent(sites ->
                        condition.in("x.site", sites.stream().map(SiteId::value).toList()));
        query.station().ifPresent(station -> condition.and("x.station = ?", station.value()));
        query.idToken()
                .ifPresent(token -> condition.and(
                        "x.id_token = ?", store.tokens().find(token).orElse(NOBODY)));
        query.open().ifPresent(open -> condition.and("x.end_received_at is " + (open ? "null" : "not null")));
        query.startedFrom().ifPresent(from -> condition.and(BEGUN + " >= ?", Micros.of(from)));
        query.startedTo().ifPresent(to -> condition.and(BEGUN + " < ?", Micros.of(to)));
        return condition;
    }

    private List<Transaction> list(Condition condition) {
        return store.readers().read(statements -> {
            List<Transaction> found = new ArrayList<>();
            for (Transaction transaction : TransactionRows.select(statements, condition)) {
                found.add(withRegister(statements, transaction));
            }
            return found;
        });
    }

    Page<Reading> readings(TransactionId transaction, Page.Request request) {
        return readings.page(MonthlyReadings.subject(transaction), request);
    }

    Optional<Transaction> withRegister(Statements statements, Optional<Transaction> found) throws SQLException {
        return found.isEmpty() ? found : Optional.of(withRegister(statements, found.get()));
    }

    Transaction withRegister(Statements statements, Transaction found) throws SQLException {
        return found.with(
                readings.latestRegister(statements, MonthlyReadings.subject(found.id())),
                found.ending(),
                found.flags(),
                found.delivered());
    }
}
