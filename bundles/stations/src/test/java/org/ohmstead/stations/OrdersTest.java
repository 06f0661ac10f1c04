package org.ohmstead.stations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ohmstead.stations.Place.CP1;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.control.AvailabilityControl;
import org.ohmstead.api.control.RemoteControl;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Outcome;

/** Orders out of service and back are facts, whoever gives them. */
class OrdersTest {

    private final Place place = new Place().with(CP1);
    private final List<Fact> whenAsked = new ArrayList<>();
    private Outcome.Kind answer = Outcome.Kind.ACCEPTED;

    @Test
    void anOrderIsInTheJournalBeforeItIsGivenAndItsAnswerAfterwards() {
        place.service.connected(CP1, new Obedient());
        Outcome outcome = order(false);

        assertThat(outcome.accepted()).isTrue();
        assertThat(whenAsked).last().isEqualTo(new Facts.AvailabilityRequested(Connector.of(1), false));
        assertThat(place.facts)
                .endsWith(
                        new Facts.AvailabilityRequested(Connector.of(1), false),
                        new Facts.AvailabilityAnswered(Connector.of(1), false, Outcome.Kind.ACCEPTED));
    }

    @Test
    void aRefusalIsInTheJournalToo() {
        answer = Outcome.Kind.REJECTED;
        place.service.connected(CP1, new Obedient());
        order(true);

        assertThat(place.facts)
                .last()
                .isEqualTo(new Facts.AvailabilityAnswered(Connector.of(1), true, Outcome.Kind.REJECTED));
    }

    @Test
    void nothingWasOrderedOfAStationThatIsNotConnected() {
        assertThat(order(false).kind()).isEqualTo(Outcome.Kind.OFFLINE);

        assertThat(place.facts(Facts.AvailabilityRequested.class)).isEmpty();
    }

    @Test
    void whatAStationCannotItStillCannot() {
        place.service.connected(CP1, new Obedient());

        assertThat(place.service.control(CP1).as(RemoteControl.class)).isEmpty();
    }

    @Test
    void anOrderThatFailsHalfWayIsRememberedAsAsked() {
        place.service.connected(CP1, new Obedient());
        answer = null;

        assertThatThrownBy(() -> order(false)).isInstanceOf(NullPointerException.class);
        assertThat(place.facts).last().isInstanceOf(Facts.AvailabilityRequested.class);
    }

    @Test
    void whatIsAskedInBackgroundIsRecordedToo() {
        place.service.connected(CP1, new Obedient());
        place.service
                .control(CP1)
                .inBackground()
                .as(AvailabilityControl.class)
                .orElseThrow()
                .changeAvailability(Connector.of(1), false);

        assertThat(place.facts)
                .last()
                .isEqualTo(new Facts.AvailabilityAnswered(Connector.of(1), false, Outcome.Kind.ACCEPTED));
    }

    private Outcome order(boolean operative) {
        return place.service
                .control(CP1)
                .as(AvailabilityControl.class)
                .orElseThrow()
                .changeAvailability(Connector.of(1), operative);
    }

    /** A connection to a station that only takes such orders. */
    private final class Obedient implements Place.Capable, AvailabilityControl {

        @Override
        public Outcome changeAvailability(Connector connector, boolean operative) {
            whenAsked.addAll(place.facts);
            return Outcome.of(answer, answer.name());
        }
    }
}
