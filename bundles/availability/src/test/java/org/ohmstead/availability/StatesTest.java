package org.ohmstead.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.api.model.ConnectorStatus.AVAILABLE;
import static org.ohmstead.api.model.ConnectorStatus.FAULTED;
import static org.ohmstead.api.model.ConnectorStatus.OCCUPIED;
import static org.ohmstead.api.model.ConnectorStatus.RESERVED;
import static org.ohmstead.api.model.ConnectorStatus.UNAVAILABLE;
import static org.ohmstead.availability.Days.TWO;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.Topology;
import org.ohmstead.api.model.TransactionId;

/** What station says what, and which state that is. */
class StatesTest {

    private final Days days = new Days();

    @Test
    void whatTheStationSaysFollowsOneAnother() {
        days.connects(0)
                .says(0, 1, AVAILABLE)
                .says(10, 1, OCCUPIED)
                .says(70, 1, AVAILABLE)
                .says(80, 1, RESERVED);

        assertThat(days.story(100)).containsExactly("0 AVAILABLE", "10 IN_USE", "70 AVAILABLE", "80 IN_USE");
        assertThat(days.intervals(Days.ONE, 100).getLast().cause()).contains("Reserved");
        assertThat(days.intervals(Days.ONE, 100).getLast().to()).isEqualTo(Days.at(100));
    }

    @Test
    void aFaultSaysWhichOne() {
        days.connects(0).says(0, 1, AVAILABLE).says(5, Connector.of(1), FAULTED, Optional.of("GroundFailure"));

        assertThat(days.story(10)).containsExactly("0 AVAILABLE", "5 FAULTED");
        assertThat(days.intervals(Days.ONE, 10).getLast().cause()).contains("GroundFailure");
    }

    @Test
    void unavailableThoughNobodyOrderedItIsTheStationsOwnFault() {
        days.connects(0).says(0, 1, UNAVAILABLE);

        assertThat(days.story(10)).containsExactly("0 FAULTED");
    }

    @Test
    void aConnectorThatIsUnavailableBecauseACarChargesAtTheOtherIsNoFault() {
        Connector ccs = new Connector(Days.ONE, 1);
        Connector chademo = new Connector(Days.ONE, 2);
        days.connects(0)
                .says(0, ccs, AVAILABLE, Optional.empty())
                .says(0, chademo, AVAILABLE, Optional.empty())
                .starts(10, 1, 7)
                .says(11, chademo, UNAVAILABLE, Optional.empty())
                .says(12, ccs, OCCUPIED, Optional.empty())
                .ends(40, 1, 7)
                .says(41, ccs, AVAILABLE, Optional.empty())
                .says(42, chademo, AVAILABLE, Optional.empty());

        assertThat(days.story(60)).containsExactly("0 AVAILABLE", "10 IN_USE", "41 AVAILABLE");
    }

    @Test
    void theOtherConnectorMayBeTheOnlyOneThatSaysAnything() {
        days.connects(0)
                .starts(0, 1, 7)
                .says(5, new Connector(Days.ONE, 2), UNAVAILABLE, Optional.empty())
                .ends(30, 1, 7);

        assertThat(days.story(60)).containsExactly("0 IN_USE", "30 FAULTED");
    }

    @Test
    void theConnectorThatChargesIsBrokenWhenItSaysSo() {
        days.connects(0)
                .starts(0, 1, 7)
                .says(5, new Connector(Days.ONE, 2), UNAVAILABLE, Optional.empty())
                .says(10, Connector.of(1), FAULTED, Optional.empty());

        assertThat(days.story(20)).containsExactly("0 IN_USE", "10 FAULTED");
    }

    @Test
    void connectorsThatAreGroupedAnewKeepTheirStatesAndWhatAnotherWasIsForgotten() {
        days.connects(0)
                .says(0, 1, AVAILABLE)
                .says(0, 2, FAULTED)
                .says(0, 3, AVAILABLE)
                .asked(5, 3, false)
                .answers(5, 3, false, Outcome.Kind.ACCEPTED)
                .fact(10, new Facts.ConnectorsRegrouped(Topology.EACH_ITS_OWN, Topology.parse("1,2")))
                .says(11, new Connector(Days.ONE, 2), FAULTED, Optional.empty());

        assertThat(days.story(20)).containsExactly("0 AVAILABLE");
        assertThat(days.story(TWO, 20)).as("was connector 3, ordered out").containsExactly("10 PLANNED_OUT");
        assertThat(days.book.evses(Days.CP1)).containsExactly(Days.ONE, TWO);
        assertThat(days.story(new EvseId(3), 20)).isEmpty();
        days.restarted().says(25, new Connector(Days.ONE, 1), FAULTED, Optional.empty());
        assertThat(days.story(30)).containsExactly("0 AVAILABLE", "25 FAULTED");
    }

    @Test
    void noErrorIsNoCause() {
        days.connects(0).says(0, Connector.of(1), FAULTED, Optional.of("NoError"));

        assertThat(days.intervals(Days.ONE, 10).getFirst().cause()).contains("Faulted");
    }

