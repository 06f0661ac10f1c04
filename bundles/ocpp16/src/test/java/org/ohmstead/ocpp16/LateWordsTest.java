package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.ocpp16.ScriptedStation.number;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.csms.Reviews.Choice;
import org.ohmstead.api.csms.Reviews.Review;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.Doubt;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.Transaction;

/** What a station tells after its transaction was thought to be over, or before it began. */
class LateWordsTest extends LostStopsScene {

    @Test
    void whileTheStationIsAwayItsQueueIsWaitedFor() {
        long number = charges();
        station.is("Available");
        goes();
        waits(Duration.ofHours(20));
        assertThat(latest().open()).isTrue();
        comes();
        station.stops(number, CARD, 8_300, station.now().minus(Duration.ofHours(19)));

        assertThat(ending().estimated()).isFalse();
        assertThat(inbox()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theRealStopDaysLaterReplacesTheEstimate(boolean restarted) {
        long number = charges();
        Instant real = station.now().plus(Duration.ofMinutes(2));
        station.waits(Duration.ofMinutes(5));
        station.is("Available");
        waits(HOUR);
        assertThat(ending().estimated()).isTrue();
        if (restarted) {
            serverRestarts();
        }
        station.waits(Duration.ofDays(4));

        assertThat(station.stops(number, CARD, 8_100, real)).isNotNull();

        assertThat(ending().estimated()).isFalse();
        assertThat(ending().at()).isEqualTo(real);
        assertThat(latest().energy()).contains(Energy.ofWattHours(7_100));
        assertThat(inbox()).isEmpty();
        assertThat(csms.journal().facts(Facts.TransactionEnded.class))
                .extracting(Facts.TransactionEnded::estimated)
                .containsExactly(true, false);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSessionThatIsSeenToGoOnReopens(boolean restarted) {
        long number = charges();
        station.is("Available");
        waits(HOUR);
        assertThat(latest().open()).isFalse();
        if (restarted) {
            serverRestarts();
        }
        station.meters(number, 9_000);

        assertThat(latest().open()).isTrue();
        assertThat(csms.history().open(Scope.ALL)).hasSize(1);
        assertThat(csms.journal().facts(Facts.TransactionReopened.class)).hasSize(1);
        assertThat(evidence()).allMatch(sign -> !sign.standing());
        assertThat(inbox()).isEmpty();
        station.stops(number, CARD, 9_500);
        assertThat(latest().energy()).contains(Energy.ofWattHours(8_500));
        assertThat(ending().estimated()).isFalse();
    }

    @Test
    void aReadingThatDoesNotRiseReopensNothing() {
        long number = charges();
        Instant early = station.now().minus(Duration.ofMinutes(10));
        station.is("Available");
        waits(HOUR);
        station.meters(number, 8_000);
        station.meters(number, 7_000, early);

        assertThat(ending().estimated()).isTrue();
        assertThat(csms.journal().facts(Facts.TransactionReopened.class)).isEmpty();
    }

    @Test
    void aLateReadingOfASupersededTransactionReopensNothing() {
        long number = charges();
        station.starts(CARD, 8_000);
        waits(Duration.ofMinutes(2));
        station.meters(number, 9_000);

        assertThat(csms.history().open(Scope.ALL)).hasSize(1);
        assertThat(transactions().getLast().open()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStopThatCameBeforeItsStartIsEvidenceOfIt(boolean restarted) {
        Instant began = station.now();
        waits(HOUR);
        station.stops(4_711, CARD, 3_000);
        Instant stopped = station.now();
        if (restarted) {
            serverRestarts();
        }
        station.starts(CARD, 1_000, began);
        station.is("Available");
        waits(Duration.ofMinutes(12));

        assertThat(ending().at()).isEqualTo(stopped);
        assertThat(latest().energy()).contains(Energy.ofWattHours(2_000));
        assertThat(inbox()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStartReplayedAfterItsStopGetsItsOldNumberAndBeginsNothing(boolean restarted) {
        Instant began = station.now();
        long number = charges();
        station.stops(number, CARD, 8_100);
        if (restarted) {
            serverRestarts();
        }

        assertThat(number(station.starts(CARD, 1_000, began))).isEqualTo(number);
        assertThat(transactions()).hasSize(1);
        assertThat(csms.history().open(Scope.ALL)).isEmpty();
    }

    @Test
    void valuesBeforeTheStartIsAnsweredAreKeptAndTouchNothing() {
        station.meters(0, 1_200);
        station.starts(CARD, 1_000);
        station.meters(0, 1_300);

        assertThat(latest().latest()).isEmpty();
        assertThat(inbox())
                .singleElement()
                .satisfies(review -> assertThat(review.doubts()).containsExactly(Doubt.UNMATCHED_READINGS));
    }

    @Test
    void whatIsOpenForTooLongIsPutBeforeAPerson() {
        long number = charges();
        for (int day = 0; day < 4; day++) {
            waits(Duration.ofHours(23));
            station.meters(number, 9_000 + day);
        }

        assertThat(latest().open()).isTrue();
        assertThat(inbox())
                .singleElement()
                .satisfies(review -> assertThat(review.doubts()).containsExactly(Doubt.OVERDUE));
    }

    @Test
    void anUnmatchedStopIsAttachedByAPerson() {
        charges();
        station.stops(0, "04FFFFFF", 8_200);
        Instant stopped = station.now();
        Review stop = inbox().getFirst();
        assertThat(csms.reviews().dossier(stop.id()).orElseThrow().candidates())
                .extracting(Transaction::id)
                .containsExactly(latest().id());

        csms.reviews().decide(stop.id(), new Choice.Attach(latest().id()), "eva", "same driver");
        serverRestarts();

        assertThat(ending().estimated()).isFalse();
        assertThat(ending().at()).isEqualTo(stopped);
        assertThat(inbox()).isEmpty();
    }

    @Test
    void theRealStopAfterADecisionStandsBesideItAndIsPutBeforeAPerson() {
        long number = charges();
        station.is("Available");
        waits(HOUR);
        csms.reviews()
                .decide(
                        latest().id(),
                        new Choice.Correct(Optional.empty(), Optional.of(Energy.ofWattHours(6_000))),
                        "eva",
                        "the driver called");
        assertThat(inbox()).isEmpty();
        serverRestarts();
        waits(HOUR);
        station.stops(number, CARD, 8_100);

        assertThat(latest().energy()).contains(Energy.ofWattHours(6_000));
        assertThat(ending().meterStop()).contains(Energy.ofWattHours(8_100));
        assertThat(inbox())
                .singleElement()
                .satisfies(review -> assertThat(review.doubts()).isEqualTo(Set.of(Doubt.NEWS_AFTER_DECISION)));
    }
}
