package org.ohmstead.transactions.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.Reviews.DoubtfulReport;
import org.ohmstead.api.csms.Reviews.DoubtfulTransaction;
import org.ohmstead.api.csms.Reviews.Query;
import org.ohmstead.api.csms.Reviews.Review;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.Decision;
import org.ohmstead.api.model.Doubt;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Evidence;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.api.model.UnmatchedReport;
import org.ohmstead.transactions.store.TransactionStore.Open;

/** What every {@link ReviewStore} promises, over the {@link TransactionStore} of the same data. */
public abstract class ReviewStoreContract extends TransactionStoreFixture {

    private static final TransactionId NOBODY = new TransactionId(999_999);
    private ReviewStore reviews;

    /** Over the same data as the store that was made last. */
    protected abstract ReviewStore newReviews();

    @BeforeEach
    void openReviews() {
        reviews = newReviews();
    }

    private static Evidence sign(Evidence.Kind kind, Instant at) {
        return new Evidence(
                kind, at, at.plusSeconds(1), Optional.of(Energy.ofWattHours(5)), "Available", Optional.empty());
    }

    private static Decision decision(Instant at, Doubt... settled) {
        return new Decision(
                "eva",
                at,
                "the driver called",
                Optional.of(T0.plusSeconds(300)),
                Optional.of(Energy.ofWattHours(900)),
                Set.of(settled));
    }

    private List<Review> waiting() {
        return reviews.page(Query.all(Scope.ALL), Page.Request.first(100)).items();
    }

    private Transaction estimated(int evse) {
        Transaction transaction = plain(evse);
        return store.end(end(transaction, T0.plusSeconds(600), true)).transaction();
    }

    /** One with a flag that says nothing while it runs. */
    private Transaction plain(int evse) {
        return stored(start(CP1, evse, T0));
    }

    @Test
    void evidenceIsKeptOnceAndStandsUntilItIsRefuted() {
        Transaction transaction = plain(1);
        Evidence boot = sign(Evidence.Kind.BOOT, T0.plusSeconds(60));
        Evidence free = sign(Evidence.Kind.STATUS_AVAILABLE, T0.plusSeconds(70));

        reviews.keep(transaction.id(), boot, Optional.empty());
        reviews.keep(transaction.id(), free, Optional.empty());
        reviews.keep(transaction.id(), boot, Optional.empty());

        assertThat(reviews.evidence(transaction.id())).containsExactly(boot, free);
        assertThat(reviews.standing()).containsOnlyKeys(transaction.id());
        assertThat(factsOf(Facts.TransactionDoubted.class)).hasSize(2);

        reviews.refute(transaction.id(), List.of(boot), T0.plusSeconds(90));

        assertThat(reviews.standing().get(transaction.id())).containsExactly(free);
        assertThat(reviews.evidence(transaction.id()).getFirst().refutedAt()).contains(T0.plusSeconds(90));

        reviews.refute(transaction.id(), List.of(boot), T0.plusSeconds(95));

        assertThat(reviews.evidence(transaction.id()).getFirst().refutedAt()).contains(T0.plusSeconds(90));
        assertThat(factsOf(Facts.EvidenceRefuted.class))
                .containsExactly(new Facts.EvidenceRefuted(transaction.id(), Evidence.Kind.BOOT, boot.receivedAt()));
    }

