package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.control.AuthorizationCacheControl;
import org.ohmstead.api.control.AvailabilityControl;
import org.ohmstead.api.control.DataTransferControl;
import org.ohmstead.api.control.RemoteControl;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.Outcome.Kind;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.Topology;
import org.ohmstead.api.ocpp.OcppCaller.Answer;

class ControlTest extends ControlScene {

    private static final IdToken TOKEN = IdToken.of("04A1B2C3");
    private static final Optional<EvseId> ANYWHERE = Optional.empty();

    private RemoteControl remote() {
        return control.as(RemoteControl.class).orElseThrow();
    }

    private AvailabilityControl availability() {
        return control.as(AvailabilityControl.class).orElseThrow();
    }

    private Outcome clearCache() {
        return control.as(AuthorizationCacheControl.class).orElseThrow().clearCache();
    }

    private Outcome transfer(String vendorId, String messageId, String data) {
        return control.as(DataTransferControl.class)
                .orElseThrow()
                .transfer(vendorId, Optional.ofNullable(messageId), Optional.ofNullable(data));
    }

    @Test
    void whatThisVersionCannotDoIsAbsent() {
        assertThat(control.as(Runnable.class)).isEmpty();
    }

    @Test
    void aStartNamesTheConnector() {
        assertThat(remote().startCharging(Optional.of(new EvseId(2)), TOKEN, 99))
                .isEqualTo(Outcome.of(Kind.ACCEPTED, "Accepted"));
        assertThat(sent).containsExactly("RemoteStartTransaction{\"connectorId\":2,\"idTag\":\"04A1B2C3\"}");
    }

    @Test
    void aStartMayNameOneOfSeveralConnectorsOfAnEvse() {
        csms.topology = Topology.parse("1,2");
        remote().startCharging(new Connector(new EvseId(1), 2), TOKEN, 99);
        remote().startCharging(Optional.of(new EvseId(1)), TOKEN, 99);
        assertThat(sent)
                .containsExactly(
                        "RemoteStartTransaction{\"connectorId\":2,\"idTag\":\"04A1B2C3\"}",
                        "RemoteStartTransaction{\"connectorId\":1,\"idTag\":\"04A1B2C3\"}");
    }

    @Test
    void aStartAtAConnectorThatIsNotThereIsNotSent() {
        csms.topology = Topology.parse("1,2");
        for (Connector nowhere :
                List.of(new Connector(new EvseId(1), 3), Connector.of(0), new Connector(new EvseId(1), 0))) {
            assertThat(remote().startCharging(nowhere, TOKEN, 99).kind()).isEqualTo(Kind.NOT_SENT);
        }
        assertThat(sent).isEmpty();
    }

    @Test
    void aStartAnywhereLeavesTheChoiceToTheStation() {
        remote().startCharging(ANYWHERE, TOKEN, 99);
        remote().startCharging(Optional.of(EvseId.STATION), TOKEN, 99);
        assertThat(sent)
                .containsExactly(
                        "RemoteStartTransaction{\"idTag\":\"04A1B2C3\"}",
                        "RemoteStartTransaction{\"idTag\":\"04A1B2C3\"}");
    }

