package org.ohmstead.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.api.model.ConnectorStatus.AVAILABLE;
import static org.ohmstead.api.model.ConnectorStatus.FAULTED;
import static org.ohmstead.api.model.ConnectorStatus.OCCUPIED;
import static org.ohmstead.api.model.ConnectorStatus.UNAVAILABLE;
import static org.ohmstead.availability.Days.TWO;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Outcome;

/** What is out of service because somebody here ordered it (OCPP 1.6 §5.2), and what is not. */
class OrdersTest {

    private final Days days = new Days();

    @BeforeEach
    void twoFreeEvses() {
        days.connects(0).says(0, 1, AVAILABLE).says(0, 2, AVAILABLE);
    }

    @Test
    void anOrderThatIsAcceptedCountsAtOnceAndUntilItIsTakenBack() {
        days.asked(10, 1, false).answers(10, 1, false, Outcome.Kind.ACCEPTED).says(10.1, 1, UNAVAILABLE);
        days.asked(60, 1, true).answers(60, 1, true, Outcome.Kind.ACCEPTED).says(60.1, 1, AVAILABLE);

        assertThat(days.story(90)).containsExactly("0 AVAILABLE", "10 PLANNED_OUT", "60.1 AVAILABLE");
    }

    @Test
    void theStationMayBeFasterThanItsAnswer() {
        days.asked(10, 1, false).says(10.1, 1, UNAVAILABLE).answers(10.2, 1, false, Outcome.Kind.ACCEPTED);

        assertThat(days.story(90)).containsExactly("0 AVAILABLE", "10.1 PLANNED_OUT");
    }

    @Test
    void anOrderForLaterWaitsForTheCarToGo() {
        days.says(5, 1, OCCUPIED).starts(5, 1, 7);
        days.asked(10, 1, false).answers(10, 1, false, Outcome.Kind.SCHEDULED);
        days.ends(30, 1, 7).says(31, 1, UNAVAILABLE);

        assertThat(days.story(90)).containsExactly("0 AVAILABLE", "5 IN_USE", "31 PLANNED_OUT");
    }

    @Test
    void anOrderForAnEvseIsOneForItsConnectorsAndOneOfThemMayComeBack() {
        Connector whole = new Connector(Days.ONE, 0);
        Connector second = new Connector(Days.ONE, 2);
        days.says(1, second, AVAILABLE, Optional.empty());
        days.fact(10, new Facts.AvailabilityRequested(whole, false))
                .fact(10, new Facts.AvailabilityAnswered(whole, false, Outcome.Kind.ACCEPTED))
                .says(11, 1, UNAVAILABLE)
                .says(12, second, UNAVAILABLE, Optional.empty());
        days.fact(30, new Facts.AvailabilityRequested(second, true))
                .fact(30, new Facts.AvailabilityAnswered(second, true, Outcome.Kind.ACCEPTED))
                .says(31, second, FAULTED, Optional.empty());
        days.fact(50, new Facts.AvailabilityRequested(whole, true))
                .fact(50, new Facts.AvailabilityAnswered(whole, true, Outcome.Kind.ACCEPTED))
                .says(51, 1, AVAILABLE);

        assertThat(days.story(60)).containsExactly("0 AVAILABLE", "10 PLANNED_OUT", "31 FAULTED", "51 AVAILABLE");
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.Kind.class,
            names = {"REJECTED", "NOT_SUPPORTED", "FAILED", "OFFLINE", "NOT_SENT"})
    void anOrderThatWasRefusedExcusesNothing(Outcome.Kind refusal) {
        days.asked(10, 1, false).answers(10, 1, false, refusal).says(20, 1, UNAVAILABLE);

        assertThat(days.story(90)).containsExactly("0 AVAILABLE", "20 FAULTED");
    }

    @Test
    void anOrderNobodyAnsweredMayHaveHappened() {
        days.asked(10, 1, false).answers(10.5, 1, false, Outcome.Kind.UNKNOWN);
        assertThat(days.story(11)).containsExactly("0 AVAILABLE");

        days.says(12, 1, UNAVAILABLE);
        assertThat(days.story(90)).containsExactly("0 AVAILABLE", "12 PLANNED_OUT");
    }

    @Test
    void whoSaysAvailableAfterAnAcceptedOrderIsAvailable() {
        days.asked(10, 1, false).answers(10, 1, false, Outcome.Kind.ACCEPTED).says(20, 1, AVAILABLE);

        assertThat(days.story(90)).containsExactly("0 AVAILABLE", "10 PLANNED_OUT", "20 AVAILABLE");
    }

