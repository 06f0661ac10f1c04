package org.ohmstead.store.tables;

import static org.ohmstead.store.Statements.list;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.journal.Facts.ConnectorStatusChanged;
import org.ohmstead.api.journal.Facts.EnergyCounted;
import org.ohmstead.api.journal.Facts.StationRemoved;
import org.ohmstead.api.journal.Facts.TransactionDecided;
import org.ohmstead.api.journal.Facts.TransactionEnded;
import org.ohmstead.api.journal.Facts.TransactionFlagged;
import org.ohmstead.api.journal.Facts.TransactionReopened;
import org.ohmstead.api.journal.Facts.TransactionStarted;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.Decision;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Ending;
import org.ohmstead.store.Sql;
import org.ohmstead.store.StoreService;
import org.ohmstead.store.Work;
import org.ohmstead.store.journal.JournalTable;
import org.ohmstead.store.journal.RecordJson;
import org.ohmstead.store.journal.TokenNumbers;

/**
 * What can be made again from the journal: the latest status of connectors, and transactions. A snapshot holds the status and
 * the open transactions at a place in the journal, so that what lies before may be pruned; rebuilding starts from it and
 * repeats the facts after it. Each repetition has the same effect however often it is done, so a snapshot may hold a little
 * more than its place says. Transactions that ended before the snapshot are left as they are.
 */
public final class DerivedState {

    private static final int PAGE = 500;
    private static final String CONNECTOR = "connector";
    private static final String TRANSACTION = "transaction";

    private static final Sql SQL = Sql.beside(DerivedState.class, "derived.sql");
    private static final String CLEAR = SQL.get("clear");
    private static final String INSERT = SQL.get("insert");
    private static final String READ = SQL.get("read");
    private static final String CLEAR_CONNECTORS = SQL.get("clearConnectors");
    private static final String REMOVE_TRANSACTION = SQL.get("removeTransaction");

    private final StoreService store;
    private final Journal journal;
    private final RecordJson<StatusReport> reports = new RecordJson<>(StatusReport.class);
    private final RecordJson<Transaction> transactions = new RecordJson<>(Transaction.class);

    public DerivedState(StoreService store, Journal journal) {
        this.store = store;
        this.journal = journal;
    }

    /** Replaces the snapshot by one of now; returns its place in the journal. */
    public JournalPosition snapshot() {
        Snapshot snapshot = store.writer().write(DerivedState::take);
        List<String> states = snapshot.parts().stream().map(this::json).toList();
        store.writer().write(work -> {
            work.execute(work.prepare(CLEAR));
            // A first row of its own keeps the place where nothing is open.
            insert(work, snapshot.place(), "place", "", "");
            for (int i = 0; i < states.size(); i++) {
                Part part = snapshot.parts().get(i);
                insert(work, snapshot.place(), part.part(), part.key(), states.get(i));
            }
            return null;
        });
        return snapshot.place();
    }

    private static Snapshot take(Work work) throws SQLException {
        List<Part> parts = new ArrayList<>();
        try (ResultSet rows = work.prepare(StatusRows.CONNECTORS).executeQuery()) {
            while (rows.next()) {
                parts.add(new Part(CONNECTOR, rows.getString(1), StatusRows.read(rows)));
            }
        }
        for (Transaction open : TransactionRows.select(work.statements(), TransactionRows.Condition.open())) {
            parts.add(new Part(TRANSACTION, open.id().toString(), open));
        }
        return new Snapshot(JournalTable.head(work.statements()), parts);
    }

    private String json(Part part) {
        return (part.part().equals(CONNECTOR) ? reports : transactions).write(part.state(), store.tokens());
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

    /** Makes the derived tables anew from the snapshot, or from nothing where there is none, and the facts after it. */
    public void rebuild() {
        List<SnapshotRow> rows = store.readers()
                .read(statements -> list(
                        statements.prepare(READ),
                        row -> new SnapshotRow(
                                new JournalPosition(row.getLong(2), row.getLong(1)),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5))));
        List<Part> parts = rows.stream().flatMap(row -> part(row).stream()).toList();
        store.writer().write(work -> {
            work.execute(work.prepare(CLEAR_CONNECTORS));
            for (Part part : parts) {
                restore(work, part);
            }
            return null;
        });
        JournalPosition place = rows.isEmpty()
                ? new JournalPosition(store.head().epoch(), 0)
                : rows.getFirst().place();
        List<JournalEntry> page = journal.read(place, PAGE);
        while (!page.isEmpty()) {
            List<JournalEntry> facts = page;
            store.writer().write(work -> {
                for (JournalEntry fact : facts) {
                    repeat(work, fact);
                }
                return null;
            });
            page = journal.read(page.getLast().position(), PAGE);
        }
    }

