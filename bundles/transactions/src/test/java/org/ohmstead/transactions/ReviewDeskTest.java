package org.ohmstead.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.transactions.Scene.CP1;
import static org.ohmstead.transactions.Scene.CP2;
import static org.ohmstead.transactions.Scene.T0;
import static org.ohmstead.transactions.Scene.end;
import static org.ohmstead.transactions.Scene.idOf;
import static org.ohmstead.transactions.Scene.second;
import static org.ohmstead.transactions.Scene.start;
import static org.ohmstead.transactions.Scene.update;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.Reviews.Choice;
import org.ohmstead.api.csms.Reviews.Choice.Accept;
import org.ohmstead.api.csms.Reviews.Choice.Attach;
import org.ohmstead.api.csms.Reviews.Choice.Correct;
import org.ohmstead.api.csms.Reviews.Query;
import org.ohmstead.api.csms.Reviews.Result;
import org.ohmstead.api.csms.Reviews.Review;
import org.ohmstead.api.csms.Transactions.Start;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.Doubt;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionEvent.Details;
import org.ohmstead.api.model.TransactionEvent.Ended;
import org.ohmstead.api.model.TransactionId;

/** What people may decide about what is doubtful, and what they may not. */
class ReviewDeskTest {

    private static final Correct ENERGY = new Correct(Optional.empty(), Optional.of(Energy.ofWattHours(700)));
    private final Scene scene = new Scene();
    private Start lost;

    @BeforeEach
    void oneSuperseded() {
        lost = scene.starts(1, T0, 1_000);
        scene.starts(1, second(600), 2_000);
        scene.now = second(700);
    }

    private Result decide(TransactionId id, Choice choice) {
        return scene.service.decide(id, choice, "eva", "she called");
    }

    private Result decide(Choice choice) {
        return decide(lost.transaction().id(), choice);
    }

    private static boolean changed(Result result) {
        return ((Result.Decided) result).changed();
    }

    private static String senseless(Result result) {
        return ((Result.Senseless) result).field();
    }

    private List<Review> inbox() {
        return scene.service.page(Query.all(Scope.ALL), Page.Request.first(10)).items();
    }

