package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.ocpp16.ScriptedStation.number;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.model.Doubt;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Evidence;
import org.ohmstead.api.model.Transaction;

/** The end was not told: what else tells of it. */
class LostStopsTest extends LostStopsScene {

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
    void aStopWithNobodysNumberThatFitsBoundsWhatTheNextStartSupersedes(boolean restarted) {
        charges();
        waits(Duration.ofMinutes(10));
        station.stops(-1, CARD, 8_200);
        Instant stopped = station.now();
        if (restarted) {
            serverRestarts();
        }
        waits(Duration.ofMinutes(20));
        station.starts(CARD, 8_500);

        Transaction first = transactions().getLast();
        assertThat(first.endedAt()).contains(stopped);
        assertThat(first.energy()).contains(Energy.ofWattHours(7_200));
        assertThat(first.ending().orElseThrow().estimated()).isTrue();
    }

    @Test
    void aStopOfAfterTheNextStartBoundsNothing() {
        charges();
        waits(Duration.ofMinutes(20));
        station.stops(-1, CARD, 8_200);
        station.starts(CARD, 8_500, station.now().minus(Duration.ofMinutes(1)));

        assertThat(transactions().getLast().energy()).contains(Energy.ofWattHours(7_500));
    }

    @Test
    void aClockThatIsBehindRefutesABootAllTheSame() {
        Duration behind = Duration.ofHours(2);
        station.starts(CARD, 1_000, station.now().minus(behind));
        for (int i = 0; i < 5; i++) {
            waits(Duration.ofMinutes(1));
            station.is("Charging", station.now().minus(behind));
        }
        station.boots();
        assertThat(evidence()).anyMatch(Evidence::standing);
        waits(Duration.ofMinutes(1));
        station.is("SuspendedEV", station.now().minus(behind));

        assertThat(evidence()).allMatch(sign -> !sign.standing());
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
}