    private Optional<Part> part(SnapshotRow row) {
        return switch (row.part()) {
            case CONNECTOR ->
                Optional.of(new Part(CONNECTOR, row.key(), reports.read(row.state(), store.tokens()::token)));
            case TRANSACTION ->
                Optional.of(new Part(TRANSACTION, row.key(), transactions.read(row.state(), store.tokens()::token)));
            default -> Optional.empty();
        };
    }

    private void restore(Work work, Part part) throws SQLException {
        if (part.state() instanceof Transaction transaction) {
            begin(work, transaction);
        } else if (part.state() instanceof StatusReport report) {
            StatusRows.put(work, new StationId(part.key()), report);
        }
    }

    private void begin(Work work, Transaction transaction) throws SQLException {
        PreparedStatement remove = work.prepare(REMOVE_TRANSACTION);
        remove.setLong(1, transaction.id().value());
        work.execute(remove);
        TransactionRows.insert(work, transaction, store.tokens().on(work));
    }

    private void repeat(Work work, JournalEntry entry) throws SQLException {
        switch (entry.fact()) {
            case ConnectorStatusChanged fact -> {
                StatusReport report = report(entry, fact);
                StatusRows.see(work, entry.station().orElseThrow(), report);
                StatusRows.put(work, entry.station().orElseThrow(), report);
            }
            case StationRemoved fact -> StatusRows.remove(work, entry.station().orElseThrow());
            case TransactionStarted fact -> begin(work, transaction(entry, fact));
            case TransactionEnded fact -> {
                TokenNumbers tokens = store.tokens().on(work);
                TransactionRows.end(
                        work, fact.transaction(), ending(entry, fact), fact.flags(), fact.delivered(), tokens);
            }
            case EnergyCounted fact -> {
                Optional<Transaction> before = TransactionRows.find(work.statements(), fact.transaction());
                if (before.isPresent()) {
                    Transaction old = before.get();
                    TransactionRows.recount(
                            work, old.with(old.latest(), old.ending(), fact.flags(), Optional.of(fact.delivered())));
                }
            }
            case TransactionFlagged fact -> TransactionRows.flag(work, fact.transaction(), fact.flags());
            case TransactionReopened fact -> TransactionRows.reopen(work, fact.transaction());
            case TransactionDecided fact -> TransactionRows.decide(work, fact.transaction(), decision(entry, fact));
            default -> {
                // Nothing is derived from the others.
            }
        }
    }

    private static StatusReport report(JournalEntry entry, ConnectorStatusChanged fact) {
        return new StatusReport(
                fact.connector(),
                fact.status(),
                fact.reported(),
                fact.chargingState(),
                fact.errorCode(),
                fact.info(),
                fact.vendorErrorCode(),
                entry.stationTime().orElse(entry.receivedAt()),
                entry.receivedAt());
    }

    private static Transaction transaction(JournalEntry entry, TransactionStarted fact) {
        return new Transaction(
                fact.transaction(),
                entry.station().orElseThrow(),
                entry.site(),
                fact.connector(),
                fact.stationTransactionId(),
                fact.idToken(),
                fact.verdict(),
                entry.stationTime().orElse(entry.receivedAt()),
                entry.receivedAt(),
                fact.meterStart(),
                fact.remoteStartId(),
                fact.reservationId(),
                Optional.empty(),
                Optional.empty(),
                fact.flags(),
                Optional.empty());
    }

    private static Ending ending(JournalEntry entry, TransactionEnded fact) {
        return new Ending(
                entry.stationTime().orElse(entry.receivedAt()),
                entry.receivedAt(),
                fact.meterStop(),
                fact.stoppedReason(),
                fact.stoppedBy(),
                fact.estimated());
    }

    private static Decision decision(JournalEntry entry, TransactionDecided fact) {
        return new Decision(fact.who(), entry.receivedAt(), fact.reason(), fact.end(), fact.energy(), fact.settled());
    }

    /** What was found, and where the journal was then. */
    private record Snapshot(JournalPosition place, List<Part> parts) {}

    /** One thing a snapshot holds: a report by its station, or a transaction. */
    private record Part(String part, String key, Object state) {}

    /** The same as it lies in the table. */
    private record SnapshotRow(JournalPosition place, String part, String key, String state) {}
}
