package org.ohmstead.store.tables;

import static org.ohmstead.store.Statements.first;
import static org.ohmstead.store.Statements.list;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.BelievedTime;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Decision;
import org.ohmstead.api.model.Delivered;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Ending;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.store.Micros;
import org.ohmstead.store.Sql;
import org.ohmstead.store.Statements;
import org.ohmstead.store.Text;
import org.ohmstead.store.Work;
import org.ohmstead.store.journal.TokenNumbers;

/** The table of transactions. What it returns has no latest register: that is found among the readings. */
final class TransactionRows {

    private static final int WORD = 100;
    static final int WIRE_ID = 255;

    private static final Sql SQL = Sql.beside(TransactionRows.class, "transactions.sql");
    private static final String TRANSACTION = SQL.get("transaction");
    private static final String COUNT = SQL.get("count");
    private static final String BY_ID = TRANSACTION + " where x.id = ?";
    private static final String OPEN_AT = SQL.get("openAt")
            + Condition.by(Condition.END)
                    .and("x.end_received_at is null")
                    .and("x.station = ?")
                    .and("x.evse = ?")
                    .sql();
    private static final String INSERT = SQL.get("insert");
    private static final String END = SQL.get("end");
    private static final String END_OPEN = SQL.get("endOpen");
    private static final String RECOUNT = SQL.get("recount");
    private static final String FLAG = SQL.get("flag");
    private static final String DECIDE = ReviewRows.SQL.get("decideTransaction");
    private static final String REOPEN = ReviewRows.SQL.get("reopenTransaction");

    private TransactionRows() {}

    static Optional<Transaction> find(Statements statements, TransactionId id) throws SQLException {
        PreparedStatement query = statements.prepare(BY_ID);
        query.setLong(1, id.value());
        return first(query, TransactionRows::read);
    }

    /** Which transaction is open there. */
    static Optional<TransactionId> openAt(Statements statements, StationId station, EvseId evse) throws SQLException {
        PreparedStatement query = statements.prepare(OPEN_AT);
        query.setString(1, station.value());
        query.setInt(2, evse.value());
        return first(query, row -> new TransactionId(row.getLong(1)));
    }

    /** @param condition with order and limit */
    static List<Transaction> select(Statements statements, Condition condition) throws SQLException {
        return list(condition.bind(statements.prepare(TRANSACTION + condition.sql())), TransactionRows::read);
    }

    static void forEach(Statements statements, Condition condition, Consumer<Transaction> each) throws SQLException {
        try (ResultSet row = condition
                .bind(statements.prepare(TRANSACTION + condition.sql()))
                .executeQuery()) {
            while (row.next()) {
                each.accept(read(row));
            }
        }
    }

    static long count(Statements statements, Condition condition) throws SQLException {
        return first(condition.bind(statements.prepare(COUNT + condition.sql())), row -> row.getLong(1))
                .orElseThrow();
    }

    /** False if it is there already. */
    static boolean insert(Work work, Transaction started, TokenNumbers tokens) throws SQLException {
        Parameters insert = new Parameters(work.prepare(INSERT))
                .add(started.id().value())
                .add(started.station().value())
                .add(started.site().value())
                .add(started.connector().evse().value())
                .add(started.connector().id())
                .add(started.stationTransactionId())
                .addNumber(started.idToken().map(tokens::of))
                .add(started.verdict().name())
                .add(Micros.of(started.startedAt()))
                .add(Micros.of(started.startReceivedAt()))
                .addNumber(started.meterStart().map(Energy::milliwattHours))
                .addNumber(started.remoteStartId().map(Integer::longValue))
                .addNumber(started.reservationId().map(Integer::longValue))
                .add(text(started.flags()));
        return work.insertNew(believed(insert, started.believedStart()).bound());
    }

    /** @param after with its ending and what it delivered */
    static void end(Work work, Transaction after, TokenNumbers tokens) throws SQLException {
        Ending ending = after.ending().orElseThrow();
        end(work, after.id(), ending, after.flags(), after.delivered(), tokens);
    }

    static void end(
            Work work,
            TransactionId id,
            Ending ending,
            Set<TransactionFlag> flags,
            Optional<Delivered> delivered,
            TokenNumbers tokens)
            throws SQLException {
        work.execute(ended(work, END, ending, flags, delivered, tokens)
                .add(id.value())
                .bound());
    }

    /** Ends a transaction that is open and has just these flags; false if there is none such. */
    static boolean endOpen(Work work, Transaction before, Transaction after, TokenNumbers tokens) throws SQLException {
        Ending ending = after.ending().orElseThrow();
        Parameters end = ended(work, END_OPEN, ending, after.flags(), after.delivered(), tokens)
                .add(after.id().value())
                .add(text(before.flags()));
        return work.execute(end.bound()) > 0;
    }

    private static Parameters ended(
            Work work,
            String sql,
            Ending ending,
            Set<TransactionFlag> flags,
            Optional<Delivered> delivered,
            TokenNumbers tokens)
            throws SQLException {
        Parameters end = new Parameters(work.prepare(sql))
                .add(Micros.of(ending.at()))
                .add(Micros.of(ending.receivedAt()))
                .addNumber(ending.meterStop().map(Energy::milliwattHours))
                .add(Text.limited(ending.stoppedReason(), WORD))
                .addNumber(ending.idToken().map(tokens::of))
                .add(ending.estimated())
                .add(text(flags));
        return believed(delivered(end, delivered), ending.believed());
    }

