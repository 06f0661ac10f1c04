package org.ohmstead.stations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.ohmstead.stations.Place.CP1;
import static org.ohmstead.stations.Place.CP2;
import static org.ohmstead.stations.Place.T0;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.control.AuthorizationCacheControl;
import org.ohmstead.api.control.AvailabilityControl;
import org.ohmstead.api.control.DataTransferControl;
import org.ohmstead.api.control.RemoteControl;
import org.ohmstead.api.control.SettingsControl;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.csms.StationAdmission.Connection;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.stations.Place.TestLink;
import org.ohmstead.stations.store.StationStore;

class ConnectionTest {

    private final Place place = new Place().with(CP1).with(CP2);
    private final TestLink first = new TestLink();
    private final TestLink second = new TestLink();

    @Test
    void aStationThatCameIsOnline() {
        place.service.connected(CP1, first);

        assertThat(place.state(CP1).online()).isTrue();
        assertThat(place.state(CP1).protocol()).contains("test");
        assertThat(place.state(CP1).onlineSince()).contains(T0);
        assertThat(place.service.control(CP1).as(AuthorizationCacheControl.class))
                .containsSame(first.cache);
        assertThat(place.service.totals(Scope.ALL).online()).isEqualTo(1);
        assertThat(place.facts(Facts.StationConnected.class)).hasSize(1);
    }

    @Test
    void aStationThatWentIsOffline() {
        Connection connection = place.service.connected(CP1, first);
        connection.closed("gone");
        connection.closed("gone again");

        assertThat(place.state(CP1).online()).isFalse();
        assertThat(place.state(CP1).onlineSince()).isEmpty();
        assertThat(place.facts(Facts.StationDisconnected.class)).containsExactly(new Facts.StationDisconnected("gone"));
    }

    @Test
    void aSecondConnectionTakesThePlaceOfTheFirst() {
        place.service.connected(CP1, first);
        place.service.connected(CP1, second);

        assertThat(first.closings).hasSize(1);
        assertThat(second.closings).isEmpty();
        assertThat(place.service.control(CP1).as(AuthorizationCacheControl.class))
                .containsSame(second.cache);
    }

    @Test
    void theLateCloseOfAnOldConnectionDoesNotTouchTheNewOne() {
        Connection old = place.service.connected(CP1, first);
        place.service.connected(CP1, second);
        place.now = T0.plusSeconds(60);
        old.heard();
        old.closed("late");

        assertThat(place.state(CP1).online()).isTrue();
        assertThat(place.state(CP1).lastHeard()).contains(T0);
        assertThat(place.facts(Facts.StationDisconnected.class)).isEmpty();
    }

    @Test
    void everyFrameTellsThatTheStationLives() {
        Connection connection = place.service.connected(CP1, first);
        place.now = T0.plusSeconds(42);
        connection.heard();

        assertThat(place.state(CP1).lastHeard()).contains(T0.plusSeconds(42));
    }

    @Test
    void ofManyConnectionsAtOnceExactlyOneStays() {
        List<TestLink> links = Stream.generate(TestLink::new).limit(50).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            links.forEach(link -> threads.submit(() -> place.service.connected(CP1, link)));
        }

