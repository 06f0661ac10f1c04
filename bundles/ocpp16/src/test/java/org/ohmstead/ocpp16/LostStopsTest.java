package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.ocpp16.ScriptedStation.number;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.csms.Reviews;
import org.ohmstead.api.csms.Reviews.Choice;
import org.ohmstead.api.csms.Reviews.Review;
import org.ohmstead.api.csms.StationAdmission.Connection;
import org.ohmstead.api.csms.TransactionHistory.Query;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.Doubt;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Evidence;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Ending;
import org.ohmstead.testkit.FakeLink;
import org.ohmstead.testkit.InMemoryCsms;

/** Stations that lose a stop, send it without its number, or send it days later, frame by frame. */
class LostStopsTest {

    private static final String CARD = "04A1B2C3";
    private static final Duration HOUR = Duration.ofHours(1);

    private final InMemoryCsms csms = new InMemoryCsms().withStation("CP-1").withToken(CARD);
    private final ScriptedStation station = new ScriptedStation(csms, "CP-1");
    private Connection connection;

    @BeforeEach
    void comes() {
        connection = csms.connect("CP-1", new FakeLink());
        station.connects();
    }

    /** The server dies and comes back, and so does the station's connection. */
    private void serverRestarts() {
        csms.restart();
        comes();
    }

    private void goes() {
        connection.closed("The line is dead.");
    }

    /** Time passes, and the server looks for lost stops each minute. */
    private void waits(Duration time) {
        for (long minute = 0; minute < time.toMinutes(); minute++) {
            station.waits(Duration.ofMinutes(1));
            csms.looksAtTheTime();
        }
    }

    private List<Transaction> transactions() {
        return csms.history()
                .page(Query.all(Scope.ALL).at(new StationId("CP-1")), Page.Request.first(100))
                .items();
    }

    private Transaction latest() {
        return transactions().getFirst();
    }

    private Ending ending() {
        return latest().ending().orElseThrow();
    }

    private List<Review> inbox() {
        return csms.reviews()
                .page(Reviews.Query.all(Scope.ALL), Page.Request.first(100))
                .items();
    }

    private List<Evidence> evidence() {
        return csms.reviews().dossier(latest().id()).orElseThrow().evidence();
    }

    /** Charges for an hour, 1 kWh to 8 kWh. */
    private long charges() {
        long number = station.starts(CARD, 1_000);
        station.is("Charging");
        waits(HOUR);
        station.meters(number, 8_000);
        return number;
    }

