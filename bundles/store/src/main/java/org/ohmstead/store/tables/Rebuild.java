package org.ohmstead.store.tables;

import static org.ohmstead.store.Statements.list;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.Evidence;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.api.model.UnmatchedReport;
import org.ohmstead.store.Readers;
import org.ohmstead.store.Statements;
import org.ohmstead.store.Work;
import org.ohmstead.store.Writer;
import org.ohmstead.store.journal.Entries;
import org.ohmstead.store.journal.FactCodec;
import org.ohmstead.store.journal.JournalCheck;
import org.ohmstead.store.journal.JournalTable;
import org.ohmstead.store.journal.RecordJson;
import org.ohmstead.store.journal.TokenNumbersTable;
import org.ohmstead.store.tables.DerivedState.Kind;
import org.ohmstead.store.tables.DerivedState.Part;
import org.ohmstead.store.tables.ReviewRows.Filed;

/**
 * Makes the derived tables anew from the snapshot of {@link DerivedState}, or from nothing where there is none, and the facts
 * after it: in units, so that one that was interrupted is done again. Nobody else writes meanwhile.
 */
public final class Rebuild {

    private static final int PAGE = 500;

    private static final String READ = DerivedState.SQL.get("read");
    private static final String CLEAR_CONNECTORS = DerivedState.SQL.get("clearConnectors");

    private final Writer writer;
    private final Readers readers;
    private final TokenNumbersTable tokens;
    private final Entries entries;
    private final List<Part> parts;
    private final long place;

    /** @throws IllegalStateException with a sentence for the operator where the journal does not tell it all */
    public Rebuild(Writer writer, Readers readers, TokenNumbersTable tokens) {
        this.writer = writer;
        this.readers = readers;
        this.tokens = tokens;
        this.entries = new Entries(new FactCodec(), tokens::token);
        List<SnapshotRow> rows = readers.read(Rebuild::snapshot);
        this.place = rows.isEmpty() ? 0 : rows.getFirst().seq();
        if (readers.read(JournalCheck::pruned) > place) {
            throw new IllegalStateException(
                    "the beginning of the journal was pruned, and there is no snapshot of what it told");
        }
        Map<Kind, RecordJson<?>> json = Kind.json();
        this.parts = rows.stream().flatMap(row -> part(row, json).stream()).toList();
    }

    private static List<SnapshotRow> snapshot(Statements statements) throws SQLException {
        return list(
                statements.prepare(READ),
                row -> new SnapshotRow(row.getLong(1), row.getString(3), row.getString(4), row.getString(5)));
    }

    private Optional<Part> part(SnapshotRow row, Map<Kind, RecordJson<?>> json) {
        for (Kind kind : Kind.values()) {
            if (kind.name().equalsIgnoreCase(row.part())) { // older snapshots have small letters
                return Optional.of(new Part(kind, row.key(), json.get(kind).read(row.state(), tokens::token)));
            }
        }
        return Optional.empty();
    }

    /** @return the last entry of the journal that is in it now */
    public JournalPosition run() {
        writer.write(work -> {
            work.execute(work.prepare(CLEAR_CONNECTORS));
            ReviewRows.clear(work);
            for (Part part : parts) {
                restore(work, part);
            }
            return null;
        });
        JournalPosition head = readers.read(JournalTable::head);
        long after = place;
        while (after < head.seq()) {
            List<JournalEntry> page = entries.read(readers, after, head.seq(), PAGE);
            writer.write(work -> {
                RepeatedFacts repeated = new RepeatedFacts(work, tokens.on(work));
                for (JournalEntry fact : page) {
                    repeated.repeat(fact);
                }
                return null;
            });
            after = page.getLast().position().seq();
        }
        return head;
    }

    private void restore(Work work, Part part) throws SQLException {
        switch (part.state()) {
            case StatusReport report -> StatusRows.put(work, new StationId(part.key()), report);
            case Transaction transaction -> new RepeatedFacts(work, tokens.on(work)).put(transaction);
            case Evidence evidence -> EvidenceRows.put(work, TransactionId.parse(part.key()), evidence);
            case UnmatchedReport report -> UnmatchedRows.put(work, report, tokens.on(work));
            case Filed waiting ->
                ReviewRows.file(work, waiting.id(), waiting.site(), waiting.doubts(), waiting.since());
            default -> throw new IllegalStateException("A snapshot holds no " + part.kind());
        }
    }

    /** A part of a snapshot as it lies in the table. */
    private record SnapshotRow(long seq, String part, String key, String state) {}
}
