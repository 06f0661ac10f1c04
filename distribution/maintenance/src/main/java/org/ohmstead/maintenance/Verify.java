package org.ohmstead.maintenance;

import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.database.DatabaseEngine;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.store.HighWaterMark;
import org.ohmstead.store.StoppedStore;
import org.ohmstead.store.check.Checked;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Checks a copy of the database, so that a running server need not wait, and nothing changes while it is looked at. What is in
 * the home is not touched.
 */
final class Verify {

    static final String WAY_OUT =
            "The store is damaged. Keep this home as it is and restore the latest backup that is sound into an empty one:"
                    + " ohmstead restore FILE --home DIR, then ohmstead verify --home DIR.";

    private final Home home;
    private final DatabaseEngine engine;
    private final DatabaseEngine.Progress heard;

    /** @param heard how many tables of the copy were read */
    Verify(Home home, DatabaseEngine engine, DatabaseEngine.Progress heard) {
        this.home = home;
        this.engine = engine;
        this.heard = heard;
    }

    /** @throws Damaged if the database cannot even be read */
    Report verify() throws IOException, Refused {
        FileChannel alone = home.lockMaintenance().orElseThrow(() -> new Refused(home.busy()));
        try {
            Optional<JournalPosition> mark = HighWaterMark.read(home.path());
            DatabaseCopies.make(home, engine);
            try (StoppedStore copy = DatabaseCopies.open(home, engine, heard)) {
                copy.migrate();
                List<Checked> checks = new ArrayList<>(copy.check());
                checks.add(end(HighWaterMark.missing(mark, copy.head())));
                return new Report(copy.head(), checks);
            } catch (SQLException e) {
                throw DatabaseCopies.damaged(e);
            } catch (IllegalStateException e) {
                throw new Refused(e.getMessage(), e);
            }
        } finally {
            Trees.delete(home.copy());
            alone.close();
        }
    }

    private static Checked end(Optional<String> missing) {
        return new Checked(
                "journal as long as it was",
                0,
                missing.map(sentence -> "The database is not whole: " + sentence + ".").stream()
                        .toList(),
                missing.isPresent() ? 1 : 0);
    }

    /** @param bad the word, of six letters at most, for what is not well */
    static void rows(List<Checked> checks, String bad, PrintStream out) {
        for (Checked check : checks) {
            String looked = check.looked() == 0 ? "" : " (" + check.looked() + ")";
            out.printf("%-6s %s%s%n", check.wrong() == 0 ? "ok" : bad, check.name(), looked);
            check.findings().forEach(finding -> out.println("         " + finding));
            if (check.wrong() > check.findings().size()) {
                out.println("         and " + (check.wrong() - check.findings().size()) + " more");
            }
        }
    }

    /** @param position the last entry of the journal that was checked */
    record Report(JournalPosition position, List<Checked> checks) {

        boolean sound() {
            return checks.stream().allMatch(check -> check.wrong() == 0);
        }

        void table(PrintStream out) {
            rows(checks, "WRONG", out);
            out.println(sound() ? "Everything fits together up to journal position " + position + "." : WAY_OUT);
        }

        void json(PrintStream out) {
            StringWriter text = new StringWriter();
            try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
                json.writeStartObject();
                json.writeBooleanProperty("sound", sound());
                json.writeStringProperty("position", position.toString());
                json.writeName("checks");
                json.writeStartArray();
                for (Checked check : checks) {
                    json.writeStartObject();
                    json.writeStringProperty("name", check.name());
                    json.writeNumberProperty("looked", check.looked());
                    json.writeNumberProperty("wrong", check.wrong());
                    json.writeName("findings");
                    json.writeStartArray();
                    check.findings().forEach(json::writeString);
                    json.writeEndArray();
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            out.println(text);
        }
    }
}