    private TransactionId stray(String id, long second, long wattHours) {
        scene.service.ended(end(CP1, id, second(second), wattHours));
        return inbox().stream()
                .filter(review -> review.doubts().contains(Doubt.UNMATCHED_STOP))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void whatIsDecidedCountsTodayAtOnceAndAfterARestart() {
        long before = scene.service.totals(Scope.ALL).energyToday().milliwattHours();
        Energy measured = scene.find(lost).energy().orElse(new Energy(0));
        decide(ENERGY);

        long decided = before
                - measured.milliwattHours()
                + ENERGY.energy().orElseThrow().milliwattHours();
        assertThat(scene.service.totals(Scope.ALL).energyToday()).isEqualTo(new Energy(decided));
        scene.restart();
        assertThat(scene.service.totals(Scope.ALL).energyToday()).isEqualTo(new Energy(decided));
    }

    @Test
    void aSessionWhoseMeterHidAPartOfItWaitsAndIsDecidedByItsCount() {
        Start start = scene.starts(2, T0, 2_147_483_647L); // Zaptec (evcc #27499)
        scene.meters(start, second(60), "5000");
        scene.meters(start, second(600), "6000");
        Transaction ended = scene.ends(start, second(660), 6_100);

        assertThat(ended.energy()).contains(Energy.ofWattHours(1_100));
        assertThat(inbox())
                .filteredOn(review -> review.id().equals(ended.id()))
                .singleElement()
                .satisfies(review -> assertThat(review.doubts()).containsExactly(Doubt.METER));
    }

    @Test
    void anEstimateIsAcceptedAsItIs() {
        Transaction before = scene.find(lost);

        assertThat(changed(decide(new Accept()))).isTrue();

        Transaction after = scene.find(lost);
        assertThat(after.ending()).isEqualTo(before.ending());
        assertThat(after.energy()).isEqualTo(before.energy());
        assertThat(after.decision()).hasValueSatisfying(decision -> {
            assertThat(decision.who()).isEqualTo("eva");
            assertThat(decision.settled()).containsExactly(Doubt.ESTIMATED_END);
        });
        assertThat(inbox()).isEmpty();
    }

    @Test
    void theSameDecisionTwiceIsOne() {
        decide(ENERGY);
        scene.now = second(800);

        assertThat(changed(decide(ENERGY))).isFalse();
        assertThat(scene.facts(Facts.TransactionDecided.class)).hasSize(1);
        assertThat(scene.find(lost).decision().orElseThrow().at()).isEqualTo(second(700));
    }

    @Test
    void aDecisionCanBeFollowedByAnother() {
        decide(ENERGY);
        decide(new Correct(Optional.of(second(300)), Optional.of(Energy.ofWattHours(500))));

        assertThat(scene.find(lost).energy()).contains(Energy.ofWattHours(500));
        assertThat(scene.find(lost).endedAt()).contains(second(300));
        assertThat(scene.find(lost).ending().orElseThrow().at()).isEqualTo(second(600));
        assertThat(scene.facts(Facts.TransactionDecided.class)).hasSize(2);
    }

    @Test
    void valuesThatCannotBeAreRefusedByTheirName() {
        assertThat(senseless(decide(new Correct(Optional.empty(), Optional.empty()))))
                .isEqualTo("end");
        assertThat(senseless(decide(new Correct(Optional.of(T0.minusSeconds(1)), Optional.empty()))))
                .isEqualTo("end");
        assertThat(senseless(decide(new Correct(Optional.of(second(9_999)), Optional.empty()))))
                .isEqualTo("end");
        assertThat(senseless(decide(new Correct(Optional.empty(), Optional.of(new Energy(-1))))))
                .isEqualTo("energyWh");
        assertThat(senseless(scene.service.decide(lost.transaction().id(), ENERGY, "eva", " ")))
                .isEqualTo("reason");
        assertThat(senseless(scene.service.decide(lost.transaction().id(), ENERGY, "eva", "x".repeat(501))))
                .isEqualTo("reason");
        assertThat(senseless(decide(new Attach(lost.transaction().id())))).isEqualTo("choice");
        assertThat(scene.find(lost).decision()).isEmpty();
        assertThat(inbox()).hasSize(1);
    }

    /** Eleven minutes of 1 MW; it began at T0 and was over ten minutes later, by its clock and by ours. */
    @Test
    void noMoreIsDecidedThanAnyChargerDelivers() {
        Result refused = decide(new Correct(Optional.empty(), Optional.of(Energy.ofWattHours(183_334))));

        assertThat(refused)
                .isEqualTo(
                        new Result.Senseless("energyWh", "is at most 183333, which is 1 MW for as long as it lasted"));
        assertThat(scene.find(lost).decision()).isEmpty();
        assertThat(scene.facts(Facts.TransactionDecided.class)).isEmpty();
        assertThat(changed(decide(new Correct(Optional.empty(), Optional.of(Energy.ofWattHours(183_333))))))
                .isTrue();
    }

    @Test
    void whatIsDecidedOfWhatRunsIsBoundByTheEndThatIsSet() {
        Start running = scene.starts(2, second(650), 100);
        scene.now = second(1_260);

        assertThat(senseless(decide(
                        running.transaction().id(),
                        new Correct(Optional.of(second(1_250)), Optional.of(Energy.ofWattHours(200_000))))))
                .isEqualTo("energyWh");
        assertThat(scene.find(running).open()).isTrue();
    }

    @Test
    void aClockThatStoodStillDoesNotKeepTheTruthFromBeingDecided() {
        Start still = scene.service.started(Scene.receivedAt(start(CP1, 2, second(650), 100), second(650)));
        scene.now = second(4_300);
        scene.service.ended(new Ended(
                CP1,
                idOf(still),
                Optional.empty(),
                Optional.of(Energy.ofWattHours(50)),
                "Local",
                second(650),
                second(4_250),
                List.of(),
                Details.NONE));

        assertThat(changed(decide(
                        still.transaction().id(),
                        new Correct(Optional.empty(), Optional.of(Energy.ofWattHours(60_000))))))
                .isTrue();
    }

    @Test
    void whatIsNotThereIsUnknown() {
        assertThat(decide(new TransactionId(7), new Accept())).isInstanceOf(Result.Unknown.class);
        assertThat(scene.service.dossier(new TransactionId(7))).isEmpty();
    }

    @Test
    void whatRunsNeedsAnEndToBeCorrected() {
        Start running = scene.starts(2, second(650), 100);

        assertThat(decide(running.transaction().id(), ENERGY)).isInstanceOf(Result.Conflict.class);
        assertThat(scene.find(running).open()).isTrue();
    }

    @Test
    void whatRunsEndsWithTheDecisionAsEstimated() {
        Start running = scene.starts(2, second(650), 100);
        scene.meters(running, second(660), "150");

        decide(running.transaction().id(), new Correct(Optional.of(second(670)), Optional.empty()));

        assertThat(scene.find(running).ending()).hasValueSatisfying(ending -> {
            assertThat(ending.at()).isEqualTo(second(670));
            assertThat(ending.estimated()).isTrue();
            assertThat(ending.stoppedReason()).isEqualTo(Transaction.Ending.DECIDED_REASON);
            assertThat(ending.meterStop()).contains(Energy.ofWattHours(150));
        });
        assertThat(inbox())
                .extracting(Review::id)
                .containsExactly(lost.transaction().id());
    }

    @Test
    void aDecidedEndDoesNotReopen() {
        Start running = scene.starts(2, second(650), 100);
        decide(running.transaction().id(), new Correct(Optional.of(second(670)), Optional.empty()));

        scene.service.updated(update(CP1, 2, idOf(running), second(680), "900"));

        assertThat(scene.find(running).open()).isFalse();
    }

    @Test
    void anUnauthorizedStartThatWasAcceptedStaysSettledWhenItEnds() {
        scene.verdicts.byToken.put(Scene.CARD, Authorization.INVALID);
        Start refused = scene.starts(2, second(650), 100);
        decide(new Accept());
        decide(refused.transaction().id(), new Accept());
        assertThat(inbox()).isEmpty();

        scene.ends(refused, second(690), 200);

        assertThat(inbox()).isEmpty();
        assertThat(scene.find(refused).decision()).isPresent();
    }

    @Test
    void aStopIsAttachedOnceAndToOneThatCanTakeItOnly() {
        Start done = scene.starts(2, second(650), 100);
        scene.ends(done, second(660), 150);
        scene.service.started(start(CP2, 1, T0, 0));
        TransactionId elsewhere = scene.service.open(Scope.ALL).stream()
                .filter(open -> open.station().equals(CP2))
                .findFirst()
                .orElseThrow()
                .id();
        TransactionId stop = stray("0", 500, 1_900);

        assertThat(decide(stop, ENERGY)).isInstanceOf(Result.Senseless.class);
        assertThat(decide(stop, new Attach(done.transaction().id()))).isInstanceOf(Result.Conflict.class);
        assertThat(decide(stop, new Attach(elsewhere))).isInstanceOf(Result.Senseless.class);
        assertThat(decide(stop, new Attach(new TransactionId(7)))).isInstanceOf(Result.Senseless.class);
        assertThat(changed(decide(stop, new Attach(lost.transaction().id())))).isTrue();
        assertThat(changed(decide(stop, new Attach(lost.transaction().id())))).isFalse();
        assertThat(decide(stop, new Accept())).isInstanceOf(Result.Decided.class);

        assertThat(scene.find(lost).ending().orElseThrow().estimated()).isFalse();
        assertThat(scene.find(lost).energy()).contains(Energy.ofWattHours(900));
        assertThat(scene.facts(Facts.UnmatchedReportDecided.class)).hasSize(1);
        assertThat(inbox()).isEmpty();
    }

    @Test
    void aReportThatIsPutAwayTouchesNothing() {
        TransactionId stop = stray("0", 500, 1_900);

        assertThat(changed(decide(stop, new Accept()))).isTrue();
        assertThat(changed(decide(stop, new Accept()))).isFalse();

        assertThat(scene.find(lost).ending().orElseThrow().estimated()).isTrue();
        assertThat(inbox())
                .extracting(Review::id)
                .containsExactly(lost.transaction().id());
    }
}
