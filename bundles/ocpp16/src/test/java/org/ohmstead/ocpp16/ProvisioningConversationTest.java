package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.csms.HealthCheck.Status;
import org.ohmstead.api.csms.Provisioning.Item;
import org.ohmstead.api.csms.Provisioning.Phase;
import org.ohmstead.api.csms.Provisioning.Standing;
import org.ohmstead.api.csms.Provisioning.State;
import org.ohmstead.api.model.StationId;
import org.ohmstead.testkit.InMemoryCsms;

/** How stations are brought to their settings, and how they get away with not being brought (OCPP 1.6 §4.2, §5.3, §5.8). */
class ProvisioningConversationTest {

    private static final String SAMPLED = "MeterValuesSampledData";
    private static final String ENERGY = "Energy.Active.Import.Register";

    private final InMemoryCsms csms = new InMemoryCsms()
            .withStation("CP-1")
            .withStation("CP-2")
            .withToken("04A1B2C3")
            .withSettings(
                    "acme*",
                    "HeartbeatInterval=300; LocalPreAuthorize=false",
                    SAMPLED + "=" + ENERGY + ",Power.Active.Import,SoC");
    private final ConfigurableStation station = new ConfigurableStation(csms, "CP-1");

    @BeforeEach
    void settings() {
        settings(station);
    }

    private static void settings(ConfigurableStation of) {
        of.settings.put("HeartbeatInterval", "14400");
        of.settings.put("LocalPreAuthorize", "False");
        of.settings.put(SAMPLED, ENERGY);
    }

    private State state() {
        return csms.provisioning().state(new StationId("CP-1")).orElseThrow();
    }

