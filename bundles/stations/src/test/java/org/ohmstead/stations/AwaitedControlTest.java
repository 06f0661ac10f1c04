package org.ohmstead.stations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ohmstead.stations.Place.CP1;
import static org.ohmstead.stations.Place.T0;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ohmstead.api.control.RemoteControl;
import org.ohmstead.api.control.SettingsControl;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Outcome;

/** What a station accepted at a distance is awaited, whoever asked. */
@Timeout(60)
class AwaitedControlTest {

    private static final IdToken CARD = IdToken.of("04A1B2C3");
    private static final Optional<EvseId> SECOND = Optional.of(new EvseId(2));

    private final Place place = new Place().with(CP1);
    private final AtomicInteger questions = new AtomicInteger();
    private volatile Outcome.Kind answer = Outcome.Kind.ACCEPTED;
    private volatile Optional<Duration> own = Optional.empty();

    private RemoteControl remote() {
        return place.service.control(CP1).as(RemoteControl.class).orElseThrow();
    }

    @Test
    void anAcceptedStartIsAwaitedFromWhenItWasAskedFor() {
        place.service.connected(CP1, new Willing());
        Outcome outcome = remote().startCharging(SECOND, CARD, 7);

        assertThat(outcome.accepted()).isTrue();
        assertThat(place.awaited).contains(new Place.Start(SECOND, CARD, 7, T0, Optional.empty()));
    }

    @Test
    void forAsLongAsTheStationItselfWaitsOnceItToldThat() throws Exception {
        own = Optional.of(Duration.ofSeconds(45));
        place.service.connected(CP1, new Willing());
        remote().startCharging(SECOND, CARD, 7);

        assertThat(place.awaited.take()).isEqualTo(new Place.Start(SECOND, CARD, 7, T0, Optional.empty()));
        assertThat(place.awaited.poll(20, TimeUnit.SECONDS)).isEqualTo(new Place.Patience(7, own.get()));
    }

    private Object startsAndTellsItsTime() throws InterruptedException {
        remote().startCharging(SECOND, CARD, 7);
        assertThat(place.awaited.take()).isInstanceOf(Place.Start.class);
        return place.awaited.poll(20, TimeUnit.SECONDS);
    }

    @Test
    void whatItToldIsNotAskedForAgainAlsoOverANewConnection() throws Exception {
        own = Optional.of(Duration.ofSeconds(45));
        place.service.connected(CP1, new Willing());
        startsAndTellsItsTime();
        remote().startCharging(SECOND, CARD, 8);
        place.service.connected(CP1, new Willing());
        remote().startCharging(SECOND, CARD, 9);

        assertThat(place.awaited)
                .containsExactly(new Place.Start(SECOND, CARD, 8, T0, own), new Place.Start(SECOND, CARD, 9, T0, own));
        assertThat(questions).hasValue(1);
    }

    @Test
    void aBootMayBringAnotherTime() throws Exception {
        own = Optional.of(Duration.ofSeconds(45));
        place.service.connected(CP1, new Willing());
        startsAndTellsItsTime();
        own = Optional.of(Duration.ofSeconds(90));
        place.service.booted(CP1, Place.HARDWARE, true, T0);

        assertThat(startsAndTellsItsTime()).isEqualTo(new Place.Patience(7, own.get()));
    }

    @Test
    void aChangeOfItsSettingsMayBringAnotherTime() throws Exception {
        own = Optional.of(Duration.ofSeconds(45));
        place.service.connected(CP1, new Willing());
        startsAndTellsItsTime();
        own = Optional.of(Duration.ofSeconds(90));
        answer = Outcome.Kind.UNKNOWN;
        place.service.control(CP1).as(SettingsControl.class).orElseThrow().change("ConnectionTimeOut", "90");
        answer = Outcome.Kind.ACCEPTED;

        assertThat(startsAndTellsItsTime()).isEqualTo(new Place.Patience(7, own.get()));
    }

