package org.ohmstead.store.check;

import static org.ohmstead.store.Statements.first;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.ohmstead.api.journal.Facts.EnergyCounted;
import org.ohmstead.api.journal.Facts.TransactionEnded;
import org.ohmstead.api.journal.Facts.TransactionReopened;
import org.ohmstead.api.journal.Facts.TransactionStarted;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.store.Sql;
import org.ohmstead.store.Statements;

/**
 * Compares transactions with what the journal says of them. What the last fact about one says is in its row; so each fact that
 * agrees takes back what one before it held against the row, and memory is needed for the disagreements only.
 */
final class TransactionLedger {

    private static final Sql SQL = Sql.beside(StoreCheck.class, "check.sql");
    private static final String ROW = SQL.get("transaction");
    private static final String COUNT = SQL.get("transactions");

    private final Statements statements;
    private final Map<Long, String> disagreements = new TreeMap<>();
    private long started;

    TransactionLedger(Statements statements) {
        this.statements = statements;
    }

    void visit(JournalEntry entry) throws SQLException {
        switch (entry.fact()) {
            case TransactionStarted fact -> {
                started++;
                String station = entry.station().orElseThrow().value();
                compare(
                        fact.transaction(),
                        row -> row.station().equals(station)
                                && row.stationTransactionId().equals(fact.stationTransactionId()),
                        "started there");
            }
            case TransactionEnded fact ->
                compare(
                        fact.transaction(),
                        row -> row.ended()
                                && (fact.delivered().isEmpty()
                                        || row.energy()
                                                .equals(fact.delivered()
                                                        .map(one -> one.energy().milliwattHours()))),
                        "ended with that energy");
            case EnergyCounted fact ->
                compare(
                        fact.transaction(),
                        row -> row.energy()
                                .equals(Optional.of(fact.delivered().energy().milliwattHours())),
                        "delivered that energy");
            case TransactionReopened fact -> compare(fact.transaction(), row -> !row.ended(), "goes on");
            default -> {
                // Says nothing of a row.
            }
        }
    }

    private void compare(TransactionId id, Agreement agreement, String said) throws SQLException {
        PreparedStatement query = statements.prepare(ROW);
        query.setLong(1, id.value());
        Optional<Row> found = first(
                query,
                row -> new Row(
                        row.getString(1),
                        row.getString(2),
                        row.getObject(3) != null,
                        Optional.ofNullable(row.getObject(4)).map(Long.class::cast)));
        if (found.isEmpty()) {
            disagreements.put(id.value(), "Transaction " + id + " is in the journal, but is not there.");
        } else if (agreement.with(found.get())) {
            disagreements.remove(id.value());
        } else {
            disagreements.put(
                    id.value(), "Transaction " + id + ": the journal says it " + said + ", its row does not.");
        }
    }

    /**
     * To be called behind the last fact.
     *
     * @param whole whether the journal begins with its first entry, so that every transaction began in it
     * @return how many transactions there are
     */
    long finish(boolean whole, Consumer<String> broken) throws SQLException {
        disagreements.values().forEach(broken);
        long rows = first(statements.prepare(COUNT), row -> row.getLong(1)).orElseThrow();
        if (whole && rows != started) {
            broken.accept("There are " + rows + " transactions, but " + started + " began according to the journal.");
        }
        return rows;
    }

    private record Row(String station, String stationTransactionId, boolean ended, Optional<Long> energy) {}

    @FunctionalInterface
    private interface Agreement {
        boolean with(Row row);
    }
}
