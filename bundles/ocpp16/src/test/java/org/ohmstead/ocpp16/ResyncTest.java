package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.provisioning.Resync;
import org.ohmstead.testkit.InMemoryCsms;

/** Stations that come back and do not boot, and what the server asks them (OCPP 1.6 §5.17). */
@Timeout(60)
class ResyncTest {

    private static final String STATUS = "TriggerMessage{\"requestedMessage\":\"StatusNotification\"}";
    private static final String BOOT = "TriggerMessage{\"requestedMessage\":\"BootNotification\"}";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final InMemoryCsms csms =
            new InMemoryCsms().withStation("CP-1").withStation("CP-2").withStation("CP-3");
    private Resync resync = csms.resync(new Shipped());
    private final ConfigurableStation station = willing("CP-1");

    private ConfigurableStation willing(String id) {
        ConfigurableStation willing = new ConfigurableStation(csms, id);
        willing.triggerAnswer = "Accepted";
        return willing;
    }

    @AfterEach
    void close() {
        resync.close();
    }

    @Test
    void aStationThatComesBackWithoutBootingIsAskedForItsStatusInTheBackground() {
        station.boots();
        station.comesBack();
        timePasses();

        assertThat(station.asked).containsExactly(STATUS);
        assertThat(station.askedInBackground).containsExactly(STATUS);
    }

    @Test
    void oneThatNeverBootedHereIsAskedForThatToo() {
        timePasses();

        assertThat(station.asked).containsExactly(BOOT, STATUS);
    }

    @Test
    void itGetsTimeToBootByItself() {
        station.boots();
        station.comesBack();
        csms.clock().advance(PATIENCE.minusSeconds(1));
        look();
        assertThat(station.asked).isEmpty();
        station.boots();
        timePasses();

        assertThat(station.asked).isEmpty();
    }

    @Test
    void itIsAskedOncePerConnection() {
        station.boots();
        station.comesBack();
        timePasses();
        timePasses();
        assertThat(station.asked).hasSize(1);
        station.comesBack();
        timePasses();

        assertThat(station.asked).hasSize(2);
    }

    @Test
    void oneThatWentAgainIsNotAsked() {
        station.boots();
        station.comesBack();
        station.goes();
        timePasses();

        assertThat(station.asked).isEmpty();
    }

    @Test
    void oneThatComesAgainAndAgainIsAskedOnceItStays() {
        station.boots();
        for (int i = 0; i < 5; i++) {
            csms.clock().advance(PATIENCE.dividedBy(2));
            station.comesBack();
            look();
        }
        assertThat(station.asked).isEmpty();
        timePasses();

        assertThat(station.asked).containsExactly(STATUS);
    }

    @Test
    void oneThatToldAllItHasByItselfIsNotAsked() {
        station.boots();
        tells(1);
        station.comesBack();
        tells(1);
        timePasses();
        assertThat(station.asked).isEmpty();
        tells(2);
        station.comesBack();
        tells(1);
        timePasses();

        assertThat(station.asked).containsExactly(STATUS);
    }

    /** It says "not now"; NotImplemented is what a station says that cannot (OCPP 1.6 §7.44). */
    @Test
    void oneThatRejectsIsAskedAgainWhenItComesAgainAndItsModelIsNotSuspected() {
        station.triggerAnswer = "Rejected";
        station.boots();
        station.comesBack();
        timePasses();
        ConfigurableStation twin = willing("CP-2");
        twin.boots();
        twin.comesBack();
        station.comesBack();
        timePasses();

        assertThat(station.asked).containsExactly(STATUS, STATUS);
        assertThat(twin.asked).containsExactly(STATUS);
    }

    @Test
    void aModelThatRefusesIsNotAskedAgain() {
        station.triggerAnswer = "NotImplemented";
        station.boots();
        station.comesBack();
        timePasses();
        assertThat(station.asked).containsExactly(STATUS);
        station.comesBack();
        ConfigurableStation twin = willing("CP-2");
        twin.boots();
        twin.comesBack();
        timePasses();

        assertThat(station.asked).hasSize(1);
        assertThat(twin.asked).isEmpty();
    }

    @Test
    void aModelThatDoesNotKnowTheQuestionIsNotAskedAgainAlsoAfterTheServerRestarted() {
        station.cannot.add("TriggerMessage");
        station.boots();
        station.comesBack();
        timePasses();
        assertThat(station.asked).containsExactly(STATUS);
        resync.close();
        csms.restart();
        resync = csms.resync(new Shipped());
        station.connects();
        timePasses();

        assertThat(station.asked).hasSize(1);
    }

    @Test
    void itIsAskedAgainWithAnotherFirmware() {
        station.triggerAnswer = "NotImplemented";
        station.boots();
        station.comesBack();
        timePasses();
        station.firmware = "2.0";
        station.triggerAnswer = "Accepted";
        station.boots();
        station.comesBack();
        timePasses();

        assertThat(station.asked).containsExactly(STATUS, STATUS);
    }

    @Test
    void oneThatCannotBootWhenAskedIsNotAskedForThatAgain() {
        station.triggerAnswer = "NotImplemented";
        timePasses();
        assertThat(station.asked).containsExactly(BOOT, STATUS);
        station.comesBack();
        timePasses();

        assertThat(station.asked).hasSize(2);
    }

    @Test
    void silenceTeachesNothing() {
        station.mute = true;
        station.boots();
        station.comesBack();
        timePasses();
        station.mute = false;
        station.comesBack();
        timePasses();

        assertThat(station.asked).containsExactly(STATUS, STATUS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PENDING", "REJECTED"})
    void oneThatMayNotWorkHereIsNotAsked(RegistrationStatus registration) {
        station.boots();
        station.comesBack();
        csms.register().change(new StationId("CP-1"), SiteId.DEFAULT, "", registration);
        timePasses();

        assertThat(station.asked).isEmpty();
    }

    @Test
    void whenAllComeBackAtOnceAFewAreAskedEachSecond() {
        resync.close();
        resync = csms.resync(new Shipped(true, 2));
        List<ConfigurableStation> fleet = List.of(station, willing("CP-2"), willing("CP-3"));
        fleet.forEach(ConfigurableStation::boots);
        fleet.forEach(ConfigurableStation::comesBack);

        timePasses();
        assertThat(fleet).filteredOn(it -> !it.asked.isEmpty()).hasSize(2);
        look();
        assertThat(fleet).allSatisfy(it -> assertThat(it.asked).containsExactly(STATUS));
    }

    @Test
    void switchedOffItAsksNobody() {
        resync.close();
        resync = csms.resync(new Shipped(false, 10));
        station.boots();
        station.comesBack();
        timePasses();

        assertThat(station.asked).isEmpty();
    }

    private void tells(int connector) {
        station.says(
                "StatusNotification",
                "{\"connectorId\":%d,\"errorCode\":\"NoError\",\"status\":\"Available\",\"timestamp\":\"%s\"}"
                        .formatted(connector, csms.clock().instant().minusMillis(500)));
    }

    private void timePasses() {
        csms.clock().advance(PATIENCE);
        look();
    }

    /** Once everything of the journal has been read. */
    private void look() {
        long head = csms.journal().head().seq();
        Await.until(() -> csms.journal().followers().stream()
                .map(Journal.FollowerState::position)
                .allMatch(position -> position.seq() >= head));
        resync.look();
    }

    private record Shipped(boolean enabled, int perSecond) implements Resync.Settings {

        Shipped() {
            this(true, 10);
        }

        @Override
        public int afterSeconds() {
            return (int) PATIENCE.toSeconds();
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return Resync.Settings.class;
        }
    }
}
