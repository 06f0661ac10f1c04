package org.ohmstead.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.simulator.TestCsms.await;
import static org.ohmstead.simulator.meter.Energy.kWh;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ohmstead.simulator.meter.Outlet;
import org.ohmstead.simulator.ocpp16.Command;
import org.ohmstead.simulator.ocpp16.ConnectorStatus;
import org.ohmstead.simulator.ocpp16.Station16;
import org.ohmstead.simulator.wire.Json;

/** What the station answers, and then does. */
final class CommandTest {

    private final TestCsms csms = new TestCsms();
    private final Simulator simulator = Simulator.builder(csms.door())
            .patience(Duration.ofSeconds(10))
            .backoff(Duration.ofMillis(10), Duration.ofMillis(50))
            .build();
    private Station16 station;

    @BeforeEach
    void boot() {
        station = simulator.ocpp16("CP-1").connectors(2, Outlet.AC_22_KW).boots();
    }

    @AfterEach
    void end() {
        simulator.close();
        csms.close();
        assertThat(simulator.ledger().violations()).isEmpty();
    }

    private Map<?, ?> result(String action, String payload) {
        var frame = (List<?>) Json.parse(csms.call("CP-1", action, payload));
        assertThat(frame.getFirst()).isEqualTo(3);
        return (Map<?, ?>) frame.get(2);
    }

    private String status(String action, String payload) {
        return (String) result(action, payload).get("status");
    }

    private String error(String action, String payload) {
        var frame = (List<?>) Json.parse(csms.call("CP-1", action, payload));
        assertThat(frame.getFirst()).isEqualTo(4);
        return (String) frame.get(2);
    }

    @Test
    void aRemoteStartBeginsWithTheCarThatIsThere() {
        station.connector(2).plugsIn();

        assertThat(status("RemoteStartTransaction", "{\"connectorId\":2,\"idTag\":\"APP\"}"))
                .isEqualTo("Accepted");
        station.connector(2).awaitsTransaction().charges(kWh(1)).unplugs();

        assertThat(csms.calls("StartTransaction").getFirst().payload().text("idTag"))
                .contains("APP");
        assertThat(csms.calls("Authorize")).isEmpty();
        assertThat(simulator.ledger().transactions())
                .singleElement()
                .satisfies(account -> assertThat(account.energyWh()).isEqualTo(1000));
    }

    @Test
    void aRemoteStartWaitsForACar() {
        assertThat(status("RemoteStartTransaction", "{\"idTag\":\"APP\"}")).isEqualTo("Accepted");
        station.connector(1).awaits(ConnectorStatus.PREPARING);
        assertThat(station.connector(1).inTransaction()).isFalse();

        assertThat(station.connector(1).plugsIn().inTransaction()).isTrue();
    }

