package org.ohmstead.foreign;

import static java.time.temporal.ChronoUnit.MINUTES;
import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import eu.chargetime.ocpp.model.Confirmation;
import eu.chargetime.ocpp.model.core.AuthorizationStatus;
import eu.chargetime.ocpp.model.core.AuthorizeConfirmation;
import eu.chargetime.ocpp.model.core.AuthorizeRequest;
import eu.chargetime.ocpp.model.core.AvailabilityType;
import eu.chargetime.ocpp.model.core.BootNotificationConfirmation;
import eu.chargetime.ocpp.model.core.BootNotificationRequest;
import eu.chargetime.ocpp.model.core.ChangeAvailabilityRequest;
import eu.chargetime.ocpp.model.core.ChangeConfigurationRequest;
import eu.chargetime.ocpp.model.core.ChargePointErrorCode;
import eu.chargetime.ocpp.model.core.ChargePointStatus;
import eu.chargetime.ocpp.model.core.ClearCacheRequest;
import eu.chargetime.ocpp.model.core.DataTransferConfirmation;
import eu.chargetime.ocpp.model.core.DataTransferRequest;
import eu.chargetime.ocpp.model.core.DataTransferStatus;
import eu.chargetime.ocpp.model.core.HeartbeatConfirmation;
import eu.chargetime.ocpp.model.core.HeartbeatRequest;
import eu.chargetime.ocpp.model.core.MeterValue;
import eu.chargetime.ocpp.model.core.MeterValuesRequest;
import eu.chargetime.ocpp.model.core.Reason;
import eu.chargetime.ocpp.model.core.RegistrationStatus;
import eu.chargetime.ocpp.model.core.RemoteStartTransactionRequest;
import eu.chargetime.ocpp.model.core.RemoteStopTransactionRequest;
import eu.chargetime.ocpp.model.core.ResetRequest;
import eu.chargetime.ocpp.model.core.ResetType;
import eu.chargetime.ocpp.model.core.SampledValue;
import eu.chargetime.ocpp.model.core.StartTransactionConfirmation;
import eu.chargetime.ocpp.model.core.StartTransactionRequest;
import eu.chargetime.ocpp.model.core.StatusNotificationRequest;
import eu.chargetime.ocpp.model.core.StopTransactionConfirmation;
import eu.chargetime.ocpp.model.core.StopTransactionRequest;
import eu.chargetime.ocpp.model.core.UnlockConnectorRequest;
import eu.chargetime.ocpp.model.firmware.DiagnosticsStatus;
import eu.chargetime.ocpp.model.firmware.DiagnosticsStatusNotificationRequest;
import eu.chargetime.ocpp.model.firmware.FirmwareStatus;
import eu.chargetime.ocpp.model.firmware.FirmwareStatusNotificationRequest;
import eu.chargetime.ocpp.model.remotetrigger.TriggerMessageRequest;
import eu.chargetime.ocpp.model.remotetrigger.TriggerMessageRequestType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.process.Patience;
import org.ohmstead.process.Rest;
import org.ohmstead.process.RunningServer;
import tools.jackson.databind.JsonNode;

