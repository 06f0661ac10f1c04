package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.csms.HealthCheck.Status;
import org.ohmstead.api.csms.Provisioning.Phase;
import org.ohmstead.api.model.StationId;

/** Stations that restart over their settings, do not answer or do not come back. */
class UnwillingStationsTest extends ProvisioningScene {

    @Test
    void aStationThatRestartsOverItsSettingsIsLeftAloneAndReported() {
        station.restartsWhenChanged = true;
        station.boots();
        for (int i = 0; i < 2; i++) {
            csms.doWhatWaits();
            assertThat(station.restarts()).isEqualTo("Pending");
        }
        csms.doWhatWaits();
        assertThat(station.restarts()).isEqualTo("Accepted");
        int asked = station.asked.size();
        csms.doWhatWaits();
        assertThat(station.restarts()).isEqualTo("Accepted");
        csms.doWhatWaits();

        assertThat(station.asked).hasSize(asked);
        assertThat(state().phase()).isEqualTo(Phase.GIVEN_UP);
        assertThat(csms.provisioningHealth().check().status()).isEqualTo(Status.WARN);
        assertThat(csms.provisioningHealth().check().message()).contains("CP-1");
    }

    @Test
    void whatOneStationRestartedOverIsNotSentToAnotherOfItsModel() {
        aStationThatRestartsOverItsSettingsIsLeftAloneAndReported();
        var other = new ConfigurableStation(csms, "CP-2");
        settings(other);
        other.boots();
        csms.doWhatWaits();

        assertThat(other.changes()).noneMatch(call -> call.contains("HeartbeatInterval"));
    }

    @Test
    void aStationThatWasGivenUpStaysSoOverARestartOfTheServer() {
        aStationThatRestartsOverItsSettingsIsLeftAloneAndReported();
        csms.restart();
        var again = new ConfigurableStation(csms, "CP-1");

        assertThat(again.boots()).isEqualTo("Accepted");
        csms.doWhatWaits();
        assertThat(again.asked).isEmpty();
        assertThat(state().phase()).isEqualTo(Phase.GIVEN_UP);
    }

    @Test
    void aStationRegisteredAnewIsNotGivenUpBecauseTheOneBeforeWas() {
        aStationThatRestartsOverItsSettingsIsLeftAloneAndReported();
        csms.register().remove(new StationId("CP-1"));
        assertThat(csms.provisioningHealth().check().status()).isEqualTo(Status.OK);

        csms.withStation("CP-1");
        assertThat(new ConfigurableStation(csms, "CP-1").boots()).isEqualTo("Pending");
        csms.restart();
        assertThat(new ConfigurableStation(csms, "CP-1").boots()).isEqualTo("Pending");
    }

    @Test
    void restartsFarApartAreNoLoop() {
        configured();
        for (int i = 0; i < 5; i++) {
            csms.clock().advance(Duration.ofHours(1));
            station.settings.put("HeartbeatInterval", "7");
            assertThat(station.restarts()).isEqualTo("Accepted");
            csms.doWhatWaits();
        }
        assertThat(state().phase()).isEqualTo(Phase.CONFIGURED);
    }

    @Test
    void aPendingStationThatAsksAgainAndAgainIsNoLoop() {
        station.mute = true;
        for (int i = 0; i < 4; i++) {
            assertThat(station.boots()).isEqualTo("Pending");
            csms.doWhatWaits();
            csms.clock().advance(Duration.ofSeconds(60));
        }
        assertThat(state().phase()).isEqualTo(Phase.INTERRUPTED);
    }

    @Test
    void aStationThatAnswersNothingIsAcceptedWhenTimeIsUp() {
        station.mute = true;
        assertThat(station.boots()).isEqualTo("Pending");
        csms.doWhatWaits();
        csms.clock().advance(Duration.ofSeconds(301));

        assertThat(station.boots()).isEqualTo("Accepted");
        assertThat(station.restarts()).isEqualTo("Accepted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GetConfiguration", "ChangeConfiguration", "TriggerMessage"})
    void aStationThatCannotDoPartOfItIsAcceptedAtItsNextBoot(String action) {
        station.cannot.add(action);

        assertThat(configured()).isEqualTo("Accepted");
    }

    @Test
    void aStationThatDoesNotTellItsSettingsIsToldNone() {
        station.cannot.add("GetConfiguration");
        configured();

        assertThat(station.changes()).isEmpty();
        assertThat(state().phase()).isEqualTo(Phase.NOT_TOLD);
    }

    @Test
    void aStationThatNeverBootsAgainIsServedAllTheSameAndReported() {
        station.boots();
        csms.doWhatWaits();
        csms.clock().advance(Duration.ofSeconds(301));

        assertThat(station.says("Authorize", "{\"idTag\":\"04A1B2C3\"}")
                        .get("idTagInfo")
                        .get("status")
                        .asString())
                .isEqualTo("Accepted");
        assertThat(state().bootOverdue()).isTrue();
        assertThat(csms.provisioningHealth().check().message()).contains("never booted again", "CP-1");
    }

    @Test
    void aStationWhoseConnectionBreaksIsConfiguredWhenItComesBack() {
        station.mute = true;
        station.boots();
        csms.doWhatWaits();
        station.mute = false;

        assertThat(station.restarts()).isEqualTo("Pending");
        csms.doWhatWaits();
        assertThat(station.boots()).isEqualTo("Accepted");
        assertThat(state().phase()).isEqualTo(Phase.CONFIGURED);
    }
}