    @Test
    void aStationThatToldNothingIsAskedAgainOverAnotherConnectionOnly() {
        var known = new KnownStation(place.memory.stations().getFirst());
        known.opened(new KnownStation.Open(new Willing(), T0));
        assertThat(known.timeOut().ask(new Willing()::connectionTimeOut)).isEmpty();
        own = Optional.of(Duration.ofSeconds(45));
        assertThat(known.timeOut().ask(new Willing()::connectionTimeOut)).isEmpty();
        assertThat(questions).hasValue(1);

        known.opened(new KnownStation.Open(new Willing(), T0));
        assertThat(known.timeOut().ask(new Willing()::connectionTimeOut)).isEqualTo(own);
    }

    @Test
    void aQuestionThatFailedIsAskedAgain() {
        var timeOut = new ConnectionTimeOut();
        assertThatThrownBy(() -> timeOut.ask(() -> {
                    throw new IllegalStateException("no dialect");
                }))
                .hasMessage("no dialect");

        assertThat(timeOut.ask(() -> Optional.of(Duration.ofSeconds(45)))).isPresent();
    }

    @Test
    void theStationAsAWholeIsAnywhere() {
        place.service.connected(CP1, new Willing());
        remote().startCharging(Optional.of(EvseId.STATION), CARD, 7);

        assertThat(place.awaited).contains(new Place.Start(Optional.empty(), CARD, 7, T0, Optional.empty()));
    }

    @Test
    void anAcceptedStopIsAwaited() {
        place.service.connected(CP1, new Willing());
        remote().stopCharging("4711");

        assertThat(place.awaited).containsExactly(new Place.Stop("4711", T0));
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.Kind.class,
            names = {"REJECTED", "NOT_SUPPORTED", "FAILED", "NOT_SENT", "UNKNOWN"})
    void ofWhatWasNotAcceptedNothingIsAwaited(Outcome.Kind kind) {
        answer = kind;
        place.service.connected(CP1, new Willing());
        remote().startCharging(SECOND, CARD, 7);
        remote().stopCharging("4711");

        assertThat(place.awaited).isEmpty();
    }

    @Test
    void ofAStationThatIsNotConnectedNothingIsAwaited() {
        assertThat(remote().startCharging(SECOND, CARD, 7).kind()).isEqualTo(Outcome.Kind.OFFLINE);
        assertThat(remote().stopCharging("4711").kind()).isEqualTo(Outcome.Kind.OFFLINE);

        assertThat(place.awaited).isEmpty();
    }

    @Test
    void whatElseIsAskedIsAwaitedByNobody() {
        place.service.connected(CP1, new Willing());
        remote().unlock(Connector.of(1));
        remote().reset(RemoteControl.Reset.ON_IDLE);
        remote().trigger(RemoteControl.Report.STATUS, Optional.empty());

        assertThat(place.awaited).isEmpty();
    }

    /** A connection to a station that can be asked at a distance and tells how long it waits. */
    private final class Willing implements Place.Capable, RemoteControl, SettingsControl {

        private Outcome answer() {
            return Outcome.of(answer, answer.name());
        }

        @Override
        public Outcome startCharging(Optional<EvseId> evse, IdToken idToken, int remoteStartId) {
            return answer();
        }

        @Override
        public Outcome stopCharging(String stationTransactionId) {
            return answer();
        }

        @Override
        public Outcome unlock(Connector connector) {
            return answer();
        }

        @Override
        public Outcome reset(Reset kind) {
            return answer();
        }

        @Override
        public Outcome trigger(RemoteControl.Report report, Optional<EvseId> evse) {
            return answer();
        }

        @Override
        public SettingsControl.Report read(List<String> names) {
            return SettingsControl.Report.of(answer());
        }

        @Override
        public Outcome change(String name, String value) {
            return answer();
        }

        @Override
        public Optional<Duration> connectionTimeOut() {
            questions.incrementAndGet();
            return own;
        }
    }
}