        assertThat(links).filteredOn(link -> link.closings.isEmpty()).hasSize(1);
        assertThat(place.service.totals(Scope.ALL).online()).isEqualTo(1);
    }

    @Test
    void anArrivalThatIsNotDurableLeavesTheOldConnectionAlone() {
        place.store = failing(place.memory, "connected", 2);
        place.restart();
        place.service.connected(CP1, first);

        assertThatThrownBy(() -> place.service.connected(CP1, second)).isInstanceOf(StoreUnavailable.class);
        assertThat(place.service.control(CP1).as(AuthorizationCacheControl.class))
                .containsSame(first.cache);
        assertThat(first.closings).isEmpty();
    }

    @Test
    void aStationThatWentIsOfflineEvenIfTheStoreIsAway() {
        place.store = failing(place.memory, "disconnected", 1);
        place.restart();
        Connection connection = place.service.connected(CP1, first);

        connection.closed("gone");

        assertThat(place.state(CP1).online()).isFalse();
    }

    @Test
    void thatAStationWentIsWrittenLaterWithTheTimeItHappenedBeforeItComesAgain() {
        AtomicBoolean away = awayFromStore();
        place.service.connected(CP1, first).closed("gone");
        away.set(false);
        place.now = T0.plusSeconds(60);
        place.service.connected(CP1, second);

        assertThat(place.entries.subList(place.entries.size() - 2, place.entries.size()))
                .extracting(JournalEntry::fact, JournalEntry::receivedAt)
                .containsExactly(
                        tuple(new Facts.StationDisconnected("gone"), T0),
                        tuple(new Facts.StationConnected("test"), T0.plusSeconds(60)));
    }

    @Test
    void thatAStationWentIsWrittenWhenTheStoreIsBackThoughItStaysAway() {
        AtomicBoolean away = awayFromStore();
        KnownStations known = new KnownStations(place.store, place.clocks);
        Departures departures = new Departures(known, place.store);
        KnownStation station = known.find(CP1).orElseThrow();
        departures.went(station, new KnownStation.Going(T0, "gone"));
        departures.look();
        assertThat(place.facts(Facts.StationDisconnected.class)).isEmpty();

        away.set(false);
        departures.look();
        departures.look();
        assertThat(place.facts(Facts.StationDisconnected.class)).containsExactly(new Facts.StationDisconnected("gone"));
    }

    /** Who goes cannot be stored while this is true. */
    private AtomicBoolean awayFromStore() {
        AtomicBoolean away = new AtomicBoolean(true);
        place.store = failing(place.memory, method -> method.equals("disconnected") && away.get());
        place.restart();
        return away;
    }

    @Test
    void rejectingRenewingAndRemovingCloseTheConnection() {
        place.service.connected(CP1, first);
        place.service.change(CP1, SiteId.DEFAULT, "Gate", RegistrationStatus.ACCEPTED);
        assertThat(first.closings).as("a new label is no reason").isEmpty();

        place.service.change(CP1, SiteId.DEFAULT, "Gate", RegistrationStatus.REJECTED);
        assertThat(first.closings).hasSize(1);
        place.service.renewPassword(CP1, Optional.empty());
        assertThat(first.closings).hasSize(2);
        place.service.remove(CP1);
        assertThat(first.closings).hasSize(3);
    }

    @Test
    void aStationRemovedWhileItCameInGetsNoConnection() {
        place.service.remove(CP1);

        assertThatThrownBy(() -> place.service.connected(CP1, first)).isInstanceOf(IllegalStateException.class);
        assertThat(place.service.find(CP1)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                RemoteControl.class,
                AvailabilityControl.class,
                SettingsControl.class,
                DataTransferControl.class,
                AuthorizationCacheControl.class
            })
    void aStationThatIsNotConnectedHasEveryCapability(Class<?> capability) {
        assertThat(place.service.control(CP1).as(capability)).isPresent();
        assertThat(place.service.control(new StationId("UNKNOWN")).as(capability))
                .isPresent();
    }

    @Test
    void aStationThatIsNotConnectedSaysSo() {
        StationControl control = place.service.control(CP1);

        assertThat(control.as(RemoteControl.class).orElseThrow().reset(RemoteControl.Reset.IMMEDIATE))
                .extracting(Outcome::kind)
                .isEqualTo(Outcome.Kind.OFFLINE);
        assertThat(control.as(SettingsControl.class)
                        .orElseThrow()
                        .read(List.of())
                        .outcome()
                        .kind())
                .isEqualTo(Outcome.Kind.OFFLINE);
        assertThat(control.as(Runnable.class)).isEmpty();
    }

    /** Fails from the given call of a method on. */
    private static StationStore failing(StationStore store, String method, int fromCall) {
        AtomicInteger calls = new AtomicInteger();
        return failing(store, called -> called.equals(method) && calls.incrementAndGet() >= fromCall);
    }

    private static StationStore failing(StationStore store, Predicate<String> fails) {
        return (StationStore) Proxy.newProxyInstance(
                StationStore.class.getClassLoader(), new Class<?>[] {StationStore.class}, (self, called, arguments) -> {
                    if (fails.test(called.getName())) {
                        throw new StoreUnavailable("The disk is full", false, null);
                    }
                    try {
                        return called.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