    @Test
    void aStationThatNeverReportedHasNoEvse() {
        days.connects(0);

        assertThat(days.book.evses(Days.CP1)).isEmpty();
        assertThat(days.story(10)).isEmpty();
    }

    @Test
    void anEvseThatNeverToldItsStatusIsUnknownAndNotAvailable() {
        days.connects(0).starts(1, 1, 7).ends(31, 1, 7);

        assertThat(days.story(60)).containsExactly("1 IN_USE", "31 UNKNOWN");
    }

    @Test
    void aTransactionWithoutAStatusIsInUse() {
        days.connects(0).says(0, 1, AVAILABLE).starts(5, 1, 7).ends(35, 1, 7);

        assertThat(days.story(60)).containsExactly("0 AVAILABLE", "5 IN_USE", "35 AVAILABLE");
    }

    @Test
    void availableWhileATransactionIsOpenIsBelievedAndTheContradictionTold() {
        days.connects(0)
                .says(0, 1, AVAILABLE)
                .starts(5, 1, 7)
                .says(20, 1, OCCUPIED)
                .says(30, 1, AVAILABLE);

        assertThat(days.story(60)).containsExactly("0 AVAILABLE", "5 IN_USE", "30 AVAILABLE");
        assertThat(days.intervals(Days.ONE, 60).getLast().cause()).contains(Verdict.STILL_OPEN);
        days.ends(40, 1, 7, true);
        assertThat(days.intervals(Days.ONE, 60).getLast().cause()).isEmpty();
    }

    @Test
    void aTransactionThatIsSeenToGoOnIsInUseAgain() {
        days.connects(0).says(0, 1, AVAILABLE).starts(5, 1, 7).ends(20, 1, 7, true);
        days.fact(30, new Facts.TransactionReopened(new TransactionId(7), Connector.of(1), Optional.empty()));

        assertThat(days.story(60)).containsExactly("0 AVAILABLE", "5 IN_USE", "20 AVAILABLE", "30 IN_USE");
    }

    @Test
    void aFaultDuringATransactionIsAFault() {
        days.connects(0)
                .says(0, 1, OCCUPIED)
                .starts(5, 1, 7)
                .says(20, 1, FAULTED)
                .says(25, 1, OCCUPIED);

        assertThat(days.story(60)).containsExactly("0 IN_USE", "20 FAULTED", "25 IN_USE");
    }

    @Test
    void aTransactionWhereNoCarChargesIsNoEvse() {
        days.connects(0).starts(5, 0, 7).starts(6, 999, 8).ends(7, 0, 7);

        assertThat(days.book.evses(Days.CP1)).isEmpty();
    }

    @Test
    void repeatedReportsAreHarmless() {
        days.connects(0).says(0, 1, AVAILABLE).says(1, 1, AVAILABLE).says(2, 1, AVAILABLE);

        assertThat(days.story(10)).containsExactly("0 AVAILABLE");
    }

    @Test
    void flappingIsKeptAndCounted() {
        days.connects(0).says(0, 1, AVAILABLE);
        for (int i = 0; i < 50; i++) {
            days.says(1 + i * 0.02, 1, FAULTED).says(1.01 + i * 0.02, 1, AVAILABLE);
        }

        assertThat(days.story(60)).hasSize(101);
        assertThat(days.summary(60).changes()).isEqualTo(100);
    }

    @Test
    void aFaultOfTheWholeStationCoversEveryEvse() {
        days.connects(0)
                .says(0, 1, AVAILABLE)
                .says(0, 2, OCCUPIED)
                .says(5, 0, FAULTED)
                .says(9, 0, AVAILABLE);

        assertThat(days.story(20)).containsExactly("0 AVAILABLE", "5 FAULTED", "9 AVAILABLE");
        assertThat(days.story(TWO, 20)).containsExactly("0 IN_USE", "5 FAULTED", "9 IN_USE");
        assertThat(days.book.evses(Days.CP1)).doesNotContain(EvseId.STATION);
    }

    @Test
    void anEvseIsAsGoodAsTheBestOfItsConnectors() {
        Connector left = new Connector(Days.ONE, 1);
        Connector right = new Connector(Days.ONE, 2);
        days.connects(0)
                .says(0, left, AVAILABLE, Optional.empty())
                .says(0, right, FAULTED, Optional.empty())
                .says(5, left, OCCUPIED, Optional.empty())
                .says(10, left, FAULTED, Optional.empty())
                .says(15, right, AVAILABLE, Optional.empty());

        assertThat(days.story(20)).containsExactly("0 AVAILABLE", "5 IN_USE", "10 FAULTED", "15 AVAILABLE");
    }

    @Test
    void oneConnectorOrderedOutAndTheOtherFaultedIsAFault() {
        Connector left = new Connector(Days.ONE, 1);
        Connector right = new Connector(Days.ONE, 2);
        days.connects(0)
                .says(0, left, AVAILABLE, Optional.empty())
                .says(0, right, FAULTED, Optional.empty())
                .asked(5, 1, false)
                .answers(5, 1, false, Outcome.Kind.ACCEPTED);

        assertThat(days.story(20)).containsExactly("0 AVAILABLE", "5 FAULTED");
    }
}
