package org.ohmstead.stations;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.model.BelievedTime;
import org.ohmstead.api.model.BelievedTime.How;
import org.ohmstead.api.model.ChargingStation;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationClock.Kind;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.stations.store.InMemoryStationStore;
import org.ohmstead.stations.store.StationStore;
import org.ohmstead.stations.store.StationStore.Registration;

/** What is known of clocks outlives the server. */
class ClocksServiceTest {

    private static final StationId CP1 = new StationId("CP-1");
    private static final Instant T0 = Instant.parse("2026-11-22T08:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Duration DAYS = Duration.ofDays(3);

    private final AtomicBoolean away = new AtomicBoolean();
    private final InMemoryStationStore memory = new InMemoryStationStore();
    private final StationStore store = (StationStore) Proxy.newProxyInstance(
            StationStore.class.getClassLoader(), new Class<?>[] {StationStore.class}, (proxy, method, arguments) -> {
                if (away.get()) {
                    throw new StoreUnavailable("away", false, null);
                }
                try {
                    return method.invoke(memory, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });
    private ClocksService clocks = new ClocksService(store);

    @BeforeEach
    void register() {
        memory.register(
                List.of(new Registration(
                        new ChargingStation(CP1, SiteId.DEFAULT, "", RegistrationStatus.ACCEPTED, Optional.empty(), T0),
                        Optional.empty())),
                T0);
    }

    private void restart() {
        clocks = new ClocksService(store);
    }

    private void shows(Duration ahead, Instant receivedAt) {
        clocks.seen(CP1, receivedAt.plus(ahead), receivedAt, false);
    }

    private BelievedTime queued(Instant shown, Instant receivedAt) {
        return clocks.believe(CP1, shown, receivedAt, true);
    }

    private Kind kind() {
        return clocks.clock(CP1).orElseThrow().kind();
    }

    @Test
    void whatWaitedOverARestartIsReadByTheClockOfBefore() {
        shows(Duration.ofMinutes(-70), T0.minusSeconds(60));
        shows(Duration.ofMinutes(-70), T0);
        restart();

        Instant happened = T0.plusSeconds(600);
        assertThat(kind()).isEqualTo(Kind.OFF);
        assertThat(queued(happened.minus(Duration.ofMinutes(70)), T0.plus(DAYS)))
                .isEqualTo(new BelievedTime(happened, How.CORRECTED, Duration.ofMinutes(-70)));
    }

    @Test
    void localTimeIsStillRecognisedAfterARestart() {
        clocks.connected(CP1, BERLIN);
        shows(Duration.ofHours(1), T0);
        restart();

        assertThat(kind()).isEqualTo(Kind.LOCAL_TIME);
        assertThat(queued(T0.plus(Duration.ofHours(1)).plusSeconds(60), T0.plus(DAYS))
                        .at())
                .isEqualTo(T0.plusSeconds(60));
    }

    @Test
    void bothSidesOfAJumpAreKnownAfterARestart() {
        Instant factory = Instant.parse("2014-01-01T00:00:00Z");
        shows(Duration.between(T0, factory), T0);
        shows(Duration.ZERO, T0.plusSeconds(600));
        restart();

        assertThat(kind()).isEqualTo(Kind.RIGHT);
        assertThat(queued(factory.plusSeconds(60), T0.plusSeconds(700)).at()).isEqualTo(T0.plusSeconds(60));
    }

    @Test
    void aClockThatStoodStillBeforeARestartIsNotTakenForOneThatTicks() {
        Instant factory = Instant.parse("1970-01-01T00:00:00Z");
        clocks.seen(CP1, factory, T0, false);
        restart();
        clocks.seen(CP1, factory, T0.plusSeconds(60), false);
        restart();

        assertThat(kind()).isEqualTo(Kind.STOPPED);
    }

    @Test
    void aClockThatGoesAsKnownIsNotStoredAgain() {
        shows(Duration.ZERO, T0);
        for (int i = 1; i < 50; i++) {
            shows(Duration.ofSeconds(-i % 3), T0.plusSeconds(60L * i));
        }

        assertThat(memory.clocks().get(CP1))
                .singleElement()
                .satisfies(period -> assertThat(period.receivedAt()).isEqualTo(T0));
    }

    @Test
    void aClockThatDriftsIsStoredAgain() {
        for (int i = 0; i < 60; i++) {
            shows(Duration.ofSeconds(i / 2), T0.plusSeconds(60L * i));
        }
        restart();

        assertThat(clocks.clock(CP1).orElseThrow().offset()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
    }

    @Test
    void aMessageIsNotLostBecauseTheStoreIsAwayAndTheNextOneStoresTheClock() {
        away.set(true);
        shows(Duration.ofMinutes(-70), T0.minusSeconds(60));
        shows(Duration.ofMinutes(-70), T0);
        assertThat(kind()).isEqualTo(Kind.OFF);

        away.set(false);
        shows(Duration.ofMinutes(-70), T0.plusSeconds(1));
        restart();
        assertThat(kind()).isEqualTo(Kind.OFF);
    }

    @Test
    void aStationThatIsForgottenHasNoClock() {
        shows(Duration.ZERO, T0);
        clocks.forget(CP1);

        assertThat(clocks.clock(CP1)).isEmpty();
    }

    @Test
    void aMessageThatCameWhileItsStationWasRemovedLeavesNoClock() {
        shows(Duration.ofHours(2), T0);
        assertThat(clocks.clock(CP1)).isPresent();
        memory.remove(CP1, T0);
        clocks.forget(CP1);
        shows(Duration.ofHours(2), T0.plusSeconds(1));

        assertThat(memory.clocks()).isEmpty();
        assertThat(clocks.clock(CP1)).isEmpty();
    }
}
