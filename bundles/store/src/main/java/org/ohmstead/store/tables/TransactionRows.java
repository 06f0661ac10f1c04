package org.ohmstead.store.tables;

import static org.ohmstead.store.Statements.first;
import static org.ohmstead.store.Statements.list;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
    private static final int BELIEVED_START = 15;
    private static final int BELIEVED_END = 11;

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
        PreparedStatement insert = work.prepare(INSERT);
        insert.setLong(1, started.id().value());
        insert.setString(2, started.station().value());
        insert.setString(3, started.site().value());
        insert.setInt(4, started.connector().evse().value());
        insert.setInt(5, started.connector().id());
        insert.setString(6, started.stationTransactionId());
        setLong(insert, 7, started.idToken().map(tokens::of));
        insert.setString(8, started.verdict().name());
        insert.setLong(9, Micros.of(started.startedAt()));
        insert.setLong(10, Micros.of(started.startReceivedAt()));
        setLong(insert, 11, started.meterStart().map(Energy::milliwattHours));
        setLong(insert, 12, started.remoteStartId().map(Integer::longValue));
        setLong(insert, 13, started.reservationId().map(Integer::longValue));
        insert.setString(14, text(started.flags()));
        bindBelieved(insert, BELIEVED_START, started.believedStart());
        return work.insertNew(insert);
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
        work.execute(bound(work.prepare(END), id, ending, flags, delivered, tokens));
    }

    /** Ends a transaction that is open and has just these flags; false if there is none such. */
    static boolean endOpen(Work work, Transaction before, Transaction after, TokenNumbers tokens) throws SQLException {
        Ending ending = after.ending().orElseThrow();
        PreparedStatement end =
                bound(work.prepare(END_OPEN), after.id(), ending, after.flags(), after.delivered(), tokens);
        end.setString(BELIEVED_END + 4, text(before.flags()));
        return work.execute(end) > 0;
    }

    private static PreparedStatement bound(
            PreparedStatement end,
            TransactionId id,
            Ending ending,
            Set<TransactionFlag> flags,
            Optional<Delivered> delivered,
            TokenNumbers tokens)
            throws SQLException {
        end.setLong(1, Micros.of(ending.at()));
        end.setLong(2, Micros.of(ending.receivedAt()));
        setLong(end, 3, ending.meterStop().map(Energy::milliwattHours));
        end.setString(4, Text.limited(ending.stoppedReason(), WORD));
        setLong(end, 5, ending.idToken().map(tokens::of));
        end.setBoolean(6, ending.estimated());
        end.setString(7, text(flags));
        setDelivered(end, 8, delivered);
        bindBelieved(end, BELIEVED_END, ending.believed());
        end.setLong(BELIEVED_END + 3, id.value());
        return end;
    }

    private static void setDelivered(PreparedStatement statement, int from, Optional<Delivered> delivered)
            throws SQLException {
        setLong(statement, from, delivered.map(counted -> counted.energy().milliwattHours()));
        statement.setString(
                from + 1, delivered.map(counted -> counted.trust().name()).orElse(null));
        setLong(statement, from + 2, delivered.flatMap(Delivered::byPower).map(Energy::milliwattHours));
    }

    static void recount(Work work, Transaction after) throws SQLException {
        PreparedStatement recount = work.prepare(RECOUNT);
        setDelivered(recount, 1, after.delivered());
        recount.setString(4, text(after.flags()));
        recount.setLong(5, after.id().value());
        work.execute(recount);
    }

    static void flag(Work work, TransactionId id, Set<TransactionFlag> flags) throws SQLException {
        PreparedStatement flag = work.prepare(FLAG);
        flag.setString(1, text(flags));
        flag.setLong(2, id.value());
        work.execute(flag);
    }

    static void decide(Work work, TransactionId id, Decision decision) throws SQLException {
        PreparedStatement decide = work.prepare(DECIDE);
        decide.setString(1, decision.who());
        decide.setLong(2, Micros.of(decision.at()));
        decide.setString(3, decision.reason());
        setLong(decide, 4, decision.end().map(Micros::of));
        setLong(decide, 5, decision.energy().map(Energy::milliwattHours));
        decide.setString(6, ReviewRows.text(decision.settled()));
        decide.setLong(7, id.value());
        work.execute(decide);
    }

    static void reopen(Work work, TransactionId id) throws SQLException {
        PreparedStatement reopen = work.prepare(REOPEN);
        reopen.setLong(1, id.value());
        work.execute(reopen);
    }

    private static void bindBelieved(PreparedStatement statement, int from, Optional<BelievedTime> time)
            throws SQLException {
        setLong(statement, from, time.map(BelievedTime::at).map(Micros::of));
        statement.setString(
                from + 1, time.map(BelievedTime::how).map(Enum::name).orElse(null));
        setLong(statement, from + 2, time.map(BelievedTime::offset).map(Duration::toMillis));
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

    private static void setLong(PreparedStatement statement, int parameter, Optional<Long> value) throws SQLException {
        if (value.isPresent()) {
            statement.setLong(parameter, value.get());
        } else {
            statement.setNull(parameter, Types.BIGINT);
        }
    }

    private static Transaction read(ResultSet row) throws SQLException {
        return new Transaction(
                new TransactionId(row.getLong(1)),
                new StationId(row.getString(2)),
                new SiteId(row.getString(3)),
                new Connector(new EvseId(row.getInt(4)), row.getInt(5)),
                row.getString(6),
                token(row, 7),
                AuthorizationStatus.valueOf(row.getString(9)),
                Micros.instant(row.getLong(10)),
                Micros.instant(row.getLong(11)),
                energy(row, 12),
                integer(row, 13),
                integer(row, 14),
                Optional.empty(),
                ending(row),
                flags(row.getString(15)),
                delivered(row),
                decision(row),
                believed(row, "believed_start"));
    }

    /** Of one that is over; what it was held to have delivered before it was opened again is no longer true. */
    private static Optional<Delivered> delivered(ResultSet row) throws SQLException {
        String trust = row.getString("trust");
        row.getLong(16);
        if (row.wasNull() || trust == null) {
            return Optional.empty();
        }
        Energy energy = new Energy(row.getLong("energy"));
        long byPower = row.getLong("energy_by_power");
        return Optional.of(new Delivered(
                energy,
                Delivered.Trust.valueOf(trust),
                row.wasNull() ? Optional.empty() : Optional.of(new Energy(byPower))));
    }

    private static Optional<Decision> decision(ResultSet row) throws SQLException {
        String who = row.getString("decided_by");
        if (who == null) {
            return Optional.empty();
        }
        long end = row.getLong("decided_end");
        Optional<Instant> decidedEnd = row.wasNull() ? Optional.empty() : Optional.of(Micros.instant(end));
        long energy = row.getLong("decided_energy");
        Optional<Energy> decidedEnergy = row.wasNull() ? Optional.empty() : Optional.of(new Energy(energy));
        return Optional.of(new Decision(
                who,
                Micros.instant(row.getLong("decided_at")),
                row.getString("decision_reason"),
                decidedEnd,
                decidedEnergy,
                ReviewRows.doubts(row.getString("settled"))));
    }

    private static Optional<Ending> ending(ResultSet row) throws SQLException {
        long at = row.getLong(16);
        if (row.wasNull()) {
            return Optional.empty();
        }
        return Optional.of(new Ending(
                Micros.instant(at),
                Micros.instant(row.getLong(17)),
                energy(row, 18),
                row.getString(19),
                token(row, 20),
                row.getBoolean(22),
                believed(row, "believed_end")));
    }

    private static Optional<IdToken> token(ResultSet row, int column) throws SQLException {
        String value = row.getString(column);
        return value == null ? Optional.empty() : Optional.of(new IdToken(value, row.getString(column + 1)));
    }

    private static Optional<Energy> energy(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(new Energy(value));
    }

    private static Optional<Integer> integer(ResultSet row, int column) throws SQLException {
        int value = row.getInt(column);
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

    /** Which transactions, put together from parts; everything a caller said is a parameter. */
    static final class Condition {

        static final String END = "CHARGING_TRANSACTION_END";
        static final String START = "CHARGING_TRANSACTION_START";
        static final String STATION = "CHARGING_TRANSACTION_STATION";
        static final String TOKEN = "CHARGING_TRANSACTION_TOKEN";
        static final String WIRE = "CHARGING_TRANSACTION_WIRE";

        private final String index;
        private final List<String> parts = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();
        private String tail = "";

        private Condition(String index) {
            this.index = index;
        }

        /**
         * @param index the index to use: Derby, asked for one page of many, would rather sort the whole table; to other
         *     engines the hint is a comment
         */
        static Condition by(String index) {
            return new Condition(index);
        }

        /** Those that run. */
        static Condition open() {
            return by(END).and("x.end_received_at is null");
        }

        /** @param part with a question mark for each value */
        Condition and(String part, Object... partValues) {
            parts.add(part);
            values.addAll(List.of(partValues));
            return this;
        }

        /** One of these; nothing where there are none. */
        Condition in(String column, List<String> wanted) {
            String marks = wanted.isEmpty() ? "cast(null as varchar(36))" : "?" + ", ?".repeat(wanted.size() - 1);
            return and(column + " in (" + marks + ")", wanted.toArray());
        }

        /** Newest start first, at most so many. */
        Condition newest(int limit) {
            return newestFirst("x.start_received_at desc, x.id desc", limit);
        }

        /** @param order columns with their direction */
        Condition newestFirst(String order, int limit) {
            tail = " order by " + order + " fetch first ? rows only";
            values.add(limit);
            return this;
        }

        String sql() {
            String where = parts.isEmpty() ? "" : "where " + String.join(" and ", parts);
            return " --DERBY-PROPERTIES index=" + index + "\n" + where + tail;
        }

        PreparedStatement bind(PreparedStatement query) throws SQLException {
            for (int i = 0; i < values.size(); i++) {
                query.setObject(i + 1, values.get(i));
            }
            return query;
        }
    }
}
