package org.ohmstead.identity.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.csms.People.Role;
import org.ohmstead.api.model.Page;
import org.ohmstead.identity.store.PeopleStore.AuditEnd;
import org.ohmstead.identity.store.PeopleStore.StoredApiToken;
import org.ohmstead.identity.store.PeopleStore.StoredSession;
import org.ohmstead.identity.store.PeopleStore.StoredUser;

/** What every {@link PeopleStore} promises. Run against memory here and against each database by the store. */
public abstract class PeopleStoreContract {

    private static final Instant T0 = Instant.parse("2026-11-22T10:00:00Z");
    private static final StoredUser EVA = new StoredUser("eva", Role.OPERATOR, "$argon2id$1", T0);

    private PeopleStore store;

    /** An empty store; what it reads and writes is asked through this very object. */
    protected abstract PeopleStore newStore();

    @BeforeEach
    void open() {
        store = newStore();
    }

    @Test
    void aUserIsKeptAsPut() {
        store.putUser(EVA);

        assertThat(store.users()).containsExactly(EVA);
    }

    @Test
    void puttingAUserAgainReplacesIt() {
        store.putUser(EVA);
        var changed = new StoredUser("eva", Role.ADMINISTRATOR, "$argon2id$2", T0);
        store.putUser(changed);

        assertThat(store.users()).containsExactly(changed);
    }

    @Test
    void removingAUserTellsWhetherItWasThere() {
        store.putUser(EVA);

        assertThat(store.removeUser("eva")).isTrue();
        assertThat(store.removeUser("eva")).isFalse();
        assertThat(store.users()).isEmpty();
    }

    @Test
    void aSessionIsKeptAndRemoved() {
        store.putUser(EVA);
        var session = new StoredSession("hash-1", "eva", T0.plusSeconds(60));
        store.putSession(session);
        assertThat(store.sessions()).containsExactly(session);

        store.removeSession("hash-1");
        store.removeSession("hash-1");

        assertThat(store.sessions()).isEmpty();
    }

    @Test
    void allSessionsOfAUserGoAtOnceAndNobodyElses() {
        store.putUser(EVA);
        store.putUser(new StoredUser("tom", Role.OPERATOR, "$argon2id$3", T0));
        var toms = new StoredSession("hash-3", "tom", T0);
        store.putSession(new StoredSession("hash-1", "eva", T0));
        store.putSession(new StoredSession("hash-2", "eva", T0));
        store.putSession(toms);

        store.removeSessionsOf("eva");

        assertThat(store.sessions()).containsExactly(toms);
    }

    @Test
    void anApiTokensNameIsTakenOnce() {
        var first = new StoredApiToken(
                "erp", Role.OPERATOR, "hash-1", T0, Optional.of(T0.plusSeconds(60)), Optional.of("eva"));
        assertThat(store.addApiToken(first)).isTrue();

        assertThat(store.addApiToken(new StoredApiToken(
                        "erp", Role.ADMINISTRATOR, "hash-2", T0, Optional.empty(), Optional.empty())))
                .isFalse();

        assertThat(store.apiTokens()).containsExactly(first);
    }

    @Test
    void aRevokedApiTokensNameIsFreeAgain() {
        store.addApiToken(new StoredApiToken("erp", Role.OPERATOR, "hash-1", T0, Optional.empty(), Optional.empty()));
        assertThat(store.removeApiToken("erp")).isTrue();
        assertThat(store.removeApiToken("erp")).isFalse();
        var second = new StoredApiToken("erp", Role.OPERATOR, "hash-2", T0, Optional.empty(), Optional.empty());

        assertThat(store.addApiToken(second)).isTrue();

        assertThat(store.apiTokens()).containsExactly(second);
    }