    private static Parameters delivered(Parameters statement, Optional<Delivered> delivered) throws SQLException {
        return statement
                .addNumber(delivered.map(Delivered::energy).map(Energy::milliwattHours))
                .add(delivered.map(Delivered::trust).map(Enum::name).orElse(null))
                .addNumber(delivered.flatMap(Delivered::byPower).map(Energy::milliwattHours));
    }

    private static Parameters believed(Parameters statement, Optional<BelievedTime> time) throws SQLException {
        return statement
                .addNumber(time.map(BelievedTime::at).map(Micros::of))
                .add(time.map(BelievedTime::how).map(Enum::name).orElse(null))
                .addNumber(time.map(BelievedTime::offset).map(Duration::toMillis));
    }

    static void recount(Work work, Transaction after) throws SQLException {
        work.execute(delivered(new Parameters(work.prepare(RECOUNT)), after.delivered())
                .add(text(after.flags()))
                .add(after.id().value())
                .bound());
    }

    static void flag(Work work, TransactionId id, Set<TransactionFlag> flags) throws SQLException {
        work.execute(new Parameters(work.prepare(FLAG))
                .add(text(flags))
                .add(id.value())
                .bound());
    }

    static void decide(Work work, TransactionId id, Decision decision) throws SQLException {
        work.execute(new Parameters(work.prepare(DECIDE))
                .add(decision.who())
                .add(Micros.of(decision.at()))
                .add(decision.reason())
                .addNumber(decision.end().map(Micros::of))
                .addNumber(decision.energy().map(Energy::milliwattHours))
                .add(ReviewRows.text(decision.settled()))
                .add(id.value())
                .bound());
    }

    static void reopen(Work work, TransactionId id) throws SQLException {
        work.execute(new Parameters(work.prepare(REOPEN)).add(id.value()).bound());
    }

    private static Transaction read(ResultSet row) throws SQLException {
        return new Transaction(
                new TransactionId(row.getLong("id")),
                new StationId(row.getString("station")),
                new SiteId(row.getString("site")),
                new Connector(new EvseId(row.getInt("evse")), row.getInt("connector")),
                row.getString("station_transaction_id"),
                token(row, "token"),
                AuthorizationStatus.valueOf(row.getString("verdict")),
                Micros.instant(row.getLong("started_at")),
                Micros.instant(row.getLong("start_received_at")),
                number(row, "meter_start").map(Energy::new),
                number(row, "remote_start_id").map(Math::toIntExact),
                number(row, "reservation_id").map(Math::toIntExact),
                Optional.empty(),
                ending(row),
                flags(row.getString("flags")),
                delivered(row),
                decision(row),
                believed(row, "believed_start"));
    }

    private static Optional<Ending> ending(ResultSet row) throws SQLException {
        Optional<Long> at = number(row, "ended_at");
        if (at.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Ending(
                Micros.instant(at.get()),
                Micros.instant(row.getLong("end_received_at")),
                number(row, "meter_stop").map(Energy::new),
                row.getString("stopped_reason"),
                token(row, "stopper"),
                row.getBoolean("estimated"),
                believed(row, "believed_end")));
    }

    /** Of one that is over; what it was held to have delivered before it was opened again is no longer true. */
    private static Optional<Delivered> delivered(ResultSet row) throws SQLException {
        String trust = row.getString("trust");
        if (trust == null || number(row, "ended_at").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Delivered(
                new Energy(row.getLong("energy")),
                Delivered.Trust.valueOf(trust),
                number(row, "energy_by_power").map(Energy::new)));
    }

    private static Optional<Decision> decision(ResultSet row) throws SQLException {
        String who = row.getString("decided_by");
        if (who == null) {
            return Optional.empty();
        }
        return Optional.of(new Decision(
                who,
                Micros.instant(row.getLong("decided_at")),
                row.getString("decision_reason"),
                number(row, "decided_end").map(Micros::instant),
                number(row, "decided_energy").map(Energy::new),
                ReviewRows.doubts(row.getString("settled"))));
    }

    private static Optional<BelievedTime> believed(ResultSet row, String column) throws SQLException {
        String how = row.getString(column + "_how");
        return how == null
                ? Optional.empty()
                : Optional.of(new BelievedTime(
                        Micros.instant(row.getLong(column)),
                        BelievedTime.How.valueOf(how),
                        Duration.ofMillis(row.getLong(column + "_offset"))));
    }

    private static Optional<IdToken> token(ResultSet row, String whose) throws SQLException {
        String value = row.getString(whose + "_value");
        return value == null ? Optional.empty() : Optional.of(new IdToken(value, row.getString(whose + "_type")));
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    private static String text(Set<TransactionFlag> flags) {
        return new TreeSet<>(flags).stream().map(Enum::name).collect(Collectors.joining(","));
    }

    private static Set<TransactionFlag> flags(String text) {
        Set<TransactionFlag> flags = EnumSet.noneOf(TransactionFlag.class);
        if (!text.isEmpty()) {
            for (String name : text.split(",")) {
                flags.add(TransactionFlag.valueOf(name));
            }
        }
        return flags;
    }
}
