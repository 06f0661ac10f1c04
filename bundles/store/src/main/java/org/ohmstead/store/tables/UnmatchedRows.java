package org.ohmstead.store.tables;

import static org.ohmstead.store.Statements.first;
import static org.ohmstead.store.Statements.list;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ohmstead.api.model.Decision;
import org.ohmstead.api.model.Doubt;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.api.model.UnmatchedReport;
import org.ohmstead.store.Micros;
import org.ohmstead.store.Statements;
import org.ohmstead.store.Text;
import org.ohmstead.store.Work;
import org.ohmstead.store.journal.TokenNumbers;

/** The table of reports that belong to no transaction. */
final class UnmatchedRows {

    private static final int WORD = 100;
    private static final int MOST_LOOSE = 1_000;
    private static final String REPORT = ReviewRows.SQL.get("report");
    private static final String BY_ID = REPORT + " where u.id = ?";
    private static final String BY_WIRE = REPORT
            + " where u.station = ? and u.station_transaction_id = ? and u.doubt = ?"
            + " order by u.received_at desc, u.id desc fetch first 100 rows only";
    private static final String OF_TRANSACTION = REPORT + " where u.transaction_id = ? order by u.received_at, u.id";
    private static final String LOOSE = REPORT
            + " where u.id in (select id from review) and u.doubt = '" + Doubt.UNMATCHED_STOP + "'"
            + " order by u.received_at desc, u.id desc fetch first " + MOST_LOOSE + " rows only";
    private static final String INSERT = ReviewRows.SQL.get("insertReport");
    private static final String REMOVE = ReviewRows.SQL.get("removeReport");
    private static final String BIND = ReviewRows.SQL.get("bindReport");
    private static final String UNBIND = ReviewRows.SQL.get("unbindReports");
    private static final String DECIDE = ReviewRows.SQL.get("decideReport");

    private UnmatchedRows() {}

    static Optional<UnmatchedReport> find(Statements statements, TransactionId id) throws SQLException {
        PreparedStatement query = statements.prepare(BY_ID);
        query.setLong(1, id.value());
        return first(query, UnmatchedRows::read);
    }

    /** The same report as it was told before. */
    static Optional<UnmatchedReport> same(Statements statements, UnmatchedReport report) throws SQLException {
        PreparedStatement query = statements.prepare(BY_WIRE);
        query.setString(1, report.station().value());
        query.setString(2, report.stationTransactionId());
        query.setString(3, report.doubt().name());
        return list(query, UnmatchedRows::read).stream()
                .filter(known -> report.doubt() == Doubt.UNMATCHED_READINGS
                        || Micros.of(known.at()) == Micros.of(report.at())
                                && known.register().equals(report.register()))
                .findFirst();
    }

    static List<UnmatchedReport> of(Statements statements, TransactionId transaction) throws SQLException {
        PreparedStatement query = statements.prepare(OF_TRANSACTION);
        query.setLong(1, transaction.value());
        return list(query, UnmatchedRows::read);
    }

    static List<UnmatchedReport> loose(Statements statements) throws SQLException {
        return list(statements.prepare(LOOSE), UnmatchedRows::read);
    }

    static void insert(Work work, UnmatchedReport report, TokenNumbers tokens) throws SQLException {
        PreparedStatement insert = work.prepare(INSERT);
        insert.setLong(1, report.id().value());
        insert.setString(2, report.station().value());
        insert.setString(3, report.site().value());
        insert.setString(4, report.doubt().name());
        insert.setString(5, report.stationTransactionId());
        setLong(insert, 6, report.idToken().map(tokens::of));
        setLong(insert, 7, report.register().map(Energy::milliwattHours));
        insert.setString(8, Text.limited(report.stoppedReason(), WORD));
        insert.setLong(9, Micros.of(report.at()));
        insert.setLong(10, Micros.of(report.receivedAt()));
        work.execute(insert);
    }

    /** As it is, bound and decided or not, whatever was there. */
    static void put(Work work, UnmatchedReport report, TokenNumbers tokens) throws SQLException {
        PreparedStatement remove = work.prepare(REMOVE);
        remove.setLong(1, report.id().value());
        work.execute(remove);
        insert(work, report, tokens);
        if (report.decision().isPresent()) {
            decide(work, report.id(), report.decision().get(), report.transaction());
        } else if (report.transaction().isPresent()) {
            bind(work, report.id(), report.transaction().get());
        }
    }

    /** What was evidence of a transaction waits for somebody again. */
    static void release(Work work, TransactionId transaction) throws SQLException {
        for (UnmatchedReport report : of(work.statements(), transaction)) {
            if (report.decision().isEmpty()) {
                ReviewRows.file(work, report.id(), report.site(), Set.of(report.doubt()), report.receivedAt());
            }
        }
        unbind(work, transaction);
    }

    static void bind(Work work, TransactionId report, TransactionId transaction) throws SQLException {
        PreparedStatement bind = work.prepare(BIND);
        bind.setLong(1, transaction.value());
        bind.setLong(2, report.value());
        work.execute(bind);
    }

    private static void unbind(Work work, TransactionId transaction) throws SQLException {
        PreparedStatement unbind = work.prepare(UNBIND);
        unbind.setLong(1, transaction.value());
        work.execute(unbind);
    }

    static void decide(Work work, TransactionId report, Decision decision, Optional<TransactionId> attachedTo)
            throws SQLException {
        PreparedStatement decide = work.prepare(DECIDE);
        decide.setString(1, decision.who());
        decide.setLong(2, Micros.of(decision.at()));
        decide.setString(3, decision.reason());
        setLong(decide, 4, attachedTo.map(TransactionId::value));
        decide.setLong(5, report.value());
        work.execute(decide);
    }

    private static void setLong(PreparedStatement statement, int parameter, Optional<Long> value) throws SQLException {
        if (value.isPresent()) {
            statement.setLong(parameter, value.get());
        } else {
            statement.setNull(parameter, Types.BIGINT);
        }
    }

    private static UnmatchedReport read(ResultSet row) throws SQLException {
        String token = row.getString(6);
        Doubt doubt = Doubt.valueOf(row.getString(4));
        return new UnmatchedReport(
                new TransactionId(row.getLong(1)),
                new StationId(row.getString(2)),
                new SiteId(row.getString(3)),
                doubt,
                row.getString(5),
                token == null ? Optional.empty() : Optional.of(new IdToken(token, row.getString(7))),
                number(row, 8).map(Energy::new),
                row.getString(9),
                Micros.instant(row.getLong(10)),
                Micros.instant(row.getLong(11)),
                number(row, 12).map(TransactionId::new),
                decision(row, doubt));
    }

    private static Optional<Decision> decision(ResultSet row, Doubt settled) throws SQLException {
        String who = row.getString(13);
        return who == null
                ? Optional.empty()
                : Optional.of(new Decision(
                        who,
                        Micros.instant(row.getLong(14)),
                        row.getString(15),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(settled)));
    }

    private static Optional<Long> number(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
