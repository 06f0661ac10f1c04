package org.ohmstead.stations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.stations.Place.CP1;
import static org.ohmstead.stations.Place.CP2;
import static org.ohmstead.stations.Place.HARDWARE;
import static org.ohmstead.stations.Place.T0;
import static org.ohmstead.stations.Place.minutes;
import static org.ohmstead.stations.Place.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.StationReports.Boot;
import org.ohmstead.api.csms.Stations.Totals;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.stations.Place.TestLink;
import org.ohmstead.stations.Place.TestSettings;

class ReportsTest {

    private final Place place = new Place().with(CP1).with(CP2);

    @Test
    void anAcceptedStationIsToldHowOftenToSendHeartbeats() {
        assertThat(place.service.booted(CP1, HARDWARE, true, T0))
                .isEqualTo(new Boot(RegistrationStatus.ACCEPTED, Duration.ofSeconds(300)));
        place.service.modified(new TestSettings(900, 60, false));
        assertThat(place.service.booted(CP1, HARDWARE, true, T0).interval()).isEqualTo(Duration.ofSeconds(900));
    }

    @Test
    void aBootIsStoredAndTransactionsHearOfIt() {
        place.service.booted(CP1, HARDWARE, true, T0);

        assertThat(place.state(CP1).station().hardware()).contains(HARDWARE);
        assertThat(place.state(CP1).lastBoot()).contains(T0);
        assertThat(place.booted).containsExactly(CP1);
        assertThat(place.facts(Facts.StationBooted.class)).hasSize(1);
        place.restart();
        assertThat(place.state(CP1).station().hardware()).contains(HARDWARE);
    }

    @Test
    void transactionsHearWhoComesAndGoesAndOfEachStatusRepeatedOrNot() {
        var connection = place.service.connected(CP1, new Place.TestLink());
        var successor = place.service.connected(CP1, new Place.TestLink());
        connection.closed("replaced");
        place.service.statusReported(CP1, Place.status(1, ConnectorStatus.AVAILABLE, T0, T0));
        place.service.statusReported(CP1, Place.status(1, ConnectorStatus.AVAILABLE, T0, T0));
        successor.closed("gone");

        assertThat(place.toTransactions)
                .containsExactly("CP-1 came", "CP-1 came", "CP-1 is AVAILABLE", "CP-1 is AVAILABLE", "CP-1 went");
    }

    @Test
    void aNewcomerIsToldToAskAgainSoonUntilItIsAccepted() {
        StationId newcomer = new StationId("NEW-1");
        place.service.openCommissioning(minutes(10), Optional.empty());
        place.admitsNameless("NEW-1");

        assertThat(place.service.booted(newcomer, HARDWARE, true, T0))
                .isEqualTo(new Boot(RegistrationStatus.PENDING, Duration.ofSeconds(60)));
        place.service.change(newcomer, SiteId.DEFAULT, "", RegistrationStatus.ACCEPTED);
        assertThat(place.service.booted(newcomer, HARDWARE, true, T0).status()).isEqualTo(RegistrationStatus.ACCEPTED);
        assertThat(place.state(newcomer).station().hardware()).contains(HARDWARE);
    }

    @Test
    void aStationThatIsNotRegisteredIsRejectedAndLeavesNoTrace() {
        StationId unknown = new StationId("UNKNOWN");
        int facts = place.facts.size();

        assertThat(place.service.booted(unknown, HARDWARE, true, T0).status()).isEqualTo(RegistrationStatus.REJECTED);
        place.service.statusReported(unknown, status(1, ConnectorStatus.FAULTED, T0, T0));
        place.service.clockSeen(unknown, T0, T0);
        place.service.firmwareStatusReported(unknown, "Installed", T0);

        assertThat(place.facts).hasSize(facts);
    }

    @Test
    void theLatestStatusOfEachConnectorIsKnownTheStationFirst() {
        StatusReport one = status(1, ConnectorStatus.OCCUPIED, T0, T0);
        StatusReport two = status(2, ConnectorStatus.AVAILABLE, T0, T0);
        StatusReport whole = status(0, ConnectorStatus.AVAILABLE, T0, T0);
        place.service.statusReported(CP1, two);
        place.service.statusReported(CP1, status(1, ConnectorStatus.AVAILABLE, T0, T0));
        place.service.statusReported(CP1, one);
        place.service.statusReported(CP1, whole);

        assertThat(place.state(CP1).connectors()).containsExactly(whole, one, two);
        place.restart();
        assertThat(place.state(CP1).connectors()).containsExactly(whole, one, two);
    }

