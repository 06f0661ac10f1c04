package org.ohmstead.stations.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.Stations.HardwareSeen;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.ChargingState;
import org.ohmstead.api.model.ChargingStation;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.Location;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationClock.Kind;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.api.model.Topology;
import org.ohmstead.stations.store.StationStore.ClockPeriod;
import org.ohmstead.stations.store.StationStore.PasswordHash;
import org.ohmstead.stations.store.StationStore.Registration;
import org.ohmstead.stations.store.StationStore.Stored;

/** What every {@link StationStore} promises. Run against memory here and against each database by the store. */
public abstract class StationStoreContract {

    private static final Instant T0 = Instant.parse("2026-11-22T08:00:00Z");
    private static final StationId CP1 = new StationId("CP-1");
    private static final StationId CP2 = new StationId("CP-2");
    private static final PasswordHash SECRET = new PasswordHash("c2FsdA==", "aGFzaA==");
    private static final Hardware HARDWARE = new Hardware(
            "",
            "Terra ü",
            Optional.of("a serial of thirty-four characters"),
            Optional.of("1.8.0"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private StationStore store;

    /** A store without stations. */
    protected abstract StationStore newStore();

    /** What the journal of that store holds, oldest first. */
    protected abstract List<Fact> facts();

    @BeforeEach
    void openStore() {
        store = newStore();
    }

    @Test
    void theDefaultSiteIsAlwaysThere() {
        assertThat(store.locations()).extracting(Location::id).contains(SiteId.DEFAULT);
    }

    @Test
    void aRegisteredStationIsFoundAgain() {
        assertThat(store.register(List.of(registration(CP1), registration(CP2)), T0))
                .isTrue();

        assertThat(store.stations())
                .containsExactlyInAnyOrder(
                        new Stored(
                                station(CP1), Optional.of(SECRET), Optional.empty(), List.of(), Topology.EACH_ITS_OWN),
                        new Stored(
                                station(CP2), Optional.of(SECRET), Optional.empty(), List.of(), Topology.EACH_ITS_OWN));
        assertThat(factsOf(Facts.StationRegistered.class)).hasSize(2);
    }

    @Test
    void hardwareThatChangesIsKeptNewestFirst() {
        store.register(List.of(registration(CP1)), T0);
        Hardware updated = new Hardware(
                "Acme",
                "Two",
                Optional.empty(),
                Optional.of("2.0"),
                Optional.of("MID"),
                Optional.of("7"),
                Optional.of("89"),
                Optional.of("26"));
        store.booted(CP1, HARDWARE, RegistrationStatus.ACCEPTED, T0);
        store.booted(CP1, HARDWARE, RegistrationStatus.PENDING, T0.plusSeconds(1));
        store.booted(CP1, updated, RegistrationStatus.ACCEPTED, T0.plusSeconds(2));
        store.booted(CP1, HARDWARE, RegistrationStatus.ACCEPTED, T0.plusSeconds(3));

        assertThat(store.hardware(CP1))
                .containsExactly(
                        new HardwareSeen(T0.plusSeconds(3), HARDWARE),
                        new HardwareSeen(T0.plusSeconds(2), updated),
                        new HardwareSeen(T0, HARDWARE));
        assertThat(store.hardware(CP2)).isEmpty();
    }

    @Test
    void connectorsThatAreGroupedAnewAreForgottenUnderTheirOldNames() {
        Topology pairs = Topology.parse("1,2; 3,4");
        store.register(List.of(registration(CP1), registration(CP2)), T0);
        isTold(status(2, "Available", T0));
        store.status(CP2, status(2, "Available", T0), T0);

        store.regrouped(CP1, Topology.EACH_ITS_OWN, pairs, T0);
        store.regrouped(CP1, Topology.EACH_ITS_OWN, pairs, T0);

        assertThat(store.stations()).extracting(Stored::topology).containsExactly(pairs, Topology.EACH_ITS_OWN);
        assertThat(store.stations())
                .extracting(stored -> stored.connectors().size())
                .containsExactly(0, 1);
        assertThat(factsOf(Facts.ConnectorsRegrouped.class))
                .containsExactly(new Facts.ConnectorsRegrouped(Topology.EACH_ITS_OWN, pairs));
        assertThat(isTold(status(2, "Available", T0)))
                .as("another connector has that name now")
                .isTrue();
    }

    @Test
    void aStationWithoutPasswordHasNone() {
        store.register(List.of(new Registration(station(CP1), Optional.empty())), T0);

        assertThat(only().password()).isEmpty();
    }

    @Test
    void howAClockGoesIsKeptInPlaceOfWhatWasKnownAndForgottenWithItsStation() {
        store.register(List.of(registration(CP1), registration(CP2)), T0);
        ClockPeriod local = period(Kind.LOCAL_TIME, Duration.ofMillis(-1_250), true);
        ClockPeriod factory = period(Kind.FACTORY_START, Duration.ofDays(-20_000), false);
        store.keepClock(CP1, List.of(factory));
        store.keepClock(CP2, List.of(factory));
        store.keepClock(CP1, List.of(local, factory));

        assertThat(store.clocks()).hasSize(2).containsEntry(CP1, List.of(local, factory));

        store.keepClock(CP1, List.of(local));
        assertThat(store.clocks()).containsEntry(CP1, List.of(local));

        store.remove(CP1, T0);
        assertThat(store.clocks()).containsOnlyKeys(CP2);
    }

    @Test
    void ofAStationThatIsNotRegisteredNoClockIsKept() {
        ClockPeriod factory = period(Kind.FACTORY_START, Duration.ofDays(-20_000), false);
        store.register(List.of(registration(CP1), registration(CP2)), T0);
        assertThat(store.keepClock(CP1, List.of(factory))).isTrue();
        store.remove(CP1, T0);

        assertThat(store.keepClock(CP1, List.of(factory))).isFalse();
        assertThat(store.clocks()).isEmpty();
    }

    private static ClockPeriod period(Kind kind, Duration ahead, boolean witnessed) {
        return new ClockPeriod(
                kind, ZoneId.of("Europe/Berlin"), ahead, T0, T0.plus(ahead), T0.plusSeconds(3), witnessed);
    }

    @Test
    void ofAListWithAKnownStationNoneIsRegistered() {
        store.register(List.of(registration(CP1)), T0);

        assertThat(store.register(List.of(registration(CP2), registration(CP1)), T0))
                .isFalse();
        assertThat(store.stations()).hasSize(1);
        assertThat(factsOf(Facts.StationRegistered.class)).hasSize(1);
    }

    @Test
    void upperAndLowerCaseAreDifferentStations() {
        store.register(List.of(registration(CP1)), T0);

        assertThat(store.register(List.of(registration(new StationId("cp-1"))), T0))
                .isTrue();
    }

    @Test
    void aChangeKeepsWhatTheStationSaid() {
        store.register(List.of(registration(CP1)), T0);
        store.booted(CP1, HARDWARE, RegistrationStatus.PENDING, T0.plusSeconds(5));
        ChargingStation changed = new ChargingStation(
                CP1, SiteId.DEFAULT, "By the gate", RegistrationStatus.REJECTED, Optional.empty(), T0);

        assertThat(store.change(changed, T0.plusSeconds(9))).isTrue();
        assertThat(only().station())
                .isEqualTo(new ChargingStation(
                        CP1, SiteId.DEFAULT, "By the gate", RegistrationStatus.REJECTED, Optional.of(HARDWARE), T0));
        assertThat(only().password()).contains(SECRET);
        assertThat(factsOf(Facts.StationChanged.class))
                .containsExactly(new Facts.StationChanged(SiteId.DEFAULT, "By the gate", RegistrationStatus.REJECTED));
    }

    @Test
    void whatIsNotThereIsNeitherChangedNorRenewedNorRemoved() {
        assertThat(store.change(station(CP1), T0)).isFalse();
        assertThat(store.renewPassword(CP1, SECRET)).isFalse();
        assertThat(store.remove(CP1, T0)).isFalse();
        assertThat(facts()).noneMatch(Facts.StationChanged.class::isInstance);
        assertThat(facts()).noneMatch(Facts.StationRemoved.class::isInstance);
    }

    @Test
    void aRenewedPasswordReplacesTheOld() {
        PasswordHash fresh = new PasswordHash("bmV3", "bmV3ZXI=");
        store.register(List.of(registration(CP1)), T0);

        assertThat(store.renewPassword(CP1, fresh)).isTrue();
        assertThat(only().password()).contains(fresh);
    }

    @Test
    void aRemovedStationIsGoneAndMayComeBackAsNew() {
        store.register(List.of(registration(CP1)), T0);
        isTold(status(1, "Available", T0));
        store.booted(CP1, HARDWARE, RegistrationStatus.ACCEPTED, T0);

        assertThat(store.remove(CP1, T0)).isTrue();
        assertThat(store.stations()).isEmpty();
        assertThat(store.register(List.of(registration(CP1)), T0)).isTrue();
        assertThat(only().connectors()).isEmpty();
        assertThat(store.hardware(CP1)).isEmpty();
        assertThat(isTold(status(1, "Available", T0))).isTrue();
        assertThat(factsOf(Facts.StationRemoved.class)).hasSize(1);
    }

    @Test
    void comingAndGoingIsInTheJournal() {
        store.register(List.of(registration(CP1)), T0);
        store.connected(CP1, "spoken", T0);
        store.disconnected(CP1, "It closed the connection.", T0.plusSeconds(3));

        assertThat(facts())
                .containsSubsequence(
                        new Facts.StationConnected("spoken"),
                        new Facts.StationDisconnected("It closed the connection."));
    }

    @Test
    void aBootTellsWhatTheStationIsMadeOf() {
        store.register(List.of(registration(CP1)), T0);
        store.booted(CP1, HARDWARE, RegistrationStatus.ACCEPTED, T0.plusSeconds(5));

        assertThat(only().station().hardware()).contains(HARDWARE);
        assertThat(only().lastBoot()).contains(T0.plusSeconds(5));
        assertThat(factsOf(Facts.StationBooted.class))
                .containsExactly(new Facts.StationBooted(HARDWARE, RegistrationStatus.ACCEPTED));
    }

    @Test
    void theLatestStatusOfEachConnectorIsFoundAgain() {
        store.register(List.of(registration(CP1)), T0);
        StatusReport whole = status(0, "Available", T0);
        StatusReport second = new StatusReport(
                Connector.of(1),
                ConnectorStatus.FAULTED,
                "Faulted",
                Optional.of(ChargingState.IDLE),
                Optional.of("GroundFailure"),
                Optional.of("info"),
                Optional.of("0x17"),
                T0.plusSeconds(60),
                T0.plusSeconds(61));
        isTold(status(1, "Available", T0));
        isTold(whole);
        isTold(second);

        assertThat(only().connectors()).containsExactlyInAnyOrder(whole, second);
        assertThat(factsOf(Facts.ConnectorStatusChanged.class))
                .hasSize(3)
                .contains(new Facts.ConnectorStatusChanged(
                        Connector.of(1),
                        ConnectorStatus.FAULTED,
                        "Faulted",
                        Optional.of(ChargingState.IDLE),
                        Optional.of("GroundFailure"),
                        Optional.of("info"),
                        Optional.of("0x17")));
    }

    @Test
    void aRepeatedStatusIsStoredOnce() {
        store.register(List.of(registration(CP1)), T0);

        assertThat(isTold(status(1, "Available", T0))).isTrue();
        assertThat(isTold(status(1, "Available", T0))).isFalse();
        assertThat(isTold(status(1, "Preparing", T0))).isTrue();
        assertThat(isTold(status(2, "Available", T0))).isTrue();
        assertThat(isTold(status(1, "Available", T0.plusSeconds(1)))).isTrue();
    }

    @Test
    void anOldStatusToldAgainLeavesTheLatest() {
        store.register(List.of(registration(CP1)), T0);
        StatusReport latest = status(1, "Preparing", T0.plusSeconds(60));
        isTold(status(1, "Available", T0));
        isTold(latest);

        assertThat(store.status(CP1, status(1, "Available", T0), T0)).isEqualTo(latest);
        assertThat(only().connectors()).containsExactly(latest);
        assertThat(factsOf(Facts.ConnectorStatusChanged.class)).hasSize(2);
    }

    @Test
    void aWordOfTheSameSecondAsAnotherIsNewsAlsoTheSecondTime() {
        store.register(List.of(registration(CP1)), T0);

        assertThat(isTold(status(1, "Available", T0))).isTrue();
        assertThat(isTold(status(1, "Preparing", T0))).isTrue();
        assertThat(isTold(status(1, "Available", T0))).isTrue();
        assertThat(only().connectors()).containsExactly(status(1, "Available", T0));
        assertThat(isTold(withVendorCode(status(1, "Available", T0), "E1"))).isTrue();
        assertThat(isTold(withVendorCode(status(1, "Available", T0), "E2"))).isTrue();
        assertThat(isTold(withVendorCode(status(1, "Available", T0), "E2"))).isFalse();
    }

    @Test
    void whatWasToldBeforeABootMayBeToldAgainAfterIt() {
        store.register(List.of(registration(CP1)), T0);
        isTold(status(1, "Available", T0));
        isTold(status(1, "Preparing", T0.plusSeconds(60)));

        StatusReport again = status(1, "Available", T0);
        assertThat(store.status(CP1, again, T0.plusSeconds(100))).isEqualTo(again);
        assertThat(only().connectors()).containsExactly(again);
        assertThat(factsOf(Facts.ConnectorStatusChanged.class)).hasSize(3);
    }

    @Test
    void anEarlierStatusChangesNothingAndIsInTheJournalOnce() {
        store.register(List.of(registration(CP1)), T0);
        StatusReport latest = status(1, "Preparing", T0.plusSeconds(60));
        isTold(latest);

        store.earlierStatus(CP1, status(1, "Available", T0));
        store.earlierStatus(CP1, status(1, "Available", T0));

        assertThat(only().connectors()).containsExactly(latest);
        assertThat(factsOf(Facts.ConnectorStatusToldLate.class))
                .extracting(Facts.ConnectorStatusToldLate::reported)
                .containsExactly("Available");
        assertThat(isTold(status(1, "Available", T0))).as("told late").isFalse();
    }

    @Test
    void jobsOfTheStationAreInTheJournal() {
        store.register(List.of(registration(CP1)), T0);
        store.firmwareStatus(CP1, "Downloading", T0);
        store.logStatus(CP1, "Uploaded", T0);

        assertThat(facts())
                .containsSubsequence(
                        new Facts.FirmwareStatusReported("Downloading"), new Facts.LogStatusReported("Uploaded"));
    }

    /** @return whether it was news */
    private boolean isTold(StatusReport report) {
        int before = factsOf(Facts.ConnectorStatusChanged.class).size();
        store.status(CP1, report, T0);
        return factsOf(Facts.ConnectorStatusChanged.class).size() > before;
    }

    private <T> List<T> factsOf(Class<T> kind) {
        return facts().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private Stored only() {
        assertThat(store.stations()).hasSize(1);
        return store.stations().getFirst();
    }

    private static Registration registration(StationId id) {
        return new Registration(station(id), Optional.of(SECRET));
    }

    private static ChargingStation station(StationId id) {
        return new ChargingStation(id, SiteId.DEFAULT, "label", RegistrationStatus.ACCEPTED, Optional.empty(), T0);
    }

    private static StatusReport withVendorCode(StatusReport report, String code) {
        return new StatusReport(
                report.connector(),
                report.status(),
                report.reported(),
                report.chargingState(),
                report.errorCode(),
                report.info(),
                Optional.of(code),
                report.at(),
                report.receivedAt());
    }

    private static StatusReport status(int evse, String reported, Instant at) {
        return new StatusReport(
                Connector.of(evse),
                ConnectorStatus.AVAILABLE,
                reported,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                at,
                at.plusSeconds(1));
    }
}
