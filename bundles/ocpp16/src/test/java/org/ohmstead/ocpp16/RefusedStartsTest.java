package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.ocpp16.ScriptedStation.number;
import static org.ohmstead.ocpp16.ScriptedStation.verdict;

import java.lang.annotation.Annotation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.control.RemoteControl;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.testkit.FakeLink;
import org.ohmstead.testkit.InMemoryCsms;
import org.ohmstead.transactions.RefusedStarts;
import tools.jackson.databind.JsonNode;

/** Stations that charge though they were told not to, and the operator who does not want that. */
class RefusedStartsTest {

    private static final String CARD = "04A1B2C3";

    private final InMemoryCsms csms =
            new InMemoryCsms().withStation("CP-1").withStation("CP-2").withToken(CARD);
    private final ScriptedStation station = new ScriptedStation(csms, "CP-1");
    private final ScriptedStation other = new ScriptedStation(csms, "CP-2");
    private final Queue<String> asked = new ArrayDeque<>();
    private RefusedStarts refused;
    private Instant askedAt;

    @Test
    void whatBeganWithARefusedCardIsStoppedAfterItsAnswer() {
        stopAfter(60);
        JsonNode start = station.starts("GHOST", 1_000, station.now());

        assertThat(verdict(start)).isEqualTo("Invalid");
        afterSeconds(59);
        assertThat(asked).isEmpty();
        afterSeconds(1);
        assertThat(next()).isEqualTo("CP-1 RemoteStopTransaction{\"transactionId\":" + number(start) + "}");
        assertThat(askedAt).isEqualTo(station.now());
    }

    @Test
    void whatWasAcceptedOrEndedByItselfIsLeftAlone() {
        stopAfter(60);
        station.starts(CARD, 1_000);
        JsonNode ended = other.starts("GHOST", 1_000, other.now());
        other.stops(number(ended), "GHOST", 1_000);
        JsonNode goesOn = other.starts("GHOST", 1_000, other.now());
        afterSeconds(60);

        assertThat(next()).isEqualTo("CP-2 RemoteStopTransaction{\"transactionId\":" + number(goesOn) + "}");
        assertThat(asked).isEmpty();
    }

    @Test
    void itIsAskedOnce() {
        stopAfter(60);
        station.starts("GHOST", 1_000, station.now());
        afterSeconds(60);
        assertThat(next()).isNotNull();
        afterSeconds(1);
        JsonNode second = other.starts("GHOST", 1_000, other.now());
        afterSeconds(60);

        assertThat(next()).isEqualTo("CP-2 RemoteStopTransaction{\"transactionId\":" + number(second) + "}");
        assertThat(asked).isEmpty();
    }

    @Test
    void asShippedItIsLeftToTheStationAndHoldsForWhatRunsOnceItIsSwitchedOn() {
        stopAfter(0);
        JsonNode start = station.starts("GHOST", 1_000, station.now());
        afterSeconds(86_400);
        assertThat(askedAt).isNull();

        refused.modified(new TestSettings(60));
        afterSeconds(0);
        assertThat(next()).isEqualTo("CP-1 RemoteStopTransaction{\"transactionId\":" + number(start) + "}");
    }

    @Test
    void aCrashOfTheServerWhileItWaitsForgetsNothing() {
        stopAfter(60);
        JsonNode start = station.starts("GHOST", 1_000, station.now());
        afterSeconds(30);
        csms.restart();
        stopAfter(60);
        afterSeconds(29);
        assertThat(asked).isEmpty();
        afterSeconds(1);

        assertThat(next()).isEqualTo("CP-1 RemoteStopTransaction{\"transactionId\":" + number(start) + "}");
        assertThat(askedAt).isEqualTo(station.now());
    }

    @Test
    void aStationThatIsAwayWhenItIsDueIsAskedWhenItIsBack() {
        stopAfter(60);
        JsonNode start = station.starts("GHOST", 1_000, station.now());
        csms.restart();
        refused = new RefusedStarts(csms.stations(), csms.history(), new TestSettings(60), csms.clock(), Runnable::run);
        for (int i = 0; i < 10; i++) {
            afterSeconds(60);
        }
        assertThat(askedAt).isNull();

        csms.connect("CP-1", link("CP-1", station));
        afterSeconds(1);
        assertThat(next()).isEqualTo("CP-1 RemoteStopTransaction{\"transactionId\":" + number(start) + "}");
    }

    @Test
    void aFaultThatStaysIsToldOnceAndTriedUntilItIsOver() {
        stopAfter(60);
        JsonNode start = station.starts("GHOST", 1_000, station.now());
        csms.connect("CP-1", new FakeLink("ocpp1.6", new Broken()));
        for (int i = 0; i < 100; i++) {
            afterSeconds(60);
        }
        assertThat(ToldLog.of(RefusedStarts.class)).singleElement().asString().contains("CP-1");

        csms.connect("CP-1", link("CP-1", station));
        afterSeconds(1);
        assertThat(next()).isEqualTo("CP-1 RemoteStopTransaction{\"transactionId\":" + number(start) + "}");
    }

    /** A station at whose dialect is a bug. */
    private static final class Broken implements StationControl {

        @Override
        public <T> Optional<T> as(Class<T> capability) {
            throw new IllegalStateException("a bug");
        }
    }

    @BeforeEach
    void forgetsTheLog() {
        ToldLog.clear();
    }

    private void afterSeconds(long seconds) {
        station.waits(Duration.ofSeconds(seconds));
        refused.look();
    }

    private String next() {
        return asked.poll();
    }

    private void stopAfter(int seconds) {
        csms.connect("CP-1", link("CP-1", station));
        csms.connect("CP-2", link("CP-2", other));
        refused = new RefusedStarts(
                csms.stations(), csms.history(), new TestSettings(seconds), csms.clock(), Runnable::run);
    }

    private FakeLink link(String id, ScriptedStation to) {
        return new FakeLink("ocpp1.6", new StationControl() {
            @Override
            public <T> Optional<T> as(Class<T> capability) {
                return capability == RemoteControl.class
                        ? Optional.of(capability.cast(new Remembering(id, to)))
                        : Optional.empty();
            }
        });
    }

    private record TestSettings(int stopAfterSeconds) implements RefusedStarts.Settings {

        @Override
        public Class<? extends Annotation> annotationType() {
            return RefusedStarts.Settings.class;
        }
    }

    /** Passes a stop on to the station and remembers the frame. */
    private final class Remembering implements RemoteControl {

        private final String id;
        private final ScriptedStation to;

        Remembering(String id, ScriptedStation to) {
            this.id = id;
            this.to = to;
        }

        @Override
        public Outcome stopCharging(String stationTransactionId) {
            Outcome outcome = to.remote().stopCharging(stationTransactionId);
            askedAt = to.now();
            asked.add(id + " " + to.asked);
            return outcome;
        }

        @Override
        public Outcome startCharging(Optional<EvseId> evse, IdToken idToken, int remoteStartId) {
            return Outcome.notSupported();
        }

        @Override
        public Outcome unlock(Connector connector) {
            return Outcome.notSupported();
        }

        @Override
        public Outcome reset(Reset kind) {
            return Outcome.notSupported();
        }

        @Override
        public Outcome trigger(Report report, Optional<EvseId> evse) {
            return Outcome.notSupported();
        }
    }
}
