package org.ohmstead.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ohmstead.api.model.ConnectorStatus.AVAILABLE;
import static org.ohmstead.api.model.ConnectorStatus.FAULTED;
import static org.ohmstead.api.model.ConnectorStatus.OCCUPIED;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.AvailabilityLedger.State;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.StationId;

/** Whose fault it is that nothing is known: the station's, or the server's. */
class ConnectionsTest {

    private final Days days = new Days();

    @BeforeEach
    void aFreeEvse() {
        days.connects(0).says(0, 1, AVAILABLE);
    }

    @Test
    void aStationThatIsNotConnectedIsUnknownAndComesBackAsItWas() {
        days.goes(10).connects(25);

        assertThat(days.story(30)).containsExactly("0 AVAILABLE", "10 UNKNOWN", "25 AVAILABLE");
        assertThat(days.intervals(Days.ONE, 30).get(1).cause()).contains("Not connected");
    }

    @Test
    void aConnectionThatTakesThePlaceOfAnotherChangesNothing() {
        days.connects(10).connects(11);

        assertThat(days.story(30)).containsExactly("0 AVAILABLE");
    }

    @Test
    void aStationThatWasRemovedIsUnknown() {
        days.fact(10, new Facts.StationRemoved());

        assertThat(days.story(30)).containsExactly("0 AVAILABLE", "10 UNKNOWN");
    }

    @Test
    void aStationRegisteredAnewUnderTheIdentityOfARemovedOneBeginsFresh() {
        days.starts(5, 1, 7).says(6, 2, FAULTED).goes(8).fact(10, new Facts.StationRemoved());
        days.fact(20, new Facts.StationRegistered("", RegistrationStatus.ACCEPTED));
        assertThat(days.book.evses(Days.CP1)).isEmpty();
        assertThat(days.intervals(Days.ONE, 20)).isEmpty();

        days.restarted().connects(21).says(22, 1, AVAILABLE);
        assertThat(days.story(30)).containsExactly("22 AVAILABLE");
        assertThat(days.book.evses(Days.CP1)).containsExactly(Days.ONE);
        assertThat(days.intervals(Days.TWO, 30)).isEmpty();
    }

    @Test
    void aFirstRegistrationLeavesNoTrace() {
        days.of("CP-9").fact(10, new Facts.StationRegistered("", RegistrationStatus.ACCEPTED));

        assertThat(days.store.situations()).doesNotContainKey(new StationId("CP-9"));
    }

    @Test
    void anOutageOfTheServerIsItsOwnFromItsLastSignOfLifeUntilTheStationIsBack() {
        days.serverStarts(60, 45).connects(62);

        assertThat(days.story(90)).containsExactly("0 AVAILABLE", "45 BACKEND", "62 AVAILABLE");
        assertThat(days.summary(90).uptimePercent().orElseThrow()).isCloseTo(100, within(1e-9));
    }

    @Test
    void aStationThatDoesNotComeBackInTimeIsItselfToBlameFromThenOn() {
        days.serverStarts(60, 45);
        assertThat(days.story(65)).containsExactly("0 AVAILABLE", "45 BACKEND");
        assertThat(days.story(90)).containsExactly("0 AVAILABLE", "45 BACKEND", "80 UNKNOWN");

        days.connects(100);
        assertThat(days.story(110)).containsExactly("0 AVAILABLE", "45 BACKEND", "80 UNKNOWN", "100 AVAILABLE");
    }

    @Test
    void doorsThatCloseBeforeTheServerDoesAreItsOutageToo() {
        days.goes(44.5).serverStarts(60, 45).connects(61);

        assertThat(days.story(90)).containsExactly("0 AVAILABLE", "44.5 BACKEND", "61 AVAILABLE");
    }

    @Test
    void aStationThatWasGoneLongBeforeIsNotWaitedFor() {
        days.goes(10).serverStarts(60, 45);

        assertThat(days.story(90)).containsExactly("0 AVAILABLE", "10 UNKNOWN", "45 BACKEND", "60 UNKNOWN");
    }

    @Test
    void aSecondOutageWhileStationsComeBackIsTheServersToo() {
        days.serverStarts(60, 45).serverStarts(63, 62).connects(64);

        assertThat(days.story(90)).containsExactly("0 AVAILABLE", "45 BACKEND", "64 AVAILABLE");
    }

    @Test
    void aFirstStartWithoutSignOfLifeLosesNothing() {
        days.fact(60, new Facts.ServerStarted("1", Optional.empty())).connects(61);

        assertThat(days.story(90)).containsExactly("0 AVAILABLE", "60 BACKEND", "61 AVAILABLE");
    }

    @Test
    void aServerWhoseClockWasSetBackErasesNothing() {
        days.says(30, 1, FAULTED)
                .says(40, 1, AVAILABLE)
                .serverStarts(20, 15)
                .connects(21)
                .says(50, 1, OCCUPIED);

        assertThat(days.story(60)).startsWith("0 AVAILABLE", "30 FAULTED").endsWith("50 IN_USE");
    }

    @Test
    void everyStationIsTouchedByARestart() {
        for (int i = 2; i <= 250; i++) {
            days.of("CP-" + i).connects(1).says(1, 1, AVAILABLE);
        }
        days.serverStarts(60, 45);
        days.of("CP-250");

        assertThat(days.story(65)).containsExactly("1 AVAILABLE", "45 BACKEND");
        assertThat(days.of("CP-77").story(90)).containsExactly("1 AVAILABLE", "45 BACKEND", "80 UNKNOWN");
    }

