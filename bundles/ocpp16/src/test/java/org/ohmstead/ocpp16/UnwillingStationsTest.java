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

    private void restartsOverItsSettings(ConfigurableStation broken) {
        broken.restartsWhenChanged = true;
        broken.boots();
        for (int i = 0; i < 2; i++) {
            csms.doWhatWaits();
            assertThat(broken.restarts()).isEqualTo("Pending");
        }
        csms.doWhatWaits();
        assertThat(broken.restarts()).isEqualTo("Accepted");
    }

    @Test
    void aStationThatRestartsOverItsSettingsIsLeftAloneAndReported() {
        restartsOverItsSettings(station);
        int asked = station.asked.size();
        csms.doWhatWaits();
        assertThat(station.restarts()).isEqualTo("Accepted");
        csms.doWhatWaits();

        assertThat(station.asked).hasSize(asked);
        assertThat(state().phase()).isEqualTo(Phase.GIVEN_UP);
        assertThat(csms.provisioningHealth().check().status()).isEqualTo(Status.WARN);
        assertThat(csms.provisioningHealth().check().message()).contains("CP-1");
    }

    private ConfigurableStation another(String id) {
        var other = new ConfigurableStation(csms, id);
        settings(other);
        return other;
    }

    @Test
    void whatOneStationRestartedOverIsSentToOthersOfItsModel() {
        restartsOverItsSettings(station);
        var other = another("CP-2");
        other.boots();
        csms.doWhatWaits();

        assertThat(other.settings).containsEntry("HeartbeatInterval", "300");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatTwoStationsRestartedOverIsNotSentToAnotherOfTheirModel(boolean restarted) {
        restartsOverItsSettings(station);
        if (restarted) {
            csms.restart();
        }
        restartsOverItsSettings(another("CP-2"));
        var other = another("CP-3");
        other.boots();
        csms.doWhatWaits();

        assertThat(other.changes()).isEmpty();
    }

    @Test
    void whatAStationHasItKeepsThoughOthersRestartedOverIt() {
        restartsOverItsSettings(station);
        restartsOverItsSettings(another("CP-2"));
        var healthy = another("CP-3");
        healthy.settings.put(SAMPLED, ENERGY + ",Power.Active.Import,SoC");
        healthy.boots();
        csms.doWhatWaits();

        assertThat(healthy.changes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatAModelRefusesIsTriedAgainWhenAPersonSaysSo(boolean restarted) {
        restartsOverItsSettings(station);
        restartsOverItsSettings(another("CP-2"));
        var other = another("CP-3");
        other.boots();
        csms.doWhatWaits();
        other.boots();
        StationId id = new StationId("CP-3");

        assertThat(csms.provisioning().forgetRefusals(id)).isTrue();
        if (restarted) {
            csms.restart();
            other = another("CP-3");
            other.boots();
        }
        csms.provisioning().configureNow(id);
        csms.doWhatWaits();

        assertThat(other.settings).containsEntry("HeartbeatInterval", "300");
        assertThat(csms.provisioning().forgetRefusals(new StationId("GHOST"))).isFalse();
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
