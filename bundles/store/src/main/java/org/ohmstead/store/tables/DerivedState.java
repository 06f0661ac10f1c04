package org.ohmstead.store.tables;

import static org.ohmstead.store.Statements.first;
import static org.ohmstead.store.Statements.list;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ohmstead.api.journal.Facts.ConnectorStatusChanged;
import org.ohmstead.api.journal.Facts.ConnectorStatusToldLate;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.Evidence;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.api.model.UnmatchedReport;
import org.ohmstead.store.Sql;
import org.ohmstead.store.Statements;
import org.ohmstead.store.StoreService;
import org.ohmstead.store.Work;
import org.ohmstead.store.journal.RecordJson;
import org.ohmstead.store.tables.ReviewRows.Filed;

/**
 * What can be made again from the journal: the latest status of connectors, transactions with the evidence against them,
 * reports that fitted nothing, and what of all that waits for a person. A snapshot holds the status, what is open and what
 * waits, at a place in the journal, so that what lies before may be pruned; {@link Rebuild} starts from it and repeats the facts
 * after it. Each repetition has the same effect however often it is done, so a snapshot may hold a little more than its place
 * says. What was over and settled before the snapshot is left as it is.
 */
public final class DerivedState {

    /** So many rows of a snapshot in a unit, for which nobody notices a longer commit. */
    private static final int PIECE = 200;

    private static final String PLACE = "place";

    static final Sql SQL = Sql.beside(DerivedState.class, "derived.sql");
    private static final String CLEAR = SQL.get("clear");
    private static final String COMPLETE = SQL.get("complete");
    private static final String OLD = SQL.get("old");
    private static final String CLEAR_PART = SQL.get("clearPart");
    private static final String INSERT = SQL.get("insert");

    /** The kinds of things a snapshot holds. */
    enum Kind {
        CONNECTOR(StatusReport.class),
        TRANSACTION(Transaction.class),
        EVIDENCE(Evidence.class),
        REPORT(UnmatchedReport.class),
        REVIEW(Filed.class);

        private final Class<?> type;

        /** Of each kind one that reads and writes it. */
        static Map<Kind, RecordJson<?>> json() {
            Map<Kind, RecordJson<?>> json = new EnumMap<>(Kind.class);
            for (Kind kind : values()) {
                json.put(kind, new RecordJson<>(kind.type));
            }
            return json;
        }

        Kind(Class<?> type) {
            this.type = type;
        }
    }

    private final StoreService store;
    private final Map<Kind, RecordJson<?>> json = Kind.json();

    public DerivedState(StoreService store) {
        this.store = store;
    }

    /**
     * Replaces the snapshot by one of now, in small units; until it is complete the one before counts.
     *
     * @return its place in the journal
     */
    public JournalPosition snapshot() {
        JournalPosition place = store.head();
        if (store.readers().read(statements -> isComplete(statements, place))) {
            return place; // nothing happened since, and to replace it would leave none for a moment
        }
        List<Part> parts = store.readers().read(DerivedState::take);
        store.writer().write(work -> {
            PreparedStatement clear = work.prepare(CLEAR);
            clear.setLong(1, place.seq());
            return work.execute(clear);
        });
        for (List<Part> some : pieces(parts)) {
            List<String> states = some.stream().map(this::json).toList();
            store.writer().write(work -> {
                for (int i = 0; i < some.size(); i++) {
                    insert(work, place, some.get(i).kind().name(), some.get(i).key(), states.get(i));
                }
                return null;
            });
        }
        store.writer().write(work -> {
            insert(work, place, PLACE, "", "");
            return null;
        });
        clearBut(place);
        return place;
    }

    private static boolean isComplete(Statements statements, JournalPosition place) throws SQLException {
        PreparedStatement query = statements.prepare(COMPLETE);
        query.setLong(1, place.seq());
        return first(query, row -> row.getLong(1)).orElseThrow() > 0;
    }

    /** What readers see is at the place or a little later. */
    private static List<Part> take(Statements statements) throws SQLException {
        List<Part> parts = new ArrayList<>();
        try (ResultSet rows = statements.prepare(StatusRows.CONNECTORS).executeQuery()) {
            while (rows.next()) {
                parts.add(new Part(Kind.CONNECTOR, rows.getString(1), StatusRows.read(rows)));
            }
        }
        Map<TransactionId, Transaction> transactions = new LinkedHashMap<>();
        Map<TransactionId, UnmatchedReport> reports = new LinkedHashMap<>();
        for (Transaction open : TransactionRows.select(statements, Condition.open())) {
            transactions.put(open.id(), open);
        }
        for (Filed waiting : ReviewRows.all(statements)) {
            parts.add(new Part(Kind.REVIEW, waiting.id().toString(), waiting));
            TransactionRows.find(statements, waiting.id()).ifPresent(found -> transactions.put(found.id(), found));
            UnmatchedRows.find(statements, waiting.id()).ifPresent(found -> reports.put(found.id(), found));
        }
        for (Transaction transaction : transactions.values()) {
            String key = transaction.id().toString();
            parts.add(new Part(Kind.TRANSACTION, key, transaction));
            EvidenceRows.of(statements, transaction.id())
                    .forEach(evidence -> parts.add(new Part(Kind.EVIDENCE, key, evidence)));
            UnmatchedRows.of(statements, transaction.id()).forEach(report -> reports.put(report.id(), report));
        }
        reports.forEach((id, report) -> parts.add(new Part(Kind.REPORT, id.toString(), report)));
        return parts;
    }

    private void clearBut(JournalPosition place) {
        record Old(long seq, String part, String key) {}
        List<Old> old = store.readers().read(statements -> {
            PreparedStatement query = statements.prepare(OLD);
            query.setLong(1, place.seq());
            return list(query, row -> new Old(row.getLong(1), row.getString(2), row.getString(3)));
        });
        for (List<Old> some : pieces(old)) {
            store.writer().write(work -> {
                for (Old each : some) {
                    PreparedStatement clear = work.prepare(CLEAR_PART);
                    clear.setLong(1, each.seq());
                    clear.setString(2, each.part());
                    clear.setString(3, each.key());
                    work.execute(clear);
                }
                return null;
            });
        }
    }

    private static <T> List<List<T>> pieces(List<T> all) {
        List<List<T>> pieces = new ArrayList<>();
        for (int from = 0; from < all.size(); from += PIECE) {
            pieces.add(all.subList(from, Math.min(all.size(), from + PIECE)));
        }
        return pieces;
    }

    /** Forgets by what a repetition of this entry's report would be recognised, when the entry is so old that it goes. */
    public void forget(Work work, JournalEntry entry) throws SQLException {
        switch (entry.fact()) {
            case ConnectorStatusChanged fact ->
                StatusRows.forget(work, entry.station().orElseThrow(), RepeatedFacts.report(entry, fact));
            case ConnectorStatusToldLate fact ->
                StatusRows.forget(work, entry.station().orElseThrow(), RepeatedFacts.report(entry, fact));
            default -> {
                // By nothing.
            }
        }
    }

    private String json(Part part) {
        return json.get(part.kind()).write(part.state(), store.tokens());
    }

    private static void insert(Work work, JournalPosition place, String part, String key, String state)
            throws SQLException {
        PreparedStatement insert = work.prepare(INSERT);
        insert.setLong(1, place.seq());
        insert.setLong(2, place.epoch());
        insert.setString(3, part);
        insert.setString(4, key);
        insert.setString(5, state);
        work.execute(insert);
    }

    /** One thing a snapshot holds: a report by its station, evidence by its transaction, the others by their own id. */
    record Part(Kind kind, String key, Object state) {}
}