    @Test
    void aRepeatedStatusIsStoredOnce() {
        place.service.statusReported(CP1, status(1, ConnectorStatus.OCCUPIED, T0, T0.plusSeconds(1)));
        place.service.statusReported(CP1, status(1, ConnectorStatus.OCCUPIED, T0, T0.plusSeconds(9)));

        assertThat(place.facts(Facts.ConnectorStatusChanged.class)).hasSize(1);
        place.restart();
        place.service.statusReported(CP1, status(1, ConnectorStatus.OCCUPIED, T0, T0.plusSeconds(99)));
        assertThat(place.facts(Facts.ConnectorStatusChanged.class)).hasSize(1);
    }

    @Test
    void aRepeatedStatusWithoutTimeIsStoredOnce() {
        place.service.statusReported(CP1, status(1, ConnectorStatus.OCCUPIED, T0, T0));
        place.service.statusReported(CP1, status(1, ConnectorStatus.OCCUPIED, T0.plusSeconds(9), T0.plusSeconds(9)));
        place.service.statusReported(CP1, status(1, ConnectorStatus.AVAILABLE, T0.plusSeconds(10), T0.plusSeconds(10)));
        place.service.statusReported(CP1, status(1, ConnectorStatus.OCCUPIED, T0.plusSeconds(11), T0.plusSeconds(11)));

        assertThat(place.facts(Facts.ConnectorStatusChanged.class)).hasSize(3);
    }

    @Test
    void aStatusWithoutTimeIsNewsAfterTheStationCameAgainBootedOrWasOrdered() {
        saysWithoutTime(0, ConnectorStatus.OCCUPIED);
        place.now = T0.plusSeconds(10);
        place.service.connected(CP1, new TestLink());
        saysWithoutTime(11, ConnectorStatus.OCCUPIED);
        saysWithoutTime(12, ConnectorStatus.OCCUPIED);
        assertThat(place.facts(Facts.ConnectorStatusChanged.class)).hasSize(2);

        place.service.booted(CP1, HARDWARE, true, T0.plusSeconds(20));
        saysWithoutTime(21, ConnectorStatus.OCCUPIED);
        saysWithoutTime(22, ConnectorStatus.OCCUPIED);
        assertThat(place.facts(Facts.ConnectorStatusChanged.class)).hasSize(3);

        place.now = T0.plusSeconds(30);
        KnownStation station = new KnownStation(place.memory.stations().getFirst());
        assertThat(station.repeats(status(1, ConnectorStatus.OCCUPIED, place.now, place.now)))
                .isTrue();
        station.ordered(T0.plusSeconds(30));
        assertThat(station.repeats(status(1, ConnectorStatus.OCCUPIED, place.now, place.now)))
                .isFalse();
    }

    private void saysWithoutTime(long second, ConnectorStatus status) {
        place.service.statusReported(CP1, status(1, status, T0.plusSeconds(second), T0.plusSeconds(second)));
    }

    @Test
    void aRepeatedStatusIsAsOldAsItWasAndWasHeardOfNow() {
        place.service.statusReported(CP1, status(1, ConnectorStatus.OCCUPIED, T0, T0.plusSeconds(1)));
        place.service.statusReported(CP1, status(1, ConnectorStatus.OCCUPIED, T0, T0.plusSeconds(9)));

        assertThat(place.state(CP1).connectors())
                .containsExactly(status(1, ConnectorStatus.OCCUPIED, T0, T0.plusSeconds(9)));
    }

    @Test
    void aClockThatTellsTheSameTimesAfterEachBootSwallowsNothing() {
        for (int boot = 0; boot < 3; boot++) {
            place.service.booted(CP1, HARDWARE, true, T0.plusSeconds(boot * 1_000));
            place.service.statusReported(
                    CP1, status(1, ConnectorStatus.AVAILABLE, Instant.EPOCH, T0.plusSeconds(boot * 1_000 + 1)));
            place.service.statusReported(
                    CP1,
                    status(1, ConnectorStatus.FAULTED, Instant.ofEpochSecond(60), T0.plusSeconds(boot * 1_000 + 61)));
        }
        place.service.booted(CP1, HARDWARE, true, T0.plusSeconds(5_000));
        place.service.statusReported(CP1, status(1, ConnectorStatus.AVAILABLE, Instant.EPOCH, T0.plusSeconds(5_001)));

        assertThat(place.facts(Facts.ConnectorStatusChanged.class)).hasSize(7);
        assertThat(place.service.totals(Scope.ALL).faulted()).isZero();
    }

    @Test
    void aClockOfSecondsSwallowsNoWord() {
        place.service.statusReported(CP1, status(1, ConnectorStatus.AVAILABLE, T0, T0.plusMillis(100)));
        place.service.statusReported(CP1, status(1, ConnectorStatus.OCCUPIED, T0, T0.plusMillis(200)));
        place.service.statusReported(CP1, status(1, ConnectorStatus.AVAILABLE, T0, T0.plusMillis(300)));

        assertThat(place.state(CP1).connectors())
                .containsExactly(status(1, ConnectorStatus.AVAILABLE, T0, T0.plusMillis(300)));
    }

