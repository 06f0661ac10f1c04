package org.ohmstead.store.tables;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Evidence;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.store.Micros;
import org.ohmstead.store.Statements;
import org.ohmstead.store.Text;
import org.ohmstead.store.Work;

/** The table of signs that a transaction is over. */
final class EvidenceRows {

    private static final int SAID = 255;
    private static final String KEEP = ReviewRows.SQL.get("keepEvidence");
    private static final String REFUTE = ReviewRows.SQL.get("refuteEvidence");
    private static final String REMOVE = ReviewRows.SQL.get("removeEvidence");
    private static final String REFUTE_ALL = ReviewRows.SQL.get("refuteAllEvidence");
    private static final String OF = ReviewRows.SQL.get("evidence");
    private static final String STANDING = ReviewRows.SQL.get("standingEvidence");

    private EvidenceRows() {}

    /** False if it is there already. */
    static boolean insert(Work work, TransactionId transaction, Evidence evidence) throws SQLException {
        PreparedStatement insert = work.prepare(KEEP);
        insert.setLong(1, transaction.value());
        insert.setString(2, evidence.kind().name());
        insert.setLong(3, Micros.of(evidence.at()));
        insert.setLong(4, Micros.of(evidence.receivedAt()));
        if (evidence.register().isPresent()) {
            insert.setLong(5, evidence.register().get().milliwattHours());
        } else {
            insert.setNull(5, Types.BIGINT);
        }
        insert.setString(6, Text.limited(evidence.said(), SAID));
        return work.insertNew(insert);
    }

    /** As it is, refuted or not, whatever was there. */
    static void put(Work work, TransactionId transaction, Evidence evidence) throws SQLException {
        PreparedStatement remove = work.prepare(REMOVE);
        remove.setLong(1, transaction.value());
        remove.setString(2, evidence.kind().name());
        remove.setLong(3, Micros.of(evidence.receivedAt()));
        work.execute(remove);
        insert(work, transaction, evidence);
        if (evidence.refutedAt().isPresent()) {
            refute(
                    work,
                    transaction,
                    evidence.kind(),
                    evidence.receivedAt(),
                    evidence.refutedAt().get());
        }
    }

    /** False if it does not stand. */
    static boolean refute(Work work, TransactionId transaction, Evidence.Kind kind, Instant doubtedAt, Instant at)
            throws SQLException {
        PreparedStatement refute = work.prepare(REFUTE);
        refute.setLong(1, Micros.of(at));
        refute.setLong(2, transaction.value());
        refute.setString(3, kind.name());
        refute.setLong(4, Micros.of(doubtedAt));
        return work.execute(refute) > 0;
    }

    static void refuteAll(Work work, TransactionId transaction, Instant at) throws SQLException {
        PreparedStatement refute = work.prepare(REFUTE_ALL);
        refute.setLong(1, Micros.of(at));
        refute.setLong(2, transaction.value());
        work.execute(refute);
    }

    static List<Evidence> of(Statements statements, TransactionId transaction) throws SQLException {
        PreparedStatement query = statements.prepare(OF);
        query.setLong(1, transaction.value());
        return Statements.list(query, EvidenceRows::read);
    }

    static Map<TransactionId, List<Evidence>> standing(Statements statements) throws SQLException {
        Map<TransactionId, List<Evidence>> standing = new LinkedHashMap<>();
        try (ResultSet rows = statements.prepare(STANDING).executeQuery()) {
            while (rows.next()) {
                standing.computeIfAbsent(new TransactionId(rows.getLong(1)), id -> new ArrayList<>())
                        .add(read(rows));
            }
        }
        return standing;
    }

    private static Evidence read(ResultSet row) throws SQLException {
        long register = row.getLong(5);
        Optional<Energy> energy = row.wasNull() ? Optional.empty() : Optional.of(new Energy(register));
        return new Evidence(
                Evidence.Kind.valueOf(row.getString(2)),
                Micros.instant(row.getLong(3)),
                Micros.instant(row.getLong(4)),
                energy,
                row.getString(6),
                Micros.instant(row, 7));
    }
}
