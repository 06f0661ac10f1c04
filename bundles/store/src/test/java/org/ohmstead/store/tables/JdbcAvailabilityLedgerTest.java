package org.ohmstead.store.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ohmstead.store.OpenStore.T0;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.csms.AvailabilityLedger.Interval;
import org.ohmstead.api.csms.AvailabilityLedger.State;
import org.ohmstead.api.journal.Journal.FollowerState;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.availability.AvailabilityService;
import org.ohmstead.availability.store.AvailabilityStore;
import org.ohmstead.store.OpenStore;

/** The availability ledger behind a real journal: it follows, goes on after a restart, and made again it is the same. */
@Timeout(60)
class JdbcAvailabilityLedgerTest {

    private static final StationId CP1 = new StationId("CP-1");
    private static final EvseId ONE = new EvseId(1);
    private static final Instant NOW = T0.plus(Duration.ofDays(1));

    @TempDir
    private Path home;

    private OpenStore store;
    private JdbcStationStore stations;
    private AvailabilityService ledger;
    private volatile boolean goesAway;

    @BeforeEach
    void open() {
        store = new OpenStore(home);
        stations = new JdbcStationStore(store.service());
        ledger = new AvailabilityService(
                store.journal(),
                tables(),
                request -> new Page<>(List.of(), Optional.empty()),
                new Shipped(),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        ledger.close();
        store.close();
    }

    @Test
    void itFollowsGoesOnAndIsTheSameMadeAgain() {
        stations.connected(CP1, "ocpp1.6", at(-40));
        says(-40, ConnectorStatus.AVAILABLE);
        says(-10, ConnectorStatus.FAULTED);
        close();
        open();
        stations.connected(CP1, "ocpp1.6", at(25));
        says(26, ConnectorStatus.AVAILABLE);
        stations.availabilityRequested(CP1, Connector.of(1), false, at(30));
        stations.availabilityAnswered(CP1, Connector.of(1), false, Outcome.Kind.ACCEPTED, at(31));
        stations.disconnected(CP1, "It went.", at(40));
        List<Interval> followed = intervals();
        ledger.rebuild();

        assertThat(intervals()).isEqualTo(followed);
        assertThat(followed)
                .extracting(Interval::state)
                .containsExactly(
                        State.AVAILABLE,
                        State.FAULTED,
                        State.BACKEND,
                        State.UNKNOWN,
                        State.FAULTED,
                        State.AVAILABLE,
                        State.PLANNED_OUT,
                        State.UNKNOWN);
        assertThat(ledger.evses(CP1)).containsExactly(ONE);
        assertThat(ledger.summaries(CP1, at(-60), NOW)).singleElement().satisfies(summary -> {
            assertThat(summary.in(State.PLANNED_OUT)).isEqualTo(Duration.ofMinutes(9));
            assertThat(summary.changes()).isEqualTo(7);
        });
    }

    @Test
    void whereTheJournalWasPrunedItStaysAndFollowsOn() {
        stations.connected(CP1, "ocpp1.6", at(0));
        says(1, ConnectorStatus.AVAILABLE);
        List<Interval> followed = intervals();
        store.service().writer().write(work -> work.execute(work.prepare("update journal_pruned set seq = 1")));

        assertThatThrownBy(ledger::rebuild)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("pruned");
        assertThat(intervals()).isEqualTo(followed);
        says(10, ConnectorStatus.FAULTED);
        assertThat(intervals()).last().returns(State.FAULTED, Interval::state);
    }

    @Test
    void whereTheStoreWentAwayInBetweenItIsMadeAnewAllTheSame() {
        stations.connected(CP1, "ocpp1.6", at(0));
        says(1, ConnectorStatus.AVAILABLE);
        List<Interval> followed = intervals();
        goesAway = true;

        assertThatThrownBy(ledger::rebuild).isInstanceOf(StoreUnavailable.class);
        assertThat(intervals()).isEqualTo(followed);
        says(10, ConnectorStatus.FAULTED);
        assertThat(intervals()).last().returns(State.FAULTED, Interval::state);
    }

    /** The tables, but for an answer that is lost on request once all is forgotten. */
    private AvailabilityStore tables() {
        AvailabilityStore tables = new JdbcAvailabilityStore(store.service());
        return (AvailabilityStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {AvailabilityStore.class}, (proxy, method, args) -> {
                    Object answer = invoked(method, tables, args);
                    if (goesAway && method.getName().equals("clear")) {
                        throw new StoreUnavailable("made to fail", true, null);
                    }
                    return answer;
                });
    }

    private static Object invoked(Method method, Object on, Object[] args) throws Throwable {
        try {
            return method.invoke(on, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void says(int minute, ConnectorStatus status) {
        stations.status(
                CP1,
                new StatusReport(
                        Connector.of(1),
                        status,
                        status.name(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        at(minute),
                        at(minute)),
                Instant.EPOCH);
    }

    private List<Interval> intervals() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (lag() > 0) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
        return ledger.intervals(CP1, ONE, at(-60), NOW, Page.Request.first(100)).items();
    }

    private long lag() {
        return store.journal().followers().stream()
                .filter(follower -> follower.name().equals(AvailabilityStore.FOLLOWER))
                .mapToLong(FollowerState::lag)
                .findFirst()
                .orElseThrow();
    }

    private static Instant at(int minute) {
        return T0.plus(Duration.ofMinutes(minute));
    }

    /** As shipped. */
    private static final class Shipped implements AvailabilityService.Settings {

        @Override
        public int silenceMinutes() {
            return 30;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return AvailabilityService.Settings.class;
        }
    }
}