    @Test
    void aTokenTooLongForTheWireIsNotSent() {
        Outcome outcome = remote().startCharging(ANYWHERE, IdToken.of("123456789012345678901"), 99);
        assertThat(outcome.kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(sent).isEmpty();
    }

    @Test
    void aTokenIsQuoted() {
        remote().startCharging(ANYWHERE, IdToken.of("\"\\\n\u0001"), 99);
        assertThat(sent).containsExactly("RemoteStartTransaction{\"idTag\":\"\\\"\\\\\\n\\u0001\"}");
    }

    @Test
    void aStopCarriesTheNumber() {
        assertThat(remote().stopCharging("4711").kind()).isEqualTo(Kind.ACCEPTED);
        assertThat(sent).containsExactly("RemoteStopTransaction{\"transactionId\":4711}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "4711.0", "2147483648", "63551456789012", "0x10"})
    void aStopOfWhatIsNoNumberOfTheWireIsNotSent(String stationTransactionId) {
        assertThat(remote().stopCharging(stationTransactionId).kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(sent).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"IMMEDIATE,Hard", "ON_IDLE,Soft"})
    void aResetIsHardOrSoft(RemoteControl.Reset kind, String type) {
        remote().reset(kind);
        assertThat(sent).containsExactly("Reset{\"type\":\"" + type + "\"}");
    }

    @ParameterizedTest
    @CsvSource({"Unlocked,ACCEPTED", "UnlockFailed,FAILED", "NotSupported,NOT_SUPPORTED", "Accepted,FAILED"})
    void anUnlockHasWordsOfItsOwn(String word, Kind kind) {
        answersStatus(word);
        assertThat(remote().unlock(Connector.of(1)).kind()).isEqualTo(kind);
        assertThat(sent).containsExactly("UnlockConnector{\"connectorId\":1}");
    }

    @Test
    void onlyAConnectorCanBeUnlocked() {
        assertThat(remote().unlock(Connector.of(0)).kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(remote().unlock(new Connector(new EvseId(1), 2)).kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(sent).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "BOOT,BootNotification",
        "STATUS,StatusNotification",
        "HEARTBEAT,Heartbeat",
        "METER_VALUES,MeterValues",
        "FIRMWARE_STATUS,FirmwareStatusNotification",
        "LOG_STATUS,DiagnosticsStatusNotification"
    })
    void everyReportHasItsMessage(RemoteControl.Report report, String message) {
        remote().trigger(report, Optional.empty());
        assertThat(sent).containsExactly("TriggerMessage{\"requestedMessage\":\"" + message + "\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "STATUS,2,true",
        "STATUS,0,true",
        "METER_VALUES,2,true",
        "BOOT,2,false",
        "HEARTBEAT,2,false",
        "FIRMWARE_STATUS,2,false",
        "LOG_STATUS,2,false"
    })
    void aReportNamesAConnectorWhereThatSaysSomething(RemoteControl.Report report, int evse, boolean named) {
        remote().trigger(report, Optional.of(new EvseId(evse)));
        assertThat(sent.getFirst().contains("\"connectorId\":" + evse)).isEqualTo(named);
    }

    @ParameterizedTest
    @CsvSource({"Accepted,ACCEPTED", "Rejected,REJECTED", "NotImplemented,NOT_SUPPORTED", "Scheduled,FAILED"})
    void aTriggerIsTakenRefusedOrUnknown(String word, Kind kind) {
        answersStatus(word);
        assertThat(remote().trigger(RemoteControl.Report.STATUS, Optional.empty())
                        .kind())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"Accepted,ACCEPTED", "Rejected,REJECTED", "Scheduled,SCHEDULED", "NotSupported,FAILED"})
    void aChangeOfAvailabilityMayBeScheduled(String word, Kind kind) {
        answersStatus(word);
        assertThat(availability().changeAvailability(Connector.of(1), false).kind())
                .isEqualTo(kind);
        assertThat(sent).containsExactly("ChangeAvailability{\"connectorId\":1,\"type\":\"Inoperative\"}");
    }

    @Test
    void theWholeStationIsConnectorZero() {
        availability().changeAvailability(Connector.of(0), true);
        assertThat(sent).containsExactly("ChangeAvailability{\"connectorId\":0,\"type\":\"Operative\"}");
    }

    @Test
    void anEvseIsTakenOutWithEachOfItsConnectorsUntilOneIsRefused() {
        csms.topology = Topology.parse("1,2; 3,4");
        availability().changeAvailability(new Connector(new EvseId(2), 0), false);
        availability().changeAvailability(new Connector(new EvseId(2), 2), false);
        answersStatus("Rejected");
        assertThat(availability()
                        .changeAvailability(new Connector(new EvseId(1), 0), false)
                        .kind())
                .isEqualTo(Kind.REJECTED);
        assertThat(sent)
                .containsExactly(
                        "ChangeAvailability{\"connectorId\":3,\"type\":\"Inoperative\"}",
                        "ChangeAvailability{\"connectorId\":4,\"type\":\"Inoperative\"}",
                        "ChangeAvailability{\"connectorId\":4,\"type\":\"Inoperative\"}",
                        "ChangeAvailability{\"connectorId\":1,\"type\":\"Inoperative\"}");
    }

    @Test
    void aConnectorTheEvseDoesNotHaveIsNotAskedFor() {
        csms.topology = Topology.parse("1,2");
        assertThat(remote().unlock(new Connector(new EvseId(1), 3)).kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(remote().unlock(new Connector(new EvseId(2), 2)).kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(sent).isEmpty();
    }

    @Test
    void aReportIsAskedOfEachConnectorOfAnEvse() {
        csms.topology = Topology.parse("1,2");
        remote().trigger(RemoteControl.Report.STATUS, Optional.of(new EvseId(1)));
        assertThat(sent)
                .containsExactly(
                        "TriggerMessage{\"requestedMessage\":\"StatusNotification\",\"connectorId\":1}",
                        "TriggerMessage{\"requestedMessage\":\"StatusNotification\",\"connectorId\":2}");
    }

    @Test
    void theCacheIsCleared() {
        assertThat(clearCache()).isEqualTo(Outcome.of(Kind.ACCEPTED, "Accepted"));
        assertThat(sent).containsExactly("ClearCache{}");
    }

    @ParameterizedTest
    @CsvSource({
        "Accepted,ACCEPTED",
        "Rejected,REJECTED",
        "UnknownMessageId,NOT_SUPPORTED",
        "UnknownVendorId,NOT_SUPPORTED",
        "UnknownVendor,FAILED"
    })
    void aVendorsMessageMayBeUnknown(String word, Kind kind) {
        answersStatus(word);
        assertThat(transfer("com.acme", null, null).kind()).isEqualTo(kind);
        assertThat(sent).containsExactly("DataTransfer{\"vendorId\":\"com.acme\"}");
    }

    @Test
    void aVendorsDataComesBack() {
        answer = new Answer.Result("{\"status\":\"Accepted\",\"data\":\"{\\\"a\\\":1}\"}");
        assertThat(transfer("com.acme", "hello", "there"))
                .isEqualTo(Outcome.of(Kind.ACCEPTED, "Accepted").withData("{\"a\":1}"));
        assertThat(sent)
                .containsExactly("DataTransfer{\"vendorId\":\"com.acme\",\"messageId\":\"hello\",\"data\":\"there\"}");
    }

    @Test
    void aVendorsMessageTooLongForTheWireIsNotSent() {
        assertThat(transfer("v".repeat(256), null, null).kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(transfer("v", "m".repeat(51), null).kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(sent).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "NotImplemented,NOT_SUPPORTED",
        "NotSupported,NOT_SUPPORTED",
        "InternalError,FAILED",
        "GenericError,FAILED",
        "OccurenceConstraintViolation,FAILED",
        "Whatever,FAILED"
    })
    void anErrorIsShownWithItsCode(String code, Kind kind) {
        answer = new Answer.Error(code, "no such thing");
        assertThat(clearCache())
                .isEqualTo(new Outcome(kind, Optional.of(code), Optional.of("no such thing"), Optional.empty()));
    }

    @Test
    void anErrorWithoutADescriptionHasNoReason() {
        answer = new Answer.Error("GenericError", "");
        assertThat(clearCache().reason()).isEmpty();
    }

    @Test
    void whatWasNotSentSaysWhy() {
        answer = new Answer.NotSent("The queue is full.");
        assertThat(clearCache()).isEqualTo(Outcome.because(Kind.NOT_SENT, "The queue is full."));
    }

    @Test
    void whatWasNotAnsweredMayHaveHappenedAndIsNotSentAgain() {
        answer = new Answer.Unanswered("No answer within 30 s.");
        assertThat(clearCache()).isEqualTo(Outcome.because(Kind.UNKNOWN, "No answer within 30 s."));
        assertThat(sent).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"status\":null}",
                "{\"status\":\"accepted\"}",
                "{\"status\":\"\"}",
                "{\"status\":1}",
                "{\"status\":[\"Accepted\"]}",
                "{\"Status\":\"Accepted\"}",
                "null",
                "[]",
                "\"Accepted\"",
                "{",
                ""
            })
    void anUnsoundAnswerIsShownAsItCame(String payload) {
        answer = new Answer.Result(payload);
        Outcome outcome = clearCache();
        assertThat(outcome.kind()).isEqualTo(Kind.FAILED);
        assertThat(outcome.reason()).isPresent();
        assertThat(outcome.data()).isPresent();
    }

    @Test
    void anUnsoundAnswerIsShownWithoutItsSecrets() {
        answer = new Answer.Result(
                "{\"configurationKey\":[{\"key\":\"AuthorizationKey\",\"value\":\"0001\"}],\"unknownKey\":7}");
        assertThat(settings().read(List.of()).outcome().data().orElseThrow())
                .contains("AuthorizationKey")
                .doesNotContain("0001");
    }

    @Test
    void aLongUnsoundAnswerIsCut() {
        answer = new Answer.Result("{\"x\":\"" + "y".repeat(10_000) + "\"}");
        assertThat(clearCache().data().orElseThrow()).hasSize(2_000);
    }

    @Test
    void fieldsOfItsOwnDoNotSpoilAnAnswer() {
        answer = new Answer.Result("{\"extra\":{\"status\":\"Rejected\"},\"status\":\"Accepted\"}");
        assertThat(clearCache().accepted()).isTrue();
    }

    /** OCPP 1.6 §4.2: it was told Pending, whatever people decided. */
    @Test
    void aStationThatWaitsForItsSettingsIsAskedForAnythingButCharging() {
        csms.held = true;
        assertThat(remote().startCharging(ANYWHERE, TOKEN, 99).kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(remote().stopCharging("4711").reason().orElseThrow()).contains("wait for its settings");
        assertThat(sent).isEmpty();

        remote().reset(RemoteControl.Reset.ON_IDLE);
        assertThat(sent).containsExactly("Reset{\"type\":\"Soft\"}");
    }

    @Test
    void aPendingStationIsAskedForAnythingButCharging() {
        csms.registration = RegistrationStatus.PENDING;
        assertThat(remote().startCharging(ANYWHERE, TOKEN, 1).kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(remote().stopCharging("1").kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(sent).isEmpty();
        assertThat(remote().reset(RemoteControl.Reset.ON_IDLE).accepted()).isTrue();
        assertThat(settings().read(List.of()).outcome().accepted()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(RemoteControl.Report.class)
    void aRejectedStationIsNotAsked(RemoteControl.Report report) {
        csms.registration = RegistrationStatus.REJECTED;
        assertThat(remote().trigger(report, Optional.empty()).kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(settings().read(List.of()).outcome().kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(remote().startCharging(ANYWHERE, TOKEN, 1).kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(sent).isEmpty();
    }
}
