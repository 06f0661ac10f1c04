package org.ohmstead.store.check;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.store.Sql;
import org.ohmstead.store.Statements;

/**
 * What the tables said that are made of the journal, to be compared with what they say when they were made anew. Of each row two
 * numbers are kept, so that a million of them need 16 MB.
 */
public final class DerivedRows {

    private static final int MOST = 100;

    private static final Sql SQL = Sql.beside(StoreCheck.class, "derived.sql");

    /** The tables, with what a row of them is about. */
    private enum Table {
        CONNECTORS("status of connectors", place -> place),
        TRANSACTIONS("transactions", id -> "Transaction " + id(id)),
        EVIDENCE("evidence against transactions", id -> "Evidence against transaction " + id(id)),
        REPORTS("reports that fitted nothing", id -> "Report " + id(id)),
        REVIEWS("inbox", id -> "Inbox item " + id(id));

        private final String title;
        private final UnaryOperator<String> subject;

        Table(String title, UnaryOperator<String> subject) {
            this.title = title;
            this.subject = subject;
        }

        private static TransactionId id(String key) {
            return new TransactionId(Long.parseLong(key.split(" ", 2)[0]));
        }
    }

    /**
     * The rows of a table as numbers, in their order.
     *
     * @param keys of each row, by which thing it is about
     * @param contents of each row as a whole
     */
    private record Rows(long[] keys, long[] contents) {}

    private final Map<Table, Rows> before = new EnumMap<>(Table.class);

    /** Those of now. */
    public DerivedRows(Statements statements) throws SQLException {
        for (Table table : Table.values()) {
            before.put(table, walk(statements, table, (subject, key, content) -> {}));
        }
    }

    /** In what a later state is another: of each table how many things there are now, and what was not so before. */
    public List<Checked> differences(Statements statements) throws SQLException {
        List<Checked> all = new ArrayList<>();
        for (Table table : Table.values()) {
            all.add(differences(statements, table, before.get(table)));
        }
        return all;
    }

    private static Checked differences(Statements statements, Table table, Rows old) throws SQLException {
        List<String> findings = new ArrayList<>();
        long[] wrong = new long[1];
        Rows now = walk(statements, table, (subject, key, content) -> {
            if (!has(old.contents(), content)) {
                wrong[0]++;
                if (findings.size() < MOST) {
                    findings.add(
                            subject + (has(old.keys(), key) ? " was not as the journal tells." : " was not there."));
                }
            }
        });
        long gone =
                LongStream.of(old.keys()).filter(key -> !has(now.keys(), key)).count();
        if (gone > 0) {
            findings.add(gone + " of which the journal does not tell were taken away.");
        }
        return new Checked(table.title, now.keys().length, findings, wrong[0] + gone);
    }

    private static boolean has(long[] sorted, long number) {
        return Arrays.binarySearch(sorted, number) >= 0;
    }

    /** Each row begins with the text that tells which one it is. */
    private static Rows walk(Statements statements, Table table, Visitor visitor) throws SQLException {
        LongStream.Builder keys = LongStream.builder();
        LongStream.Builder contents = LongStream.builder();
        try (ResultSet row = statements.prepare(SQL.get(table.name())).executeQuery()) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                String name = row.getString(1);
                long key = mixed(0, name);
                long content = key;
                for (int i = 2; i <= columns; i++) {
                    content = mixed(content, row.getString(i));
                }
                keys.add(key);
                contents.add(content);
                visitor.visit(table.subject.apply(name), key, content);
            }
        }
        return new Rows(
                keys.build().sorted().toArray(), contents.build().sorted().toArray());
    }

    /** FNV-1a over 64 bits; absent is not empty. */
    private static long mixed(long start, String text) {
        long hash = (start ^ 0xcbf29ce484222325L ^ (text == null ? 1 : 2)) * 0x100000001b3L;
        for (int i = 0; text != null && i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    @FunctionalInterface
    private interface Visitor {
        void visit(String subject, long key, long content);
    }
}