    @Test
    void aStatusThatWaitedInTheStationDoesNotReplaceTheNewerOne() {
        StatusReport now = status(1, ConnectorStatus.AVAILABLE, T0.plusSeconds(7_200), T0.plusSeconds(7_201));
        StatusReport then = status(1, ConnectorStatus.FAULTED, T0.plusSeconds(3_600), T0.plusSeconds(7_260));
        place.service.statusReported(CP1, now);
        place.service.statusReported(CP1, then);
        place.service.statusReported(CP1, then);

        assertThat(place.state(CP1).connectors()).containsExactly(now);
        assertThat(place.toTransactions).containsExactly("CP-1 is AVAILABLE");
        assertThat(place.facts(Facts.ConnectorStatusToldLate.class)).hasSize(1);
    }

    @Test
    void whatWasJustToldByAClockThatCannotBeBelievedIsNoPast() {
        place.service.statusReported(CP1, status(1, ConnectorStatus.AVAILABLE, T0, T0.plusSeconds(1)));
        place.service.statusReported(CP1, status(1, ConnectorStatus.FAULTED, Instant.EPOCH, T0.plusSeconds(60)));

        assertThat(place.service.totals(Scope.ALL).faulted()).isEqualTo(1);
    }

    @Test
    void anOldStatusToldAgainDoesNotReplaceTheNewOne() {
        StatusReport old = status(1, ConnectorStatus.OCCUPIED, T0, T0.plusSeconds(1));
        StatusReport now = status(1, ConnectorStatus.AVAILABLE, T0.plusSeconds(60), T0.plusSeconds(61));
        place.service.statusReported(CP1, old);
        place.service.statusReported(CP1, now);
        place.service.statusReported(CP1, old);

        assertThat(place.state(CP1).connectors()).containsExactly(now);
    }

    @Test
    void aStationCannotFillTheMemoryWithConnectors() {
        for (int evse = 1; evse <= 300; evse++) {
            place.service.statusReported(CP1, status(evse, ConnectorStatus.AVAILABLE, T0, T0));
        }

        assertThat(place.state(CP1).connectors()).hasSize(256);
        place.service.statusReported(CP1, status(7, ConnectorStatus.FAULTED, T0.plusSeconds(1), T0.plusSeconds(1)));
        assertThat(place.service.totals(Scope.ALL).faulted()).isEqualTo(1);
    }

    @Test
    void tooManyConnectorsAreWarnedOfOncePerConnection() {
        KnownStation station = new KnownStation(place.memory.stations().getFirst());
        station.opened(new KnownStation.Open(new TestLink(), T0));

        assertThat(station.overflows()).isTrue();
        assertThat(station.overflows()).isFalse();
        station.opened(new KnownStation.Open(new TestLink(), T0));
        assertThat(station.overflows()).isTrue();
    }

    @Test
    void afterARestartAStationWasLastHeardWhenItsLatestStoredReportCame() {
        place.service.booted(CP1, HARDWARE, true, T0);
        place.restart();
        assertThat(place.state(CP1).lastHeard()).contains(T0);

        place.service.statusReported(CP1, status(1, ConnectorStatus.AVAILABLE, T0, T0.plusSeconds(60)));
        place.service.statusReported(CP1, status(2, ConnectorStatus.AVAILABLE, T0, T0.plusSeconds(30)));
        place.restart();
        assertThat(place.state(CP1).lastHeard()).contains(T0.plusSeconds(60));
        assertThat(place.state(CP2).lastHeard()).isEmpty();

        place.now = T0.plusSeconds(90);
        place.service.connected(CP1, new TestLink());
        assertThat(place.state(CP1).lastHeard()).contains(T0.plusSeconds(90));
    }

    @Test
    void aStationWithAFaultIsCountedOnce() {
        place.service.statusReported(CP1, status(1, ConnectorStatus.FAULTED, T0, T0));
        place.service.statusReported(CP1, status(2, ConnectorStatus.FAULTED, T0, T0));

        assertThat(place.service.totals(Scope.ALL)).isEqualTo(new Totals(2, 0, 1));
    }

    @Test
    void howFarAClockIsOffIsKnownAndHarmsNothing() {
        place.service.clockSeen(CP1, T0.plusSeconds(7_200), T0);

        assertThat(place.state(CP1).clock().orElseThrow().offset()).isEqualTo(Duration.ofHours(2));
        assertThat(place.state(CP2).clock()).isEmpty();
    }

    @Test
    void jobsOfTheStationAreInTheJournal() {
        place.service.firmwareStatusReported(CP1, "Downloading", T0);
        place.service.logStatusReported(CP1, "Uploaded", T0);

        assertThat(place.facts)
                .endsWith(new Facts.FirmwareStatusReported("Downloading"), new Facts.LogStatusReported("Uploaded"));
    }
}