    @Test
    void evidenceOfWhatIsNotThereIsAMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reviews.keep(NOBODY, sign(Evidence.Kind.BOOT, T0), Optional.empty()));
        assertThat(reviews.evidence(NOBODY)).isEmpty();
        assertThat(reviews.find(NOBODY)).isEmpty();
    }

    @Test
    void evidenceOfWhatEndedStandsAgainstNothing() {
        Transaction transaction = plain(1);
        reviews.keep(transaction.id(), sign(Evidence.Kind.BOOT, T0.plusSeconds(60)), Optional.empty());
        store.end(end(transaction, T0.plusSeconds(600), true));

        assertThat(reviews.standing()).isEmpty();
        assertThat(reviews.evidence(transaction.id())).hasSize(1);
    }

    @Test
    void aStopThatFitsNothingWaitsUntilItIsEvidence() {
        Transaction transaction = plain(1);
        UnmatchedReport stop = store.unmatched(stray("-1", T0.plusSeconds(50), 2_000));
        assertThat(store.unmatched(stray("-1", T0.plusSeconds(50), 2_000)).id()).isEqualTo(stop.id());
        assertThat(reviews.looseStops()).containsExactly(stop);
        assertThat(waiting()).containsExactly(new DoubtfulReport(stop, Set.of(Doubt.UNMATCHED_STOP)));

        Evidence evidence = sign(Evidence.Kind.STOP_UNMATCHED, T0.plusSeconds(50));
        reviews.keep(transaction.id(), evidence, Optional.of(stop.id()));
        assertThat(waiting()).isEmpty();
        assertThat(reviews.looseStops()).isEmpty();
        assertThat(reviews.reports(transaction.id()))
                .extracting(UnmatchedReport::id)
                .containsExactly(stop.id());

        reviews.refute(transaction.id(), List.of(evidence), T0.plusSeconds(90));
        assertThat(waiting()).hasSize(1);
        assertThat(reviews.looseStops()).containsExactly(stop);

        reviews.keep(transaction.id(), evidence, Optional.of(stop.id()));
        assertThat(waiting()).hasSize(1);
        assertThat(factsOf(Facts.TransactionDoubted.class))
                .singleElement()
                .satisfies(fact -> assertThat(fact.report()).contains(stop.id()));
    }

    @Test
    void anEstimateIsTakenBackAndTheTransactionRunsAgain() {
        Transaction transaction = plain(1);
        reviews.keep(transaction.id(), sign(Evidence.Kind.BOOT, T0.plusSeconds(60)), Optional.empty());
        store.end(end(transaction, T0.plusSeconds(600), true));

        Optional<Transaction> again = reviews.reopen(transaction.id(), Energy.ofWattHours(3_000), T0.plusSeconds(900));

        assertThat(again).hasValueSatisfying(open -> assertThat(open.open()).isTrue());
        assertThat(store.open()).extracting(Open::transaction).isEqualTo(List.of(again.orElseThrow()));
        assertThat(reviews.standing()).isEmpty();
        assertThat(waiting()).isEmpty();
        assertThat(factsOf(Facts.TransactionReopened.class)).hasSize(1);
    }

    @Test
    void whatRunsAgainAlreadyIsGivenBackAsItIs() {
        Transaction transaction = estimated(1);
        Optional<Transaction> once = reviews.reopen(transaction.id(), Energy.ofWattHours(3_000), T0.plusSeconds(900));

        assertThat(reviews.reopen(transaction.id(), Energy.ofWattHours(3_000), T0.plusSeconds(990)))
                .isEqualTo(once);
        assertThat(factsOf(Facts.TransactionReopened.class)).hasSize(1);
    }

    @Test
    void aRealEndIsNotTakenBackNorOneWhoseEvseIsTaken() {
        Transaction real = plain(1);
        store.end(end(real, T0.plusSeconds(600), false));
        Transaction taken = estimated(2);
        plain(2);

        assertThat(reviews.reopen(real.id(), Energy.ofWattHours(3_000), T0.plusSeconds(900)))
                .isEmpty();
        assertThat(reviews.reopen(taken.id(), Energy.ofWattHours(3_000), T0.plusSeconds(900)))
                .isEmpty();
        assertThat(store.find(taken.id()).orElseThrow().open()).isFalse();
        assertThat(factsOf(Facts.TransactionReopened.class)).isEmpty();
    }

    @Test
    void aDecisionStandsBesideWhatWasReportedAndCanBeFollowedByAnother() {
        Transaction transaction = estimated(1);
        Decision first = decision(T0.plusSeconds(700), Doubt.ESTIMATED_END, Doubt.TIME);

        reviews.decide(transaction.id(), first);

        Transaction decided = store.find(transaction.id()).orElseThrow();
        assertThat(decided).isEqualTo(transaction.with(Optional.of(first)));
        assertThat(decided.ending()).isEqualTo(transaction.ending());
        assertThat(decided.energy()).contains(Energy.ofWattHours(900));
        assertThat(decided.endedAt()).contains(T0.plusSeconds(300));
        assertThat(waiting()).isEmpty();
        assertThat(reviews.find(transaction.id()))
                .hasValueSatisfying(review -> assertThat(review.doubts()).isEmpty());

        Decision second =
                new Decision("max", T0.plusSeconds(800), "", Optional.empty(), Optional.empty(), first.settled());
        reviews.decide(transaction.id(), second);
        assertThat(store.find(transaction.id()).orElseThrow().decision()).contains(second);
        assertThat(factsOf(Facts.TransactionDecided.class))
                .extracting(Facts.TransactionDecided::who)
                .containsExactly("eva", "max");
    }

    @Test
    void theRealEndAfterADecisionWaitsAgain() {
        Transaction transaction = estimated(1);
        reviews.decide(transaction.id(), decision(T0.plusSeconds(700), Doubt.ESTIMATED_END, Doubt.TIME));
        store.end(end(store.find(transaction.id()).orElseThrow(), T0.plusSeconds(900), false));

        assertThat(waiting())
                .singleElement()
                .satisfies(review -> assertThat(review.doubts()).containsExactly(Doubt.NEWS_AFTER_DECISION));
        assertThat(store.find(transaction.id()).orElseThrow().energy()).contains(Energy.ofWattHours(900));
    }

    @Test
    void aDecidedReportWaitsNoLonger() {
        Transaction transaction = plain(1);
        UnmatchedReport stop = store.unmatched(stray("0", T0.plusSeconds(50), 2_000));
        Decision decision = new Decision(
                "eva", T0.plusSeconds(90), "", Optional.empty(), Optional.empty(), Set.of(Doubt.UNMATCHED_STOP));

        reviews.decide(stop.id(), decision, Optional.of(transaction.id()));

        assertThat(waiting()).isEmpty();
        assertThat(reviews.looseStops()).isEmpty();
        assertThat(reviews.reports(transaction.id()))
                .singleElement()
                .satisfies(report -> assertThat(report.decision()).contains(decision));
        assertThat(factsOf(Facts.UnmatchedReportDecided.class)).hasSize(1);
    }

    @Test
    void whatIsDoubtfulIsFiledByEachUnitThatMakesItSo() {
        Transaction late = plain(1);
        store.flag(late.id(), Set.of(TransactionFlag.OVERDUE), T0.plusSeconds(10));
        Transaction estimated = estimated(2);
        store.unmatched(stray("0", T0.plusSeconds(50), 2_000));

        assertThat(waiting())
                .extracting(Review::doubts)
                .containsExactly(
                        Set.of(Doubt.ESTIMATED_END, Doubt.TIME), Set.of(Doubt.UNMATCHED_STOP), Set.of(Doubt.OVERDUE));
        assertThat(waiting().getFirst())
                .isEqualTo(new DoubtfulTransaction(
                        store.find(estimated.id()).orElseThrow(),
                        Set.of(Doubt.ESTIMATED_END, Doubt.TIME),
                        T0.plusSeconds(600)));
    }

    @Test
    void aQueryFindsWhatItAsksForAndPagesMissNothing() {
        for (int evse = 1; evse <= 5; evse++) {
            estimated(evse);
        }
        store.unmatched(stray("0", T0.plusSeconds(50), 2_000));
        assertThat(found(Set.of(Doubt.UNMATCHED_STOP), Scope.ALL)).isEqualTo(1);
        assertThat(found(Set.of(Doubt.METER), Scope.ALL)).isZero();
        assertThat(found(Set.of(Doubt.TIME, Doubt.UNMATCHED_STOP), Scope.ALL)).isEqualTo(6);
        assertThat(found(Set.of(), new Scope(Optional.of(Set.of(new SiteId("elsewhere"))))))
                .isZero();
        assertThat(reviews.page(
                                new Query(Scope.ALL, Set.of(), Optional.of(T0.plusSeconds(600)), Optional.empty()),
                                Page.Request.first(10))
                        .items())
                .hasSize(5);

        List<TransactionId> seen = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Page<Review> page = reviews.page(Query.all(Scope.ALL), new Page.Request(next, 2));
            page.items().forEach(review -> seen.add(review.id()));
            next = page.next();
        } while (next.isPresent());
        assertThat(seen).hasSize(6).doesNotHaveDuplicates();
    }

    private int found(Set<Doubt> doubts, Scope scope) {
        return reviews.page(new Query(scope, doubts, Optional.empty(), Optional.empty()), Page.Request.first(10))
                .items()
                .size();
    }
}