    @Test
    void anOrderIsOverForWhoWorksAgainThoughNobodyTookItBack() {
        days.asked(10, 1, false).answers(10, 1, false, Outcome.Kind.ACCEPTED).says(10.1, 1, UNAVAILABLE);
        days.says(20, 1, AVAILABLE).restarted().says(30, 1, FAULTED);
        days.says(40, 1, OCCUPIED).says(50, 1, UNAVAILABLE);

        assertThat(days.story(90))
                .containsExactly(
                        "0 AVAILABLE", "10 PLANNED_OUT", "20 AVAILABLE", "30 FAULTED", "40 IN_USE", "50 FAULTED");
    }

    @Test
    void anOrderNobodyAnsweredIsOverForWhoWorksAfterIt() {
        days.asked(10, 1, false).answers(10.5, 1, false, Outcome.Kind.UNKNOWN).restarted();
        days.says(12, 1, OCCUPIED).says(30, 1, FAULTED);

        assertThat(days.story(90)).containsExactly("0 AVAILABLE", "12 IN_USE", "30 FAULTED");
    }

    @Test
    void anOrderForTheStationIsOverOnlyForTheConnectorThatWorksAgain() {
        days.asked(10, 0, false).answers(10, 0, false, Outcome.Kind.ACCEPTED);
        days.says(20, 1, AVAILABLE).says(30, 1, FAULTED).says(30, 2, FAULTED);

        assertThat(days.story(90)).containsExactly("0 AVAILABLE", "10 PLANNED_OUT", "20 AVAILABLE", "30 FAULTED");
        assertThat(days.story(TWO, 90)).containsExactly("0 AVAILABLE", "10 PLANNED_OUT");
    }

    @Test
    void anOrderForLaterIsNotOverBecauseTheCarStillCharges() {
        days.says(5, 1, OCCUPIED).starts(5, 1, 7);
        days.asked(10, 1, false).answers(10, 1, false, Outcome.Kind.SCHEDULED);
        days.says(20, 1, OCCUPIED).ends(30, 1, 7).says(30, 1, AVAILABLE).says(31, 1, UNAVAILABLE);

        assertThat(days.story(90)).containsExactly("0 AVAILABLE", "5 IN_USE", "30 AVAILABLE", "31 PLANNED_OUT");
    }

    @Test
    void anOrderMakesNoEarlierFaultAPlannedOne() {
        days.says(5, 1, FAULTED).asked(10, 1, false).answers(10, 1, false, Outcome.Kind.ACCEPTED);
        days.says(30, 1, FAULTED).says(40, 1, UNAVAILABLE);

        assertThat(days.story(90)).containsExactly("0 AVAILABLE", "5 FAULTED", "40 PLANNED_OUT");
    }

    @Test
    void aFaultDuringMaintenanceIsPartOfIt() {
        days.asked(10, 1, false).answers(10, 1, false, Outcome.Kind.ACCEPTED).says(10.1, 1, UNAVAILABLE);
        days.says(20, 1, FAULTED).says(25, 1, UNAVAILABLE);

        assertThat(days.story(90)).containsExactly("0 AVAILABLE", "10 PLANNED_OUT");
    }

    @Test
    void anOrderForTheStationCoversAllAndOneMayComeBack() {
        days.asked(10, 0, false).answers(10, 0, false, Outcome.Kind.ACCEPTED);
        days.says(10.1, 0, UNAVAILABLE).says(10.1, 1, UNAVAILABLE).says(10.1, 2, UNAVAILABLE);
        days.says(20, 0, AVAILABLE);
        days.asked(20, 1, true).answers(20, 1, true, Outcome.Kind.ACCEPTED).says(20, 1, AVAILABLE);

        assertThat(days.story(90)).containsExactly("0 AVAILABLE", "10 PLANNED_OUT", "20 AVAILABLE");
        assertThat(days.story(TWO, 90)).containsExactly("0 AVAILABLE", "10 PLANNED_OUT");
    }

    @Test
    void whoStaysUnavailableAfterItWasTakenBackIsExcusedOnlyUntilItsNextWord() {
        days.asked(10, 1, false).answers(10, 1, false, Outcome.Kind.ACCEPTED).says(10, 1, UNAVAILABLE);
        days.asked(60, 1, true).answers(60, 1, true, Outcome.Kind.ACCEPTED).says(70, 1, UNAVAILABLE);

        assertThat(days.story(90)).containsExactly("0 AVAILABLE", "10 PLANNED_OUT", "70 FAULTED");
    }

    @Test
    void takingTheStationBackTakesAllBack() {
        days.asked(10, 1, false).answers(10, 1, false, Outcome.Kind.ACCEPTED).says(10, 1, UNAVAILABLE);
        days.asked(20, 0, true).answers(20, 0, true, Outcome.Kind.ACCEPTED).says(20, 1, AVAILABLE);
        days.says(30, 1, UNAVAILABLE);

        assertThat(days.story(90)).containsExactly("0 AVAILABLE", "10 PLANNED_OUT", "20 AVAILABLE", "30 FAULTED");
    }
}
