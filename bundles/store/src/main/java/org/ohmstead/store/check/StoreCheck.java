package org.ohmstead.store.check;

import static org.ohmstead.store.Statements.list;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.ohmstead.store.Sql;
import org.ohmstead.store.Statements;
import org.ohmstead.store.journal.JournalCheck;

/** Looks for everything that must hold in a store that nobody writes, and does not. */
public final class StoreCheck {

    private static final int MOST = 100;

    private static final Sql SQL = Sql.beside(StoreCheck.class, "check.sql");
    private static final String MONTHS = SQL.get("months");
    private static final String READING_OF_NOTHING = SQL.get("readingOfNothing");

    /** What must not be found, by the name of its query: the check it belongs to, and what is wrong with each. */
    private static final Map<String, Rule> RULES = rules();

    private final Statements statements;

    public StoreCheck(Statements statements) {
        this.statements = statements;
    }

    private static Map<String, Rule> rules() {
        Map<String, Rule> rules = new LinkedHashMap<>();
        rules.put("twiceOpen", new Rule("one open transaction an EVSE", "%s has several open transactions."));
        rules.put("twiceNumbered", new Rule("no number given out twice", "%s is there several times."));
        rules.put("halfEnded", new Rule("ended or open", "Transaction row %s is neither ended nor open."));
        rules.put(
                "energyWithoutTrust",
                new Rule("energy with trust", "Transaction row %s has an energy that cannot be."));
        rules.put("unknownToken", new Rule("known tokens", "Transaction row %s names a token that is not there."));
        rules.put("reviewOfNothing", new Rule("no inbox item about nothing", "Inbox item %s is about nothing."));
        rules.put(
                "evidenceOfNothing",
                new Rule(
                        "no evidence without its transaction",
                        "Evidence is about transaction row %s," + " which is not there."));
        rules.put("reportOfNothing", new Rule("no report attached to nothing", "Report %s is attached to nothing."));
        rules.put(
                "signedOfNothing",
                new Rule("no signed values of nothing", "Signed values belong to %s, which is not" + " there."));
        return rules;
    }

    /** Runs all checks; may take minutes where there is much. */
    public List<Checked> run() throws SQLException {
        List<Checked> checked = new ArrayList<>();
        TransactionLedger ledger = new TransactionLedger(statements);
        check(checked, "journal without a gap", broken -> new JournalCheck(statements, broken).walk(ledger::visit));
        check(
                checked,
                "ledger as the journal says",
                broken -> ledger.finish(JournalCheck.pruned(statements) == 0, broken));
        check(checked, "followers within the journal", broken -> new JournalCheck(statements, broken).followers());
        for (Map.Entry<String, Rule> rule : RULES.entrySet()) {
            check(checked, rule.getValue().name(), broken -> {
                none(SQL.get(rule.getKey()), rule.getValue().sentence(), broken);
                return 0;
            });
        }
        check(checked, "readings in their month", this::readings);
        return checked;
    }

    private static void check(List<Checked> checked, String name, Check check) throws SQLException {
        List<String> findings = new ArrayList<>();
        long[] wrong = new long[1];
        long looked = check.run(sentence -> {
            wrong[0]++;
            if (findings.size() < MOST) {
                findings.add(sentence);
            }
        });
        checked.add(new Checked(name, looked, findings, wrong[0]));
    }

    private long readings(Consumer<String> broken) throws SQLException {
        List<String> months = list(statements.prepare(MONTHS), row -> row.getString(1));
        for (String month : months) {
            try {
                none(
                        READING_OF_NOTHING.formatted("READING_" + month.replace('-', '_')),
                        "Readings of " + month + " belong to %s, which is not there.",
                        broken);
            } catch (SQLException e) {
                broken.accept("The readings of " + month + " cannot be read: " + e.getMessage());
            }
        }
        return months.size();
    }

    private void none(String query, String sentence, Consumer<String> broken) throws SQLException {
        for (String found : list(statements.prepare(query), row -> row.getString(1))) {
            broken.accept(sentence.formatted(found));
        }
    }

    private record Rule(String name, String sentence) {}

    @FunctionalInterface
    private interface Check {
        /** How many things it looked at. */
        long run(Consumer<String> broken) throws SQLException;
    }
}