    @Test
    void anOpenConnectionOnWhichNothingIsHeardIsUnknownFromTheLastFrameOn() {
        days.fact(60, new Facts.StationFellSilent(Days.at(28))).fact(75, new Facts.StationHeardAgain(Days.at(74)));

        assertThat(days.story(90)).containsExactly("0 AVAILABLE", "28 UNKNOWN", "74 AVAILABLE");
    }

    @Test
    void aSilentConnectionThatIsReplacedEndsTheSilence() {
        days.fact(60, new Facts.StationFellSilent(Days.at(28))).connects(70);
        days.fact(71, new Facts.StationHeardAgain(Days.at(70.5)));

        assertThat(days.story(90)).containsExactly("0 AVAILABLE", "28 UNKNOWN", "70 AVAILABLE");
    }

    @Test
    void aSilentStationDoesNotBlameTheServerForItsSilence() {
        days.fact(60, new Facts.StationFellSilent(Days.at(28))).serverStarts(90, 80);

        assertThat(days.story(120)).containsExactly("0 AVAILABLE", "28 UNKNOWN", "80 BACKEND", "90 UNKNOWN");
    }

    @Test
    void aTransactionThatWentOnWhileTheStationWasGoneWasInUseAllTheTime() {
        days.says(5, 1, OCCUPIED)
                .starts(5, 1, 7)
                .goes(20)
                .connects(40)
                .ends(60, 1, 7)
                .says(61, 1, AVAILABLE);

        assertThat(days.story(90)).containsExactly("0 AVAILABLE", "5 IN_USE", "20 IN_USE", "40 IN_USE", "61 AVAILABLE");
        assertThat(days.intervals(Days.ONE, 90).get(2).learnedAt()).contains(Days.at(60));
        assertThat(days.summary(90).changes()).isEqualTo(2);
    }

    @Test
    void anEstimatedEndProvesNothing() {
        days.says(5, 1, OCCUPIED).starts(5, 1, 7).goes(20).connects(40).ends(60, 1, 7, true);

        assertThat(days.story(90)).containsExactly("0 AVAILABLE", "5 IN_USE", "20 UNKNOWN", "40 IN_USE");
    }

    @Test
    void aTransactionDoesNotTakeTheServersOutageAway() {
        days.says(5, 1, OCCUPIED)
                .starts(5, 1, 7)
                .serverStarts(40, 20)
                .connects(41)
                .ends(60, 1, 7);

        assertThat(days.minutes(State.BACKEND, 90)).isEqualTo(21);
    }

    @Test
    void aStatusThatWaitedInTheStationFillsInWhatNobodyKnewAndSaysSo() {
        days.says(6, 1, OCCUPIED).says(7, 1, AVAILABLE); // shows that its clock is right
        days.goes(10).connects(30);
        days.happenedAt(15).says(30.1, 1, FAULTED).happenedAt(22).says(30.2, 1, AVAILABLE);

        assertThat(days.story(40))
                .containsExactly(
                        "0 AVAILABLE",
                        "6 IN_USE",
                        "7 AVAILABLE",
                        "10 UNKNOWN",
                        "15 FAULTED",
                        "22 AVAILABLE",
                        "30 AVAILABLE",
                        "30.1 FAULTED",
                        "30.2 AVAILABLE");
        assertThat(days.intervals(Days.ONE, 40).get(4).learnedAt()).contains(Days.at(30.1));
        assertThat(days.intervals(Days.ONE, 40).get(3).learnedAt()).isEmpty();
    }

    @Test
    void whatWasKnownIsNotChangedByALateReport() {
        days.says(7, 1, OCCUPIED).says(8, 1, AVAILABLE).goes(10).connects(30);
        days.happenedAt(9).says(30.1, 1, FAULTED);

        assertThat(days.story(40)).endsWith("8 AVAILABLE", "10 UNKNOWN", "30 AVAILABLE", "30.1 FAULTED");
    }

    @Test
    void aStationWhoseClockWasWrongFillsInNothing() {
        days.happenedAt(-55)
                .says(7, 1, OCCUPIED)
                .happenedAt(-50)
                .says(8, 1, AVAILABLE)
                .goes(10)
                .connects(30);
        days.happenedAt(15).says(30.1, 1, FAULTED);

        assertThat(days.story(40)).endsWith("8 AVAILABLE", "10 UNKNOWN", "30 AVAILABLE", "30.1 FAULTED");
    }

    @Test
    void aReportOlderThanWhatIsKnownChangesNothing() {
        days.says(7, 1, OCCUPIED).says(8, 1, AVAILABLE).goes(10).connects(30);
        days.happenedAt(20).says(30.1, 1, FAULTED).happenedAt(15).says(30.2, 1, AVAILABLE);

        assertThat(days.story(40)).endsWith("10 UNKNOWN", "20 FAULTED", "30 AVAILABLE", "30.1 FAULTED");
    }

    @Test
    void aTransactionThatWaitedInTheStationFillsInWhereItWas() {
        days.says(7, 1, OCCUPIED).says(8, 1, AVAILABLE).goes(10).connects(60);
        days.happenedAt(15).starts(60.1, 1, 7).happenedAt(45).ends(60.2, 1, 7);

        assertThat(days.story(70))
                .endsWith("10 UNKNOWN", "15 IN_USE", "45 UNKNOWN", "60 AVAILABLE", "60.1 IN_USE", "60.2 AVAILABLE");
    }
}
