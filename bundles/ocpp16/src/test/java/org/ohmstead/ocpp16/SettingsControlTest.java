package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.control.SettingsControl;
import org.ohmstead.api.control.SettingsControl.Setting;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.Outcome.Kind;
import org.ohmstead.api.ocpp.OcppCaller.Answer;

/** A station's settings, read and changed. */
class SettingsControlTest extends ControlScene {

    @ParameterizedTest
    @CsvSource({
        "Accepted,ACCEPTED",
        "Rejected,REJECTED",
        "RebootRequired,REBOOT_REQUIRED",
        "NotSupported,NOT_SUPPORTED",
        "Scheduled,FAILED"
    })
    void aChangeOfASettingMayNeedAReboot(String word, Kind kind) {
        answersStatus(word);
        Outcome outcome = settings().change("HeartbeatInterval", "60");
        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(sent).containsExactly("ChangeConfiguration{\"key\":\"HeartbeatInterval\",\"value\":\"60\"}");
    }

    @Test
    void aSettingTooLongForTheWireIsNotSent() {
        assertThat(settings().change("k".repeat(51), "60").kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(settings().change("k", "v".repeat(501)).kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(settings().read(List.of("k".repeat(51))).outcome().kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(sent).isEmpty();
    }

    @Test
    void allSettingsAreAskedForWithoutAName() {
        answer = new Answer.Result("""
                {"configurationKey": [
                  {"key": "HeartbeatInterval", "readonly": false, "value": "300"},
                  {"key": "NumberOfConnectors", "readonly": true, "value": "2"},
                  {"key": "StopTxnSampledData", "readonly": false}],
                 "unknownKey": ["Nope"]}""");
        SettingsControl.Report report = settings().read(List.of());
        assertThat(sent).containsExactly("GetConfiguration{}");
        assertThat(report.outcome().accepted()).isTrue();
        assertThat(report.settings())
                .containsExactly(
                        new Setting("HeartbeatInterval", "300", false),
                        new Setting("NumberOfConnectors", "2", true),
                        new Setting("StopTxnSampledData", "", false));
        assertThat(report.unknown()).containsExactly("Nope");
    }

    @Test
    void settingsAreAskedForByName() {
        settings().read(List.of("HeartbeatInterval", "Nope"));
        assertThat(sent).containsExactly("GetConfiguration{\"key\":[\"HeartbeatInterval\",\"Nope\"]}");
    }

    /** §7.29: case does not matter, and some stations write ConnectionTimeout. */
    @Test
    void aNumberIsUnderstoodHoweverTheStationSpellsItsName() {
        answer = new Answer.Result("{\"configurationKey\":[{\"key\":\"ConnectionTimeout\",\"value\":\"45\"}]}");
        assertThat(settings().connectionTimeOut()).contains(Duration.ofSeconds(45));
        answer = new Answer.Result("{\"configurationKey\":[{\"key\":\"getConfigurationMaxKeys\",\"value\":\"20\"}]}");
        assertThat(settings().mostNames()).isEqualTo(20);
    }

    @Test
    void oneOddSettingDoesNotHideTheOthers() {
        answer = new Answer.Result("""
                {"configurationKey": [{"key": "A", "value": 300}, {"key": "B", "readonly": true, "value": false, "x": {}},
                  {"key": "C", "readonly": null, "value": null}, {"key": "D", "readonly": "True", "value": ["x", {"y": 1}]},
                  {"key": "E", "readonly": 1, "value": {"z": 1}}, {"key": "F", "readonly": 0, "value": "6"}],
                 "unknownKey": null, "more": [1]}""");
        assertThat(settings().read(List.of()).settings())
                .containsExactly(
                        new Setting("A", "300", false),
                        new Setting("B", "false", true),
                        new Setting("C", "", false),
                        new Setting("D", "", true),
                        new Setting("E", "", true),
                        new Setting("F", "6", false));
    }

    @Test
    void aSecretTheStationTellsIsNotShown() {
        answer = new Answer.Result(
                "{\"configurationKey\":[{\"key\":\"AuthorizationKey\",\"readonly\":false,\"value\":\"0001\"}]}");
        assertThat(settings().read(List.of()).settings()).containsExactly(new Setting("AuthorizationKey", "", false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"configurationKey\":{}}",
                "{\"configurationKey\":[{\"readonly\":true}]}",
                "{\"configurationKey\":[{\"key\":1}]}",
                "{\"unknownKey\":[1]}",
                "[]",
                "nonsense"
            })
    void settingsNobodyCanReadAreShownAsTheyCame(String payload) {
        answer = new Answer.Result(payload);
        SettingsControl.Report report = settings().read(List.of());
        assertThat(report.outcome().kind()).isEqualTo(Kind.FAILED);
        assertThat(report.settings()).isEmpty();
    }
}