/** The built distribution and a station on the Java-OCA-OCPP library; what came of their talk is looked up over REST. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class OcaStationIT {

    private static final String CARD = "04A1B2C3";

    private final ZonedDateTime arrival =
            ZonedDateTime.now(ZoneOffset.UTC).minusHours(2).truncatedTo(SECONDS);
    private final List<OcaStation> stations = new ArrayList<>();
    private RunningServer server;
    private Rest rest;
    private Office office;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        server = RunningServer.start(home, 0);
        rest = Rest.signIn(
                server.console(),
                Files.readString(home.resolve("secrets/initial-admin-password")).strip());
        office = new Office(rest);
        rest.post("/tokens", Map.of("value", CARD, "label", "Van 3"));
        rest.post("/tokens", Map.of("value", "04FFFFFF", "blocked", true));
    }

    @AfterEach
    void disconnect() {
        stations.forEach(OcaStation::disconnects);
    }

    @AfterAll
    void stop() throws Exception {
        if (server != null) {
            server.stop();
        }
    }

    @Test
    void bootsAndReports() throws Exception {
        OcaStation station = station(register());
        assertThat(station.connects()).isTrue();
        BootNotificationConfirmation boot = station.call(new BootNotificationRequest("Foreign", "OCA"));
        assertThat(boot.getStatus()).isEqualTo(RegistrationStatus.Accepted);
        assertThat(boot.getInterval()).isPositive();
        assertThat(boot.getCurrentTime()).isCloseTo(ZonedDateTime.now(ZoneOffset.UTC), within(1, MINUTES));
        HeartbeatConfirmation heartbeat = station.call(new HeartbeatRequest());
        assertThat(heartbeat.getCurrentTime()).isCloseTo(ZonedDateTime.now(ZoneOffset.UTC), within(1, MINUTES));
        station.call(status(0, ChargePointStatus.Available));
        station.call(status(1, ChargePointStatus.Preparing));
        station.call(new FirmwareStatusNotificationRequest(FirmwareStatus.InstallationFailed));
        station.call(new DiagnosticsStatusNotificationRequest(DiagnosticsStatus.UploadFailed));

        JsonNode seen = rest.get("/stations/" + station.id());
        assertThat(seen.get("online").asBoolean()).isTrue();
        assertThat(seen.at("/hardware/vendor").asString()).isEqualTo("Foreign");
        assertThat(seen.at("/hardware/model").asString()).isEqualTo("OCA");
        assertThat(seen.get("connectors")).anySatisfy(connector -> {
            assertThat(connector.get("evse").asInt()).isEqualTo(1);
            assertThat(connector.get("reported").asString()).isEqualTo("Preparing");
        });
        assertThat(office.facts(station, "FirmwareStatusReported")).containsExactly("InstallationFailed");
        assertThat(office.facts(station, "LogStatusReported")).containsExactly("UploadFailed");
    }

    @Test
    void cardsAreToldApart() throws Exception {
        OcaStation station = booted();

        assertThat(verdict(station, CARD)).isEqualTo(AuthorizationStatus.Accepted);
        assertThat(verdict(station, "04FFFFFF")).isEqualTo(AuthorizationStatus.Blocked);
        assertThat(verdict(station, "NOBODY")).isEqualTo(AuthorizationStatus.Invalid);
    }

    @Test
    void aTransactionIsAfterwardsInRestWithItsEnergyAndReadings() throws Exception {
        OcaStation station = booted();
        StartTransactionConfirmation begun = station.call(started(1_000));
        assertThat(begun.getIdTagInfo().getStatus()).isEqualTo(AuthorizationStatus.Accepted);
        station.call(metered(begun, 10, 4_600));
        assertThat(office.latest(station).get("energyWh").asInt()).isEqualTo(3_600);
        assertThat(office.latest(station).get("open").asBoolean()).isTrue();

        StopTransactionRequest stop = stopped(begun, 60, 8_200);
        stop.setIdTag(CARD);
        stop.setReason(Reason.EVDisconnected);
        stop.setTransactionData(new MeterValue[] {
            reading(0, 1_000, "Transaction.Begin"), reading(60, 8_200, "Transaction.End"),
        });
        StopTransactionConfirmation ended = station.call(stop);

        assertThat(ended.getIdTagInfo().getStatus()).isEqualTo(AuthorizationStatus.Accepted);
        JsonNode transaction = office.latest(station);
        assertThat(transaction.get("open").asBoolean()).isFalse();
        assertThat(transaction.get("energyWh").asInt()).isEqualTo(7_200);
        assertThat(transaction.get("stoppedReason").asString()).isEqualTo("EVDisconnected");
        assertThat(transaction.get("tokenLabel").asString()).isEqualTo("Van 3");
        assertThat(rest.all("/transactions/" + transaction.get("id").asString() + "/readings"))
                .extracting(reading -> reading.get("energyWh").asInt())
                .containsExactlyInAnyOrder(1_000, 4_600, 8_200);
        assertThat(office.count(station)).isEqualTo(1);
    }

    /** OCPP 1.6 §4.10: as many as the station likes; of a long stay they are more than the usual 64 KB of a WebSocket server. */
    @Test
    void allReadingsOfALongStayMayComeWithItsEnd() throws Exception {
        OcaStation station = booted();
        StartTransactionConfirmation begun = station.call(started(0));
        StopTransactionRequest stop = stopped(begun, 110, 6_000);
        stop.setTransactionData(IntStream.rangeClosed(1, 3_000)
                .mapToObj(i -> reading(arrival.plusSeconds(2 * i), 2 * i, "Sample.Periodic"))
                .toArray(MeterValue[]::new));

        station.call(stop);

        String id = office.latest(station).get("id").asString();
        assertThat(rest.all("/transactions/" + id + "/readings")).hasSize(3_000);
    }

    @Test
    void whoIsUnknownIsToldSoAtTheStartToo() throws Exception {
        OcaStation station = booted();

        StartTransactionConfirmation begun = station.call(new StartTransactionRequest(1, "NOBODY", 0, arrival));

        assertThat(begun.getIdTagInfo().getStatus()).isEqualTo(AuthorizationStatus.Invalid);
        assertThat(office.latest(station).get("verdict").asString()).isNotEqualTo("ACCEPTED");
    }

    @Test
    void anEndOfATransactionItNeverHadTouchesNothing() throws Exception {
        OcaStation station = booted();
        StartTransactionConfirmation begun = station.call(started(0));

        station.call(new StopTransactionRequest(5, arrival.plusMinutes(1), begun.getTransactionId() + 1));

        assertThat(office.count(station)).isEqualTo(1);
        assertThat(office.latest(station).get("open").asBoolean()).isTrue();
    }

    @Test
    void aVendorNobodyKnowsIsRefused() throws Exception {
        DataTransferRequest transfer = new DataTransferRequest("com.example");
        transfer.setMessageId("hello");
        transfer.setData("there");

        DataTransferConfirmation answer = booted().call(transfer);

        assertThat(answer.getStatus()).isEqualTo(DataTransferStatus.UnknownVendorId);
    }

    @Test
    void everyCommandArrivesAndItsAnswerIsSeen() throws Exception {
        OcaStation station = booted();

        assertThat(office.word(station, "reset", Map.of("kind", "IMMEDIATE"))).isEqualTo("REJECTED Rejected");
        assertThat(station.heard(ResetRequest.class)).singleElement().returns(ResetType.Hard, ResetRequest::getType);
        assertThat(office.word(station, "unlock", Map.of("evse", 2))).endsWith(" UnlockFailed");
        assertThat(station.heard(UnlockConnectorRequest.class))
                .singleElement()
                .returns(2, UnlockConnectorRequest::getConnectorId);
        assertThat(office.word(station, "change-availability", Map.of("evse", 1, "operative", false)))
                .isEqualTo("SCHEDULED Scheduled");
        assertThat(station.heard(ChangeAvailabilityRequest.class))
                .singleElement()
                .returns(1, ChangeAvailabilityRequest::getConnectorId)
                .returns(AvailabilityType.Inoperative, ChangeAvailabilityRequest::getType);
        assertThat(office.word(station, "change-setting", Map.of("name", "HeartbeatInterval", "value", "60")))
                .isEqualTo("REBOOT_REQUIRED RebootRequired");
        assertThat(station.heard(ChangeConfigurationRequest.class))
                .filteredOn(request -> request.getKey().equals("HeartbeatInterval"))
                .singleElement()
                .returns("60", ChangeConfigurationRequest::getValue);
        assertThat(office.word(station, "clear-cache", Map.of())).isEqualTo("REJECTED Rejected");
        assertThat(station.heard(ClearCacheRequest.class)).hasSize(1);
        assertThat(office.word(station, "trigger", Map.of("report", "STATUS", "evse", 1)))
                .isEqualTo("REJECTED Rejected");
        assertThat(station.heard(TriggerMessageRequest.class))
                .filteredOn(request -> request.getConnectorId() != null)
                .singleElement()
                .returns(1, TriggerMessageRequest::getConnectorId)
                .returns(TriggerMessageRequestType.StatusNotification, TriggerMessageRequest::getRequestedMessage);
    }

    @Test
    void whatTheStationReturnsBesideItsWordIsSeen() throws Exception {
        OcaStation station = booted();

        JsonNode transfer = office.asked(
                station, "transfer-data", Map.of("vendorId", "com.example", "messageId", "hello", "data", "there"));
        assertThat(transfer.get("word").asString()).isEqualTo("Accepted");
        assertThat(transfer.get("data").asString()).isEqualTo("ereht");
        JsonNode settings =
                office.asked(station, "read-settings", Map.of("names", List.of("HeartbeatInterval", "Nope")));
        assertThat(settings.get("settings")).singleElement().satisfies(setting -> {
            assertThat(setting.get("name").asString()).isEqualTo("HeartbeatInterval");
            assertThat(setting.get("value").asString()).isEqualTo("300");
            assertThat(setting.get("readOnly").asBoolean()).isTrue();
        });
        assertThat(settings.get("unknown")).singleElement().returns("Nope", JsonNode::asString);
    }

    @Test
    void aTransactionIsStartedAndStoppedFromTheOffice() throws Exception {
        OcaStation station = booted();
        assertThat(office.word(station, "start-charging", Map.of("evse", 1, "idToken", CARD)))
                .isEqualTo("ACCEPTED Accepted");
        assertThat(station.heard(RemoteStartTransactionRequest.class))
                .singleElement()
                .returns(1, RemoteStartTransactionRequest::getConnectorId)
                .returns(CARD, RemoteStartTransactionRequest::getIdTag);
        StartTransactionConfirmation begun = station.call(started(500));

        String id = office.latest(station).get("id").asString();
        JsonNode answer = rest.post("/transactions/" + id + "/stop", Map.of());
        assertThat(answer.get("outcome").asString()).isEqualTo("ACCEPTED");
        assertThat(station.heard(RemoteStopTransactionRequest.class))
                .singleElement()
                .returns(begun.getTransactionId(), RemoteStopTransactionRequest::getTransactionId);
        StopTransactionRequest stop = stopped(begun, 30, 1_700);
        stop.setReason(Reason.Remote);
        station.call(stop);

        JsonNode transaction = rest.get("/transactions/" + id);
        assertThat(transaction.get("open").asBoolean()).isFalse();
        assertThat(transaction.get("energyWh").asInt()).isEqualTo(1_200);
        assertThat(transaction.get("stoppedReason").asString()).isEqualTo("Remote");
    }

    @Test
    void aWrongPasswordStaysOutside() throws Exception {
        Map.Entry<String, String> credential = register();
        OcaStation burglar = station(Map.entry(credential.getKey(), "not the password"));

        assertThat(burglar.connects()).isFalse();
        assertThat(office.online(burglar)).isFalse();
        assertThat(station(credential).connects()).isTrue();
    }

    @Test
    void aReconnectKeepsTheOpenTransaction() throws Exception {
        OcaStation station = booted();
        StartTransactionConfirmation begun = station.call(started(0));
        station.call(metered(begun, 10, 1_000));
        station.disconnects();
        Patience.await(Duration.ofMinutes(1), () -> !office.online(station));
        CompletableFuture<Confirmation> kept = station.sends(metered(begun, 20, 2_000));
        String id = office.latest(station).get("id").asString();
        assertThat(office.latest(station).get("open").asBoolean()).isTrue();

        assertThat(station.connects()).isTrue();
        kept.get(1, TimeUnit.MINUTES);
        assertThat(office.latest(station).get("energyWh").asInt()).isEqualTo(2_000);
        station.call(stopped(begun, 30, 3_000));

        assertThat(office.count(station)).isEqualTo(1);
        assertThat(office.latest(station).get("id").asString()).isEqualTo(id);
        assertThat(office.latest(station).get("open").asBoolean()).isFalse();
        assertThat(office.latest(station).get("energyWh").asInt()).isEqualTo(3_000);
    }

    /** A station's name and its password. */
    private Map.Entry<String, String> register() throws IOException, InterruptedException {
        JsonNode credential = rest.post("/stations", Map.of("id", "OCA-" + (stations.size() + 1)));
        return Map.entry(
                credential.get("id").asString(), credential.get("password").asString());
    }

    private OcaStation station(Map.Entry<String, String> credential) {
        OcaStation station = new OcaStation(server.door(), credential.getKey(), credential.getValue());
        stations.add(station);
        return station;
    }

    private OcaStation booted() throws Exception {
        OcaStation station = station(register());
        assertThat(station.connects()).isTrue();
        station.call(new BootNotificationRequest("Foreign", "OCA"));
        return station;
    }

    private static AuthorizationStatus verdict(OcaStation station, String card) throws Exception {
        AuthorizeConfirmation answer = station.call(new AuthorizeRequest(card));
        return answer.getIdTagInfo().getStatus();
    }

    private static StatusNotificationRequest status(int connector, ChargePointStatus status) {
        return new StatusNotificationRequest(connector, ChargePointErrorCode.NoError, status);
    }

    private StartTransactionRequest started(int wattHours) {
        return new StartTransactionRequest(1, CARD, wattHours, arrival);
    }

    private MeterValuesRequest metered(StartTransactionConfirmation begun, int minutes, int wattHours) {
        MeterValuesRequest request = new MeterValuesRequest(1);
        request.setTransactionId(begun.getTransactionId());
        request.setMeterValue(new MeterValue[] {reading(minutes, wattHours, "Sample.Periodic")});
        return request;
    }

    private StopTransactionRequest stopped(StartTransactionConfirmation begun, int minutes, int wattHours) {
        return new StopTransactionRequest(wattHours, arrival.plusMinutes(minutes), begun.getTransactionId());
    }

    private MeterValue reading(int minutes, int wattHours, String context) {
        return reading(arrival.plusMinutes(minutes), wattHours, context);
    }

    private static MeterValue reading(ZonedDateTime at, int wattHours, String context) {
        SampledValue register = new SampledValue(Integer.toString(wattHours));
        register.setContext(context);
        register.setMeasurand("Energy.Active.Import.Register");
        register.setUnit("Wh");
        return new MeterValue(at, new SampledValue[] {register});
    }
}
