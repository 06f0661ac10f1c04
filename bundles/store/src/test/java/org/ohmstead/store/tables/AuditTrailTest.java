package org.ohmstead.store.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.csms.Audit.Broken;
import org.ohmstead.api.csms.Audit.Entry;
import org.ohmstead.api.csms.Audit.Verification;
import org.ohmstead.api.model.Page;
import org.ohmstead.identity.AuditService;
import org.ohmstead.identity.store.Seal;
import org.ohmstead.store.OpenStore;

/** Somebody with the database open in another tool cannot change what happened without being found out. */
class AuditTrailTest {

    @TempDir
    private Path home;

    private OpenStore store;
    private Audit audit;

    @BeforeEach
    void fiveThingsWereDone() {
        open();
        for (int i = 1; i <= 5; i++) {
            audit.record("eva", "station.change", "CP-" + i, Optional.of("Gate"), Optional.of("Barn"));
        }
    }

    private void open() {
        store = new OpenStore(home);
        audit = new AuditService(new JdbcPeopleStore(store.service()));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void anUntouchedTrailIsWholeAlsoAfterARestart() {
        Verification before = audit.verify(Optional.empty());
        store.close();
        open();

        assertThat(before.broken()).isEmpty();
        assertThat(before.entries()).isEqualTo(5);
        assertThat(audit.verify(Optional.of(before.seal()))).isEqualTo(before);
    }

    @Test
    void aChangedEntryIsNamed() {
        for (String change : new String[] {
            "who = 'tom'",
            "action = 'station.remove'",
            "subject = 'CP-9'",
            "state_before = 'Hall'",
            "state_after = null",
            "happened_at = happened_at + 1",
            "seal = null"
        }) {
            String old = change.substring(0, change.indexOf(' '));
            database("create table kept as select number, " + old + " from audit with no data");
            database("insert into kept select number, " + old + " from audit");

            database("update audit set " + change + " where number = 3");
            assertBrokenAt(3);

            database("update audit set " + old + " = (select k." + old + " from kept k where k.number = 3)"
                    + " where number = 3");
            database("drop table kept");
            assertThat(audit.verify(Optional.empty()).broken()).isEmpty();
        }
    }

    @Test
    void aRemovedEntryBreaksTheOneAfterIt() {
        database("delete from audit where number = 2");

        assertBrokenAt(3);
    }

    @Test
    void withoutItsFirstEntryATrailIsBroken() {
        database("delete from audit where number = 1");

        assertBrokenAt(2);
    }

    @Test
    void theNewestEntriesCannotGoUnnoticed() {
        database("delete from audit where number > 3");

        Broken broken = audit.verify(Optional.empty()).broken().orElseThrow();

        assertThat(broken.number()).isEmpty();
        assertThat(broken.reason()).contains("wrote 5", "first 3");
    }

    @Test
    void nothingIsLeftOfATrailAndThatIsNoticed() {
        database("delete from audit");

        assertThat(audit.verify(Optional.empty()).broken()).isPresent();
    }

    @Test
    void twoEntriesThatChangedPlacesAreNoticed() {
        // Their seals went with them: every single row is as the server wrote it.
        for (String column : new String[] {"subject", "seal"}) {
            database("create table swapped as select number, " + column + " as word from audit with no data");
            database("insert into swapped select number, " + column + " from audit where number in (2, 4)");
            database(
                    "update audit set " + column + " = (select s.word from swapped s where s.number = 6 - audit.number)"
                            + " where number in (2, 4)");
            database("drop table swapped");
        }

        assertBrokenAt(2);
    }

    @Test
    void aForgedEntryAtTheEndIsNoticedThoughItsSealIsRight() {
        Entry newest = audit.page(Page.Request.first(1)).items().getFirst();
        var forged = new Entry(newest.at(), "tom", "user.create", "mallory", Optional.empty(), Optional.empty());
        database("insert into audit (happened_at, who, action, subject, seal) select happened_at, 'tom', 'user.create',"
                + " 'mallory', '" + Seal.of(newest.seal(), forged) + "' from audit where number = 5");

        assertBrokenAt(6);
    }

    @Test
    void whatIsDoneAfterAForgeryIsNotSealedWithIt() {
        database("insert into audit (happened_at, who, action, subject, seal)"
                + " select happened_at, 'tom', 'user.create', 'mallory', seal from audit where number = 5");
        audit.record("eva", "station.change", "CP-6", Optional.empty(), Optional.empty());

        assertBrokenAt(6);
    }

    @Test
    void aTrailWhollyWrittenAnewIsBetrayedByTheSealThatWasNotedElsewhere() {
        String noted = audit.verify(Optional.empty()).seal();
        database("delete from audit where number = 5");
        database("update audit_end set entries = 4, seal = (select seal from audit where number = 4)");

        assertThat(audit.verify(Optional.empty()).broken()).isEmpty();
        assertThat(audit.verify(Optional.of(noted)).broken()).isPresent();
    }

    @Test
    void whatAnOlderReleaseWroteIsSealedWhenTheStoreOpensAndOnlyThen() {
        database("update audit set seal = null");
        database("update audit_end set entries = -1, seal = ''");
        store.close();
        open();

        assertThat(audit.verify(Optional.empty()).broken()).isEmpty();
        assertThat(audit.verify(Optional.empty()).entries()).isEqualTo(5);

        database("update audit set seal = null");
        store.close();
        open();
        assertBrokenAt(1);
    }

    /** Of a trail of years; what else the server wants to write does not wait for all of it. */
    @Test
    void aLongTrailIsSealedInUnitsOfSomeRowsEach() {
        for (int copies = 5; copies < 600; copies *= 2) {
            database(
                    "insert into audit (happened_at, who, action, subject) select happened_at, who, action, subject from audit");
        }
        database("update audit set seal = null");
        database("update audit_end set entries = -1, seal = ''");
        store.rowsOfLargestCommit();
        audit = new AuditService(new JdbcPeopleStore(store.service()));

        assertThat(store.rowsOfLargestCommit()).isBetween(10, 100);
        assertThat(audit.verify(Optional.empty()).broken()).isEmpty();
        assertThat(audit.verify(Optional.empty()).entries()).isEqualTo(640);
    }

    @Test
    void aSealingThatWasCutShortIsDoneAnew() {
        database("update audit set seal = null where number > 2");
        database("update audit_end set entries = -1, seal = ''");
        store.close();
        open();

        assertThat(audit.verify(Optional.empty()).broken()).isEmpty();
        assertThat(audit.verify(Optional.empty()).entries()).isEqualTo(5);
    }

    private void assertBrokenAt(long number) {
        Verification found = audit.verify(Optional.empty());
        assertThat(found.broken().flatMap(Broken::number)).contains(number);
        assertThat(found.broken().orElseThrow().reason()).contains("Entry " + number);
    }

    private void database(String sql) {
        store.service().writer().write(work -> work.execute(work.prepare(sql)));
    }
}
