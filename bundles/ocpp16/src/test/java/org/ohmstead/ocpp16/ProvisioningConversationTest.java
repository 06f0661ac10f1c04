package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.control.RemoteControl;
import org.ohmstead.api.csms.Provisioning.Item;
import org.ohmstead.api.csms.Provisioning.Phase;
import org.ohmstead.api.csms.Provisioning.Standing;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.StationId;

/** A station is told its settings before it is accepted. */
class ProvisioningConversationTest extends ProvisioningScene {

    private static final String START =
            "{\"connectorId\":1,\"idTag\":\"04A1B2C3\",\"meterStart\":1,\"timestamp\":\"2026-11-22T08:00:00Z\"}";

    private Item item(String name) {
        return state().items().stream()
                .filter(item -> item.name().equals(name))
                .findFirst()
                .orElseThrow();
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

    /** OCPP 1.6 §5.3: [KeyName]MaxLength. */
    @Test
    void aListIsNoLongerThanTheStationSaysAndNothingIsLearntOfTheRest() {
        station.settings.put(SAMPLED + "MaxLength", "2");
        station.answers.put(SAMPLED + "=" + ENERGY + ",Power.Active.Import,SoC", "Rejected");
        assertThat(configured()).isEqualTo("Accepted");

        assertThat(station.settings).containsEntry(SAMPLED, ENERGY + ",Power.Active.Import");
        assertThat(item(SAMPLED).standing()).isEqualTo(Standing.REFUSED);
        assertThat(item(SAMPLED).word()).contains("takes at most 2");
        assertThat(station.changes()).filteredOn(call -> call.contains(SAMPLED)).hasSize(1);

        station.restarts();
        csms.doWhatWaits();
        assertThat(station.changes()).filteredOn(call -> call.contains(SAMPLED)).hasSize(1);
        assertThat(item(SAMPLED).word()).contains("takes at most 2");

        var longer = new ConfigurableStation(csms, "CP-2");
        settings(longer);
        longer.boots();
        csms.doWhatWaits();
        assertThat(longer.settings).containsEntry(SAMPLED, ENERGY + ",Power.Active.Import,SoC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "10", "0", "-1", "", "many"})
    void aLengthThatSaysNothingBoundsNothing(String length) {
        station.settings.put(SAMPLED + "MaxLength", length);
        configured();

        assertThat(station.settings).containsEntry(SAMPLED, ENERGY + ",Power.Active.Import,SoC");
        assertThat(item(SAMPLED).standing()).isEqualTo(Standing.CHANGED);
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

    /** OCPP 1.6 §7.29, errata §3.60. */
    @Test
    void aKeyIsKnownHoweverTheStationSpellsIt() {
        station.settings.remove("HeartbeatInterval");
        station.settings.put("HeartBeatInterval", "14400");
        station.settings.put("GETCONFIGURATIONMAXKEYS", "2");
        configured();

        assertThat(item("HeartbeatInterval").standing()).isEqualTo(Standing.CHANGED);
        assertThat(station.changes()).contains("ChangeConfiguration{\"key\":\"HeartBeatInterval\",\"value\":\"300\"}");
        assertThat(station.asked)
                .filteredOn(call -> call.startsWith("GetConfiguration"))
                .allMatch(call -> call.split(",").length <= 2);
    }

    @Test
    void whatTheModelRefusesIsKnownHoweverARecipeSpellsIt() {
        station.answers.put("HeartbeatInterval", "Rejected");
        configured();
        csms.withSettings("acme", "HEARTBEATINTERVAL=900", "");
        int before = station.changes().size();
        station.restarts();
        csms.doWhatWaits();

        assertThat(item("HEARTBEATINTERVAL").standing()).isEqualTo(Standing.REFUSED);
        assertThat(station.changes()).hasSize(before);
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
    void framesOfAStationThatWaitsAreAnsweredAsEver() {
        assertThat(station.boots()).isEqualTo("Pending");

        var start = station.says("StartTransaction", START);
        assertThat(start.get("idTagInfo").get("status").asString()).isEqualTo("Accepted");
        assertThat(station.says("Heartbeat", "{}").has("currentTime")).isTrue();
    }

    private Outcome startsCharging() {
        return csms.stations()
                .control(new StationId("CP-1"))
                .as(RemoteControl.class)
                .orElseThrow()
                .startCharging(Optional.empty(), IdToken.of("04A1B2C3"), 7);
    }

    /** OCPP 1.6 §4.2: no remote start or stop while the station was told Pending. */
    @Test
    void aStationThatWaitsIsNotAskedToChargeUntilItIsAccepted() {
        station.boots();
        assertThat(startsCharging().kind()).isEqualTo(Outcome.Kind.NOT_SENT);
        assertThat(station.asked).isEmpty();

        csms.doWhatWaits();
        assertThat(startsCharging().kind()).isEqualTo(Outcome.Kind.NOT_SENT);
        assertThat(station.boots()).isEqualTo("Accepted");
        assertThat(startsCharging().accepted()).isTrue();
    }

    @Test
    void aStationThatNeverBootsAgainMayBeAskedToChargeWhenTimeIsUp() {
        station.boots();
        csms.doWhatWaits();
        csms.clock().advance(Duration.ofSeconds(301));

        assertThat(startsCharging().accepted()).isTrue();
    }

    /** It would have to fall silent while it is told Pending (OCPP 1.6 §4.2). */
    @Test
    void aRunningStationThatBootsWhenAskedIsAcceptedAndConfiguredMeanwhile() {
        station.says("Heartbeat", "{}");
        assertThat(station.boots()).isEqualTo("Accepted");
        assertThat(startsCharging().accepted()).isTrue();

        csms.doWhatWaits();
        assertThat(station.settings).containsEntry("HeartbeatInterval", "300");
        assertThat(state().phase()).isEqualTo(Phase.CONFIGURED);
        assertThat(station.asked).noneMatch(call -> call.startsWith("TriggerMessage"));
        assertThat(station.boots()).isEqualTo("Accepted");
    }

    @Test
    void aStationThatWaitsAndTalksWaitsAllTheSame() {
        assertThat(station.boots()).isEqualTo("Pending");
        station.says("Heartbeat", "{}");

        assertThat(station.boots()).isEqualTo("Pending");
    }

    @Test
    void aStationThatRestartsWhileATransactionIsOpenIsAcceptedAndConfiguredMeanwhile() {
        station.says("StartTransaction", START);
        assertThat(station.restarts()).isEqualTo("Accepted");

        csms.doWhatWaits();
        assertThat(station.settings).containsEntry("HeartbeatInterval", "300");
        assertThat(state().phase()).isEqualTo(Phase.CONFIGURED);
    }

    @Test
    void aStationThatStartsThoughItWaitsWaitsNoLonger() {
        assertThat(station.boots()).isEqualTo("Pending");
        station.says("StartTransaction", START);

        assertThat(station.boots()).isEqualTo("Accepted");
        assertThat(startsCharging().accepted()).isTrue();
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
