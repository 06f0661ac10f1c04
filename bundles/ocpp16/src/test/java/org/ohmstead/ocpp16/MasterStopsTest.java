package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.authorization.TokenSettings;
import org.ohmstead.transactions.MasterStops;

/** A master card at a 1.6 station, which does not know what that is. */
@Timeout(60)
class MasterStopsTest extends MasterScene {

    @Test
    void aMasterCardStopsAllThatRunsAtItsStation() {
        long first = starts(station, 1, CARD);
        long second = starts(station, 2, "ONE");
        starts(other, 1, CARD);

        assertThat(shows(station, MASTER)).isEqualTo("Accepted");
        awaitStops(station, 2);
        assertThat(station.asked).containsExactlyInAnyOrder(stopOf(first), stopOf(second));
        assertThat(station.askedInBackground).isEmpty();
        assertThat(other.asked).isEmpty();
        assertThat(csms.journal().facts(Facts.MasterTokenShown.class))
                .containsExactly(new Facts.MasterTokenShown(Optional.of(IdToken.of(MASTER))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOST", "DEADBEEF", "TWO", "ONE", CARD})
    void anyOtherCardStopsNothing(String idTag) {
        starts(station, 1, "ONE");
        shows(station, idTag);

        nothingIsStopped();
        assertThat(csms.journal().facts(Facts.MasterTokenShown.class))
                .as("but for the other station")
                .hasSize(1);
    }

    @Test
    void whereNothingRunsNothingIsStopped() {
        long number = starts(station, 1, CARD);
        stops(station, number);
        shows(station, MASTER);
        csms.clock().advance(Duration.ofSeconds(1));
        starts(station, 1, CARD);

        nothingIsStopped();
    }

    @Test
    void whereMastersMayStartShowingOneStopsNothing() {
        csms.withTokenSettings(TokenSettings.SHIPPED.masters(GROUP, true));
        starts(station, 1, CARD);
        shows(station, MASTER);
        csms.withTokenSettings(TokenSettings.SHIPPED.masters(GROUP, false));

        nothingIsStopped();
    }

    @Test
    void withoutAMasterGroupNobodyIsAMaster() {
        csms.withTokenSettings(TokenSettings.SHIPPED);
        starts(station, 1, CARD);
        shows(station, MASTER);
        csms.withTokenSettings(TokenSettings.SHIPPED.masters(GROUP, false));

        nothingIsStopped();
    }

    @Test
    void aMasterThatStopsOneTransactionStopsNoOther() {
        long first = starts(station, 1, CARD);
        starts(station, 2, "ONE");
        station.says(
                "StopTransaction", """
                {"transactionId":%d,"idTag":"%s","meterStop":2000,"timestamp":"%s"}""".formatted(first, MASTER, csms.clock().instant()));

        nothingIsStopped();
    }

    @Test
    void switchedOffItStopsNothing() {
        masters.close();
        masters = following(false);
        starts(station, 1, CARD);
        shows(station, MASTER);
        followed();
        masters.close();
        masters = following(true);

        nothingIsStopped();
    }

    @Test
    void aCardThatWasShownLongAgoStopsNothingAndIsTold() {
        masters.close();
        long number = starts(station, 1, CARD);
        shows(station, MASTER);
        csms.clock().advance(Duration.ofMinutes(10));
        ToldLog.clear();
        masters = following(true);

        nothingIsStopped();
        assertThat(ToldLog.of(MasterStops.class)).contains(runsOn(number));
    }

    @Test
    void aStationThatWasAwayIsAskedOnceItIsBack() {
        long number = startsShowsAndGoes();
        station.connects();
        masters.look();
        masters.look();

        assertThat(station.asked).containsExactly(stopOf(number));
    }

    @Test
    void aStationThatComesBackLateIsNotAsked() {
        startsShowsAndGoes();
        csms.clock().advance(Duration.ofMinutes(10));
        masters.look();
        station.connects();
        masters.look();

        assertThat(station.asked).isEmpty();
    }

    @Test
    void whatEndedWhileTheStationWasAwayIsNotStopped() {
        long number = startsShowsAndGoes();
        station.connects();
        stops(station, number);
        masters.look();

        assertThat(station.asked).isEmpty();
    }

    @Test
    void switchedOffWhileTheStationIsAwayItIsNotAsked() {
        startsShowsAndGoes();
        masters.modified(new Shipped(false));
        station.connects();
        masters.look();

        assertThat(station.asked).isEmpty();
    }

    @Test
    void aFaultMetWithOneTransactionDoesNotSaveTheOthers() {
        long first = starts(station, 1, CARD);
        long second = starts(station, 2, "ONE");
        station.beforeItAnswers = () -> {
            throw new IllegalStateException("of a dialect");
        };
        shows(station, MASTER);
        followed();

        assertThat(station.asked).containsExactlyInAnyOrder(stopOf(first), stopOf(second));
    }

    /** The same at another station is stopped, and so that was read which came before. */
    private void nothingIsStopped() {
        starts(other, 1, CARD);
        shows(other, MASTER);
        awaitStops(other, 1);
        assertThat(station.asked).isEmpty();
    }

    private static void awaitStops(ConfigurableStation at, int count) {
        Await.until(() -> at.asked.size() >= count);
    }
}
