package org.ohmstead.store.tables;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ohmstead.api.model.Doubt;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.store.Micros;
import org.ohmstead.store.Sql;
import org.ohmstead.store.Statements;
import org.ohmstead.store.Work;
import org.ohmstead.transactions.store.Doubts;

/** The table of what waits for a person, kept in step with what is doubtful by the units that change that. */
final class ReviewRows {

    static final Sql SQL = Sql.beside(ReviewRows.class, "reviews.sql");
    static final String REVIEW = SQL.get("review");
    private static final String CLEAR = SQL.get("clearReviews");
    private static final String FILE = SQL.get("file");
    private static final String REFILE = SQL.get("refile");
    private static final String UNFILE = SQL.get("unfile");

    private ReviewRows() {}

    static List<Filed> all(Statements statements) throws SQLException {
        return Statements.list(statements.prepare(REVIEW), Filed::read);
    }

    /** Before transactions are made anew; what waits of reports stays. */
    static void clear(Work work) throws SQLException {
        work.execute(work.prepare(CLEAR));
    }

    /** A transaction that did not exist before. */
    static void file(Work work, Transaction begun) throws SQLException {
        Set<Doubt> doubts = Doubts.of(begun);
        if (!doubts.isEmpty()) {
            file(work, begun.id(), begun.site(), doubts, begun.startReceivedAt());
        }
    }

    /** A transaction that changed. */
    static void file(Work work, Transaction before, Transaction after, Instant at) throws SQLException {
        Set<Doubt> doubts = Doubts.of(after);
        if (!doubts.equals(Doubts.of(before))) {
            file(work, after.id(), after.site(), doubts, at);
        }
    }

    /** Replaces what is filed; without doubts nothing is. */
    static void file(Work work, TransactionId id, SiteId site, Set<Doubt> doubts, Instant since) throws SQLException {
        if (doubts.isEmpty()) {
            PreparedStatement unfile = work.prepare(UNFILE);
            unfile.setLong(1, id.value());
            work.execute(unfile);
            return;
        }
        PreparedStatement refile = work.prepare(REFILE);
        refile.setLong(1, Micros.of(since));
        refile.setString(2, text(doubts));
        refile.setLong(3, id.value());
        if (work.execute(refile) == 0) {
            PreparedStatement file = work.prepare(FILE);
            file.setLong(1, id.value());
            file.setLong(2, Micros.of(since));
            file.setString(3, site.value());
            file.setString(4, text(doubts));
            work.execute(file);
        }
    }

    static String text(Set<Doubt> doubts) {
        return new TreeSet<>(doubts).stream().map(Enum::name).collect(Collectors.joining(","));
    }

    static Set<Doubt> doubts(String text) {
        Set<Doubt> doubts = EnumSet.noneOf(Doubt.class);
        if (!text.isEmpty()) {
            for (String name : text.split(",")) {
                doubts.add(Doubt.valueOf(name));
            }
        }
        return doubts;
    }

    /** A row of what waits. */
    public record Filed(TransactionId id, Instant since, SiteId site, Set<Doubt> doubts) {

        static Filed read(ResultSet row) throws SQLException {
            return new Filed(
                    new TransactionId(row.getLong(1)),
                    Micros.instant(row.getLong(2)),
                    new SiteId(row.getString(3)),
                    ReviewRows.doubts(row.getString(4)));
        }
    }
}