    @Test
    void aRemoteStartIsAuthorisedFirstIfSoConfigured() {
        csms.answers("Authorize", call -> "{\"idTagInfo\":{\"status\":\"Invalid\"}}");
        station.key("AuthorizeRemoteTxRequests", "true");
        station.connector(1).plugsIn();

        assertThat(status("RemoteStartTransaction", "{\"connectorId\":1,\"idTag\":\"APP\"}"))
                .isEqualTo("Accepted");
        await(() -> csms.calls("Authorize").size() == 1);

        assertThat(csms.calls("StartTransaction")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1", "3", "0"})
    void aRemoteStartWhereNoneCanBeIsRejected(int connector) {
        station.connector(1).plugsIn().swipes("A");

        assertThat(status("RemoteStartTransaction", "{\"connectorId\":%d,\"idTag\":\"APP\"}".formatted(connector)))
                .isEqualTo("Rejected");
    }

    @Test
    void aRemoteStopEndsTheTransactionAndNoOther() {
        station.connector(1).plugsIn().swipes("A");
        station.connector(2).plugsIn().swipes("B");
        int second = station.connector(2).transactionId().orElseThrow();

        assertThat(status("RemoteStopTransaction", "{\"transactionId\":%d}".formatted(second)))
                .isEqualTo("Accepted");
        station.connector(2).awaits(ConnectorStatus.FINISHING);

        assertThat(station.connector(1).inTransaction()).isTrue();
        assertThat(csms.calls("StopTransaction").getFirst().payload().text("reason"))
                .contains("Remote");
        assertThat(status("RemoteStopTransaction", "{\"transactionId\":%d}".formatted(second)))
                .isEqualTo("Rejected");
    }

    @Test
    void aRemoteStopWhileChargingEndsTheCharging() {
        csms.answers("MeterValues", call -> {
            if (csms.calls("MeterValues").size() == 3) {
                Thread.ofVirtual().start(() -> status("RemoteStopTransaction", "{\"transactionId\":1}"));
            }
            return "{}";
        });

        station.connector(1).plugsIn().swipes("A").charges(kWh(80));

        assertThat(station.connector(1).inTransaction()).isFalse();
        assertThat(simulator.ledger().transactions())
                .singleElement()
                .satisfies(account -> assertThat(account.energyWh()).isBetween(1L, 79_999L));
    }

    @ParameterizedTest
    @CsvSource({"Soft,SoftReset,1000", "Hard,HardReset,1006"})
    void aResetEndsTransactionsRebootsAndDeliversTheStop(String type, String reason, int closeCode) {
        station.connector(1).plugsIn().swipes("A");

        assertThat(status("Reset", "{\"type\":\"" + type + "\"}")).isEqualTo("Accepted");
        await(() -> csms.calls("BootNotification").size() == 2 && station.backlog() == 0);
        await(() -> csms.calls("StopTransaction").size() == 1);

        assertThat(csms.closeCodes).containsExactly(closeCode);
        assertThat(csms.calls("StopTransaction").getFirst().payload().text("reason"))
                .contains(reason);
    }

    @Test
    void aKeyThatNeedsARebootChangesWithTheReboot() {
        assertThat(status("ChangeConfiguration", "{\"key\":\"WebSocketPingInterval\",\"value\":\"30\"}"))
                .isEqualTo("RebootRequired");
        assertThat(station.configured("WebSocketPingInterval")).isEqualTo("0");

        status("Reset", "{\"type\":\"Soft\"}");
        await(() -> csms.calls("BootNotification").size() == 2);

        assertThat(station.configured("WebSocketPingInterval")).isEqualTo("30");
    }

    @ParameterizedTest
    @CsvSource({
        "MeterValueSampleInterval, 30, Accepted",
        "metervaluesampleinterval, 30, Accepted",
        "MeterValueSampleInterval, soon, Rejected",
        "MeterValueSampleInterval, -1, Rejected",
        "MeterValuesSampledData, Voltage, Accepted",
        "MeterValuesSampledData, Temperature, Rejected",
        "LocalPreAuthorize, maybe, Rejected",
        "NumberOfConnectors, 4, Rejected",
        "ColourOfTheBox, red, NotSupported"
    })
    void keysChangeByTheRules(String key, String value, String answer) {
        assertThat(status("ChangeConfiguration", "{\"key\":\"%s\",\"value\":\"%s\"}".formatted(key, value)))
                .isEqualTo(answer);
    }

    @Test
    void onlyTheMeasurandsAskedForAreSampled() {
        status("ChangeConfiguration", "{\"key\":\"MeterValuesSampledData\",\"value\":\"Voltage,SoC\"}");

        station.connector(1).plugsIn().swipes("A").charges(kWh(0.1));

        assertThat(csms.calls("MeterValues").getFirst().text())
                .contains("\"Voltage\"", "\"SoC\"")
                .doesNotContain("Energy.Active");
    }

    @Test
    void getConfigurationTellsKnownAndUnknownKeys() {
        var told = result("GetConfiguration", "{\"key\":[\"HeartbeatInterval\",\"ColourOfTheBox\"]}");

        assertThat(told.get("unknownKey")).isEqualTo(List.of("ColourOfTheBox"));
        assertThat((List<?>) told.get("configurationKey"))
                .singleElement()
                .isEqualTo(Map.of("key", "HeartbeatInterval", "readonly", false, "value", "300"));
        assertThat((List<?>) result("GetConfiguration", "{}").get("configurationKey"))
                .hasSizeGreaterThan(20);
    }

    @Test
    void availabilityOfOneConnectorAndOfAll() {
        assertThat(status("ChangeAvailability", "{\"connectorId\":1,\"type\":\"Inoperative\"}"))
                .isEqualTo("Accepted");
        station.connector(1).awaits(ConnectorStatus.UNAVAILABLE);
        assertThat(station.connector(2).status()).isEqualTo(ConnectorStatus.AVAILABLE);

        assertThat(status("ChangeAvailability", "{\"connectorId\":0,\"type\":\"Operative\"}"))
                .isEqualTo("Accepted");
        station.connector(1).awaits(ConnectorStatus.AVAILABLE);
        assertThat(status("ChangeAvailability", "{\"connectorId\":9,\"type\":\"Operative\"}"))
                .isEqualTo("Rejected");
    }

    @Test
    void availabilityWaitsForTheEndOfATransaction() {
        station.connector(1).plugsIn().swipes("A");

        assertThat(status("ChangeAvailability", "{\"connectorId\":1,\"type\":\"Inoperative\"}"))
                .isEqualTo("Scheduled");
        assertThat(station.connector(1).status()).isEqualTo(ConnectorStatus.CHARGING);
        station.connector(1).unplugs();

        station.connector(1).awaits(ConnectorStatus.UNAVAILABLE); // the answer may come before the order is carried out
    }

    @Test
    void unlockingEndsTheTransaction() {
        station.connector(1).plugsIn().swipes("A");

        assertThat(status("UnlockConnector", "{\"connectorId\":1}")).isEqualTo("Unlocked");
        station.connector(1).awaits(ConnectorStatus.FINISHING);

        assertThat(csms.calls("StopTransaction").getFirst().payload().text("reason"))
                .contains("UnlockCommand");
        assertThat(status("UnlockConnector", "{\"connectorId\":7}")).isEqualTo("NotSupported");
    }

    @ParameterizedTest
    @CsvSource({
        "Heartbeat, Accepted",
        "StatusNotification, Accepted",
        "MeterValues, Accepted",
        "FirmwareStatusNotification, Accepted",
        "DiagnosticsStatusNotification, Accepted",
        "BootNotification, Rejected",
        "SignCertificate, NotImplemented"
    })
    void triggeredMessagesFollowTheirAnswer(String message, String answer) {
        int before = csms.calls(message).size();

        assertThat(status("TriggerMessage", "{\"requestedMessage\":\"" + message + "\"}"))
                .isEqualTo(answer);

        await(() -> csms.calls(message).size() > before == answer.equals("Accepted"));
    }

    @Test
    void aBootMayBeTriggeredAfterAMereReconnect() {
        station.vanish().reconnect();

        assertThat(status("TriggerMessage", "{\"requestedMessage\":\"BootNotification\"}"))
                .isEqualTo("Accepted");
        await(() -> csms.calls("BootNotification").size() == 2);
    }

    @Test
    void aClearedCacheMustAskAgain() {
        station.key("AllowOfflineTxForUnknownId", "false");
        station.connector(1).plugsIn().swipes("A").unplugs();

        assertThat(status("ClearCache", "{}")).isEqualTo("Accepted");
        station.vanish().connector(1).plugsIn().swipes("A");

        assertThat(station.connector(1).inTransaction()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"com.acme,echo,UnknownVendorId", "org.ohmstead,sing,UnknownMessageId", "org.ohmstead,echo,Accepted"})
    void dataTransfersOfItsOwnVendorAreUnderstood(String vendor, String message, String answer) {
        var told = result(
                "DataTransfer",
                "{\"vendorId\":\"%s\",\"messageId\":\"%s\",\"data\":\"ho\"}".formatted(vendor, message));

        assertThat(told.get("status")).isEqualTo(answer);
        assertThat(told.get("data")).isEqualTo(answer.equals("Accepted") ? "ho" : null);
    }

    @ParameterizedTest
    @CsvSource({
        "Reset, FormationViolation",
        "RemoteStopTransaction, FormationViolation",
        "ReserveNow, NotSupported",
        "MakeCoffee, NotImplemented"
    })
    void whatItCannotDoIsAnsweredWithAnError(String action, String code) {
        assertThat(error(action, "{}")).isEqualTo(code);
    }

    @Test
    void aScriptedAnswerReplacesTheUsualOneAndItsEffect() {
        station.answers("Reset", "Rejected");
        assertThat(status("Reset", "{\"type\":\"Hard\"}")).isEqualTo("Rejected");
        station.refuses("Reset", "InternalError");
        assertThat(error("Reset", "{\"type\":\"Hard\"}")).isEqualTo("InternalError");
        station.answersWith("ClearCache", "{\"state\":1}");
        assertThat(result("ClearCache", "{}")).isEqualTo(Map.of("state", 1));
        station.answersAsUsual("ClearCache");
        assertThat(status("ClearCache", "{}")).isEqualTo("Accepted");

        assertThat(station.awaitsCommand("Reset").payload().text("type")).contains("Hard");
        assertThat(station.commands())
                .extracting(Command::action)
                .containsExactly("Reset", "Reset", "ClearCache", "ClearCache");
        assertThat(csms.calls("BootNotification")).hasSize(1);
    }
}
