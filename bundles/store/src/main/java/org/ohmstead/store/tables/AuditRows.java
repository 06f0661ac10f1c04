package org.ohmstead.store.tables;

import static org.ohmstead.store.Statements.list;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.model.Page;
import org.ohmstead.identity.store.PeopleStore.AuditEnd;
import org.ohmstead.identity.store.Seal;
import org.ohmstead.store.Micros;
import org.ohmstead.store.Sql;
import org.ohmstead.store.Statements;
import org.ohmstead.store.StoreService;
import org.ohmstead.store.Text;
import org.ohmstead.store.Work;

/** The rows of the audit trail, each sealed with the one before in the unit that writes it, and the row that says where it ends. */
final class AuditRows {

    private static final int NAME = 255;

    /** So few that nothing waits longer for them than for others. */
    private static final int SEALED_AT_ONCE = 100;

    private static final Sql SQL = Sql.beside(AuditRows.class, "audit.sql");
    private static final String END = SQL.get("end");
    private static final String APPEND = SQL.get("append");
    private static final String MOVE_END = SQL.get("moveEnd");
    private static final String SEAL = SQL.get("seal");
    private static final String BACKWARD = SQL.get("page");
    private static final String FORWARD = SQL.get("after");

    private final StoreService store;

    /** Seals what an older release wrote without seals. */
    AuditRows(StoreService store) {
        this.store = store;
        if (end().entries() < 0) {
            sealOld();
        }
    }

    /** In units of some rows each, as a trail may be long; one that is cut short begins anew, since only the last moves the end. */
    private void sealOld() {
        AuditEnd end = new AuditEnd(0, Seal.NONE);
        List<Audit.Entry> page = after(0, SEALED_AT_ONCE);
        while (!page.isEmpty()) {
            AuditEnd before = end;
            List<Audit.Entry> old = page;
            end = store.writer().write(work -> seal(work, before, old));
            page = after(old.getLast().number(), SEALED_AT_ONCE);
        }
        AuditEnd last = end;
        store.writer().write(work -> {
            moveEnd(work, last);
            return last;
        });
    }

    private static AuditEnd seal(Work work, AuditEnd before, List<Audit.Entry> old) throws SQLException {
        AuditEnd end = before;
        for (Audit.Entry entry : old) {
            end = new AuditEnd(end.entries() + 1, Seal.of(end.seal(), entry));
            PreparedStatement seal = work.prepare(SEAL);
            seal.setString(1, end.seal());
            seal.setLong(2, entry.number());
            work.execute(seal);
        }
        return end;
    }

    void append(Audit.Entry given) {
        // Sealed as it is kept, or it could not be verified from what is kept.
        Audit.Entry entry = new Audit.Entry(
                Micros.instant(Micros.of(given.at())),
                Text.limited(given.who(), NAME),
                Text.limited(given.action(), NAME),
                Text.limited(given.subject()),
                given.before(),
                given.after());
        store.writer().write(work -> {
            AuditEnd end = end(work.statements());
            String seal = Seal.of(end.seal(), entry);
            PreparedStatement append = work.prepare(APPEND);
            append.setLong(1, Micros.of(entry.at()));
            append.setString(2, entry.who());
            append.setString(3, entry.action());
            append.setString(4, entry.subject());
            append.setString(5, entry.before().orElse(null));
            append.setString(6, entry.after().orElse(null));
            append.setString(7, seal);
            work.execute(append);
            moveEnd(work, new AuditEnd(end.entries() + 1, seal));
            return seal;
        });
    }

    private static void moveEnd(Work work, AuditEnd end) throws SQLException {
        PreparedStatement move = work.prepare(MOVE_END);
        move.setLong(1, end.entries());
        move.setString(2, end.seal());
        work.execute(move);
    }

    Page<Audit.Entry> page(Page.Request request) {
        long before = request.after().map(Long::parseLong).orElse(Long.MAX_VALUE);
        List<Audit.Entry> found =
                store.readers().read(statements -> rows(statements, BACKWARD, before, request.limit() + 1));
        return Pages.of(found, request.limit(), entry -> Long.toString(entry.number()));
    }

    List<Audit.Entry> after(long number, int limit) {
        return store.readers().read(statements -> rows(statements, FORWARD, number, limit));
    }

    private static List<Audit.Entry> rows(Statements statements, String sql, long number, int limit)
            throws SQLException {
        PreparedStatement query = statements.prepare(sql);
        query.setLong(1, number);
        query.setInt(2, limit);
        return list(query, AuditRows::entry);
    }

    private static Audit.Entry entry(ResultSet row) throws SQLException {
        return new Audit.Entry(
                row.getLong(1),
                Micros.instant(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                Optional.ofNullable(row.getString(6)),
                Optional.ofNullable(row.getString(7)),
                Optional.ofNullable(row.getString(8)).orElse(Seal.NONE));
    }

    AuditEnd end() {
        return store.readers().read(AuditRows::end);
    }

    private static AuditEnd end(Statements statements) throws SQLException {
        // Without the row somebody meddled, and verifying says so; what happens is to be written down all the same.
        return Statements.first(statements.prepare(END), row -> new AuditEnd(row.getLong(1), row.getString(2)))
                .orElse(new AuditEnd(0, Seal.NONE));
    }
}