    @Test
    void zaptecSkipsTheStopAndStartsAnew() {
        charges();
        waits(HOUR);
        station.starts(CARD, 8_500);

        Transaction first = transactions().getLast();
        assertThat(first.ending().orElseThrow().estimated()).isTrue();
        assertThat(first.ending().orElseThrow().meterStop()).contains(Energy.ofWattHours(8_500));
        assertThat(inbox())
                .singleElement()
                .satisfies(review -> assertThat(review.doubts()).containsExactly(Doubt.ESTIMATED_END));
        assertThat(csms.reviews().dossier(first.id()).orElseThrow().evidence())
                .extracting(Evidence::kind)
                .containsExactly(Evidence.Kind.NEW_START);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void zaptecSkipsTheStopAndIsFree(boolean restarted) {
        charges();
        Instant lastReading = station.now();
        waits(Duration.ofMinutes(5));
        station.is("Available");
        Instant free = station.now();
        if (restarted) {
            serverRestarts();
        }
        waits(HOUR);

        assertThat(ending().estimated()).isTrue();
        assertThat(ending().at()).isEqualTo(free).isAfter(lastReading);
        assertThat(latest().energy()).contains(Energy.ofWattHours(7_000));
        assertThat(evidence())
                .extracting(Evidence::kind)
                .containsExactly(Evidence.Kind.STATUS_AVAILABLE, Evidence.Kind.METER_IDLE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStopLostInAPowerCutIsEstimatedAtTheLastReading(boolean restarted) {
        charges();
        Instant lastReading = station.now();
        goes();
        waits(HOUR);
        comes();
        station.boots();
        if (restarted) {
            serverRestarts();
        }
        station.is("Available");
        waits(Duration.ofMinutes(9));
        assertThat(latest().open()).as("it may still deliver its queue").isTrue();
        waits(Duration.ofMinutes(2));

        assertThat(ending().at()).isEqualTo(lastReading);
        assertThat(latest().energy()).contains(Energy.ofWattHours(7_000));
    }

    @Test
    void aBootAfterWhichTheCarChargesOnEndsNothing() {
        long number = charges();
        station.boots();
        station.is("Charging");
        for (int reading = 1; reading <= 30; reading++) {
            waits(HOUR);
            station.meters(number, 8_000 + reading * 100);
        }

        assertThat(latest().open()).isTrue();
        assertThat(evidence()).allMatch(sign -> !sign.standing());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, -16, 77_777})
    void aStopWithNobodysNumberThatFitsIsEvidenceButEndsNothingAlone(long number) {
        charges();
        waits(Duration.ofMinutes(10));
        station.stops(number, CARD, 8_200);
        Instant stopped = station.now();
        waits(Duration.ofMinutes(20));
        assertThat(latest().open()).isTrue();

        station.is("Available");
        waits(Duration.ofMinutes(11));

        assertThat(ending().at()).isEqualTo(stopped);
        assertThat(ending().meterStop()).contains(Energy.ofWattHours(8_200));
        assertThat(ending().estimated()).isTrue();
        assertThat(inbox()).as("the stop is beside its transaction").hasSize(1);
        assertThat(csms.reviews().dossier(latest().id()).orElseThrow().reports())
                .singleElement()
                .satisfies(stop -> assertThat(stop.stationTransactionId()).isEqualTo(Long.toString(number)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void kebaStopsWithMinusOneAfterItWasOffline(boolean restarted) {
        charges();
        Instant cut = station.now();
        goes();
        waits(HOUR);
        comes();
        station.stops(-1, CARD, 9_000, cut.plus(Duration.ofMinutes(30)));
        if (restarted) {
            serverRestarts();
        }
        station.is("Available");
        waits(Duration.ofMinutes(12));

        assertThat(ending().at()).isEqualTo(cut.plus(Duration.ofMinutes(30)));
        assertThat(latest().energy()).contains(Energy.ofWattHours(8_000));
    }

    @Test
    void aStopThatFitsNothingTouchesNothing() {
        charges();
        Instant before = station.now().minus(Duration.ofMinutes(30));
        station.stops(0, "04FFFFFF", 8_200);
        station.stops(-1, CARD, 7_999);
        station.stops(-1, CARD, 8_100, before);
        station.stops(0, CARD, 900_000_000);
        station.stops(-16, CARD, 8_200, Instant.parse("1970-01-01T00:10:00Z"));
        station.is("Available");
        waits(Duration.ofMinutes(15));

        assertThat(latest().open()).isTrue();
        assertThat(evidence()).extracting(Evidence::kind).doesNotContain(Evidence.Kind.STOP_UNMATCHED);
        assertThat(inbox())
                .hasSize(5)
                .allSatisfy(review -> assertThat(review.doubts()).containsExactly(Doubt.UNMATCHED_STOP));
    }

    @Test
    void availableWhileTheSessionGoesOnEndsNothing() {
        long number = charges();
        station.is("Available");
        for (int reading = 1; reading <= 20; reading++) {
            waits(Duration.ofMinutes(15));
            station.meters(number, 8_000 + reading * 500);
        }

        assertThat(latest().open()).isTrue();
        assertThat(evidence()).allSatisfy(sign -> assertThat(sign.refutedAt()).isPresent());
        assertThat(inbox()).isEmpty();
    }

    @Test
    void availableWhileNothingIsMeteredForLessThanTheIdleTimeEndsNothing() {
        charges();
        station.is("Available");
        waits(Duration.ofMinutes(29));

        assertThat(latest().open()).isTrue();
    }

    @Test
    void aFullCarThatStaysPluggedInEndsNothing() {
        long number = charges();
        station.is("SuspendedEV");
        for (int hour = 0; hour < 70; hour++) {
            waits(HOUR);
            station.meters(number, 8_000);
        }

        assertThat(latest().open()).isTrue();
        assertThat(inbox()).isEmpty();
    }

    @Test
    void anAvailableOfTheWholeStationIsNoEvidence() {
        charges();
        station.says(
                "StatusNotification",
                "{\"connectorId\":0,\"errorCode\":\"NoError\",\"status\":\"Available\",\"timestamp\":\"%s\"}"
                        .formatted(station.now()));
        waits(Duration.ofHours(2));

        assertThat(latest().open()).isTrue();
        assertThat(evidence()).isEmpty();
    }

    @Test
    void anAvailableOfBeforeTheStartIsNoEvidence() {
        Instant before = station.now().minus(HOUR);
        charges();
        station.says(
                "StatusNotification",
                "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Available\",\"timestamp\":\"%s\"}"
                        .formatted(before));
        waits(Duration.ofHours(2));

        assertThat(latest().open()).isTrue();
        assertThat(evidence()).isEmpty();
    }

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DeAuthorized",
                "EmergencyStop",
                "EVDisconnected",
                "HardReset",
                "Local",
                "Other",
                "PowerLoss",
                "Reboot",
                "Remote",
                "SoftReset",
                "UnlockCommand",
                "Timeout",
                "evDisconnected",
                "卡"
            })
    void anyReasonIsKeptAsItWasSaid(String reason) {
        long number = station.starts(CARD, 1_000);
        station.says(
                "StopTransaction",
                "{\"transactionId\":%d,\"meterStop\":2000,\"timestamp\":\"%s\",\"reason\":\"%s\"}"
                        .formatted(number, station.now(), reason));

        assertThat(ending().stoppedReason()).isEqualTo(reason);
        assertThat(ending().estimated()).isFalse();
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