    @Test
    void whoIsRemovedTakesTheTokensAlongAndNobodyElses() {
        store.putUser(EVA);
        var evas = new StoredApiToken("erp", Role.OPERATOR, "hash-1", T0, Optional.empty(), Optional.of("eva"));
        var toms = new StoredApiToken("bi", Role.OPERATOR, "hash-2", T0, Optional.empty(), Optional.of("tom"));
        var nobodys = new StoredApiToken("old", Role.OPERATOR, "hash-3", T0, Optional.empty(), Optional.empty());
        List.of(evas, toms, nobodys).forEach(store::addApiToken);

        store.removeUser("eva");

        assertThat(store.apiTokens()).containsExactlyInAnyOrder(toms, nobodys);
    }

    @Test
    void theAuditTrailIsReadNewestFirstPageByPage() {
        for (int i = 1; i <= 5; i++) {
            store.append(entry("subject-" + i));
        }

        List<Audit.Entry> read = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<Audit.Entry> page = store.audit(new Page.Request(after, 2));
            assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
            read.addAll(page.items());
            after = page.next();
        } while (after.isPresent());

        assertThat(read)
                .extracting(Audit.Entry::subject)
                .containsExactly("subject-5", "subject-4", "subject-3", "subject-2", "subject-1");
        assertThat(read).extracting(Audit.Entry::number).doesNotHaveDuplicates();
    }

    @Test
    void whatIsAppendedBetweenTwoPagesDoesNotShiftThem() {
        for (int i = 1; i <= 3; i++) {
            store.append(entry("subject-" + i));
        }
        Page<Audit.Entry> first = store.audit(Page.Request.first(2));
        store.append(entry("late"));

        Page<Audit.Entry> second = store.audit(new Page.Request(first.next(), 2));

        assertThat(second.items()).extracting(Audit.Entry::subject).containsExactly("subject-1");
    }

    @Test
    void anAuditEntryIsKeptAsAppended() {
        var entry = new Audit.Entry(T0, "eva", "station.change", "CP-1", Optional.of("Gate"), Optional.empty());
        store.append(entry);

        assertThat(store.audit(Page.Request.first(10)).items())
                .singleElement()
                .usingRecursiveComparison()
                .ignoringFields("number", "seal")
                .isEqualTo(entry);
    }

    @Test
    void eachEntryIsSealedWithTheOneBefore() {
        assertThat(store.auditEnd()).isEqualTo(new AuditEnd(0, Seal.NONE));
        store.append(entry("subject-1"));
        store.append(entry("subject-2"));

        List<Audit.Entry> kept = store.auditAfter(0, 10);

        assertThat(kept).extracting(Audit.Entry::subject).containsExactly("subject-1", "subject-2");
        assertThat(kept.get(0).seal()).isEqualTo(Seal.of(Seal.NONE, kept.get(0)));
        assertThat(kept.get(1).seal()).isEqualTo(Seal.of(kept.get(0).seal(), kept.get(1)));
        assertThat(store.auditEnd()).isEqualTo(new AuditEnd(2, kept.get(1).seal()));
    }

    @Test
    void whatIsShortenedToFitIsSealedAsItIsKept() {
        store.append(new Audit.Entry(
                T0.plusNanos(123_456_789),
                "w".repeat(900),
                "a".repeat(900),
                "s".repeat(900),
                Optional.of("b".repeat(5_000)),
                Optional.of("")));

        assertThat(store.auditAfter(0, 1))
                .singleElement()
                .satisfies(kept -> assertThat(kept.seal()).isEqualTo(Seal.of(Seal.NONE, kept)));
    }

    @Test
    void theTrailIsReadFromItsBeginningPageByPage() {
        for (int i = 1; i <= 5; i++) {
            store.append(entry("subject-" + i));
        }
        List<Audit.Entry> first = store.auditAfter(0, 3);

        assertThat(first).extracting(Audit.Entry::subject).containsExactly("subject-1", "subject-2", "subject-3");
        assertThat(store.auditAfter(first.getLast().number(), 3))
                .extracting(Audit.Entry::subject)
                .containsExactly("subject-4", "subject-5");
    }

    private static Audit.Entry entry(String subject) {
        return new Audit.Entry(T0, "eva", "station.change", subject, Optional.empty(), Optional.of("after"));
    }
}