    private Item item(String name) {
        return state().items().stream()
                .filter(item -> item.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String configured() {
        station.boots();
        csms.doWhatWaits();
        return station.boots();
    }

    @Test
    void aStationWaitsIsConfiguredAndIsAccepted() {
        assertThat(station.boots()).isEqualTo("Pending");
        assertThat(station.asked).isEmpty();

        csms.doWhatWaits();
        assertThat(station.settings)
                .containsEntry("HeartbeatInterval", "300")
                .containsEntry(SAMPLED, ENERGY + ",Power.Active.Import,SoC");
        assertThat(station.asked.getLast()).isEqualTo("TriggerMessage{\"requestedMessage\":\"BootNotification\"}");

        assertThat(station.boots()).isEqualTo("Accepted");
        assertThat(state().phase()).isEqualTo(Phase.CONFIGURED);
        assertThat(item(SAMPLED).standing()).isEqualTo(Standing.CHANGED);
        assertThat(item(SAMPLED).before()).contains(ENERGY);
    }

    @Test
    void settingsLetEverythingElseGoFirst() {
        configured();

        assertThat(station.asked).isNotEmpty().isEqualTo(station.askedInBackground);
    }

    @Test
    void whatIsRightAlreadyIsNotSet() {
        configured();

        assertThat(station.changes()).noneMatch(call -> call.contains("LocalPreAuthorize"));
        assertThat(item("LocalPreAuthorize").standing()).isEqualTo(Standing.RIGHT);
    }

    /** A station takes the interval of the boot answer as its setting (OCPP 1.6 §4.2): it must not undo the recipe. */
    @Test
    void theAnswerToABootTellsTheHeartbeatIntervalOfTheRecipe() {
        csms.withSettings("acme", "heartbeatinterval=900", "");
        assertThat(station.answerToBoot().get("interval").asInt())
                .as("asks again")
                .isEqualTo(60);
        csms.doWhatWaits();

        assertThat(station.answerToBoot().get("interval").asInt()).isEqualTo(900);
        assertThat(station.restarts()).isEqualTo("Accepted");
        assertThat(station.answerToBoot().get("interval").asInt()).isEqualTo(900);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LocalPreAuthorize=false",
                "HeartbeatInterval=0",
                "HeartbeatInterval=-1",
                "HeartbeatInterval=soon"
            })
    void aRecipeWithoutAnIntervalThatCanBeKeptLeavesTheServersOwn(String settings) {
        csms.withSettings("acme", settings, "");
        configured();

        assertThat(station.answerToBoot().get("interval").asInt()).isEqualTo(300);
    }

    @Test
    void aStationOfAnotherVendorIsAcceptedAtOnce() {
        assertThat(station.says("BootNotification", "{\"chargePointVendor\":\"\",\"chargePointModel\":\"AC\"}")
                        .get("status")
                        .asString())
                .isEqualTo("Accepted");
        csms.doWhatWaits();
        assertThat(station.asked).isEmpty();
    }

    @Test
    void aStationThatWasConfiguredIsAcceptedAtOnceAlsoAfterTheServerRestarted() {
        configured();
        assertThat(station.restarts()).isEqualTo("Accepted");
        csms.restart();
        assertThat(new ConfigurableStation(csms, "CP-1").boots()).isEqualTo("Accepted");
    }

    @Test
    void aSettingSomebodyChangedIsSetAgainAfterARestartWithoutMakingTheStationWait() {
        configured();
        station.settings.put("HeartbeatInterval", "7");

        assertThat(station.restarts()).isEqualTo("Accepted");
        csms.doWhatWaits();
        assertThat(station.settings).containsEntry("HeartbeatInterval", "300");
    }

    @Test
    void anotherFirmwareIsConfiguredAnew() {
        configured();
        station.firmware = "2.0";

        assertThat(station.restarts()).isEqualTo("Pending");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Rejected", "NotSupported"})
    void aRefusedKeyIsNotTriedAgainWithAnyStationOfTheModel(String word) {
        station.answers.put("HeartbeatInterval", word);
        assertThat(configured()).isEqualTo("Accepted");
        assertThat(item("HeartbeatInterval").standing()).isEqualTo(Standing.REFUSED);
        assertThat(item("HeartbeatInterval").word()).contains(word);

        csms.restart();
        var other = new ConfigurableStation(csms, "CP-2");
        settings(other);
        other.boots();
        csms.doWhatWaits();
        assertThat(other.changes()).isNotEmpty().noneMatch(call -> call.contains("HeartbeatInterval"));
    }

    @Test
    void aRefusedKeyIsTriedAgainWithAnotherFirmware() {
        station.answers.put("HeartbeatInterval", "Rejected");
        configured();
        station.answers.clear();
        station.firmware = "2.0";
        station.restarts();
        csms.doWhatWaits();

        assertThat(station.settings).containsEntry("HeartbeatInterval", "300");
    }

    @Test
    void aMeasurandTheModelRefusesIsFoundAndLeftOutForEver() {
        station.answers.put(SAMPLED + "=" + ENERGY + ",Power.Active.Import,SoC", "Rejected");
        station.answers.put(SAMPLED + "=" + ENERGY + ",SoC", "Rejected");
        assertThat(configured()).isEqualTo("Accepted");
        assertThat(station.settings).containsEntry(SAMPLED, ENERGY + ",Power.Active.Import");
        assertThat(item(SAMPLED).standing()).isEqualTo(Standing.REFUSED);

        var other = new ConfigurableStation(csms, "CP-2");
        settings(other);
        other.boots();
        csms.doWhatWaits();
        assertThat(other.changes()).noneMatch(call -> call.contains("SoC"));
        assertThat(other.settings).containsEntry(SAMPLED, ENERGY + ",Power.Active.Import");
    }

    @Test
    void aMeasurandThatIsAcceptedAndLeftOutIsNotSentAgain() {
        station.deaf.add(SAMPLED);
        configured();
        assertThat(item(SAMPLED).standing()).isEqualTo(Standing.NOT_TAKEN);

        int before = station.changes().size();
        station.restarts();
        csms.doWhatWaits();
        assertThat(station.changes()).hasSize(before);
    }

    @Test
    void aKeyTheStationDoesNotKnowIsNotSet() {
        station.settings.remove("HeartbeatInterval");
        configured();

        assertThat(item("HeartbeatInterval").standing()).isEqualTo(Standing.UNKNOWN_TO_STATION);
        assertThat(station.changes()).noneMatch(call -> call.contains("HeartbeatInterval"));
    }

    @Test
    void aReadOnlyKeyIsNotSet() {
        csms.withSettings("acme", "NumberOfConnectors=2", "");
        station.settings.put("NumberOfConnectors", "1");
        configured();

        assertThat(item("NumberOfConnectors").word()).contains("read-only");
        assertThat(station.changes()).noneMatch(call -> call.contains("NumberOfConnectors"));
    }

    @Test
    void rebootRequiredIsRememberedUntilTheNextRestart() {
        station.answers.put("HeartbeatInterval", "RebootRequired");
        assertThat(configured()).isEqualTo("Accepted");
        assertThat(state().phase()).isEqualTo(Phase.AWAITING_REBOOT);
        assertThat(item("HeartbeatInterval").standing()).isEqualTo(Standing.REBOOT_REQUIRED);

        station.boots(); // asked for: no restart
        assertThat(state().phase()).isEqualTo(Phase.AWAITING_REBOOT);

        station.restarts();
        csms.doWhatWaits();
        assertThat(state().phase()).isEqualTo(Phase.CONFIGURED);
    }

    @Test
    void settingsAreReadInPagesOfTheSizeTheStationNames() {
        station.settings.put("GetConfigurationMaxKeys", "2");
        configured();

        List<String> reads = station.asked.stream()
                .filter(call -> call.startsWith("GetConfiguration"))
                .toList();
        assertThat(reads).hasSizeGreaterThan(2).allMatch(call -> call.split(",").length <= 2);
        assertThat(state().phase()).isEqualTo(Phase.CONFIGURED);
    }

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
    void framesOfAStationThatWaitsAreAnsweredAsEver() {
        assertThat(station.boots()).isEqualTo("Pending");

        var start = station.says(
                "StartTransaction",
                "{\"connectorId\":1,\"idTag\":\"04A1B2C3\",\"meterStart\":1,\"timestamp\":\"2026-11-22T08:00:00Z\"}");
        assertThat(start.get("idTagInfo").get("status").asString()).isEqualTo("Accepted");
        assertThat(station.says("Heartbeat", "{}").has("currentTime")).isTrue();
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

    @Test
    void anOperatorConfiguresNow() {
        configured();
        station.settings.put("HeartbeatInterval", "7");

        assertThat(csms.provisioning().configureNow(new StationId("CP-1"))).isTrue();
        csms.doWhatWaits();
        assertThat(station.settings).containsEntry("HeartbeatInterval", "300");
        assertThat(csms.provisioning().configureNow(new StationId("CP-2"))).isFalse();
    }
}
