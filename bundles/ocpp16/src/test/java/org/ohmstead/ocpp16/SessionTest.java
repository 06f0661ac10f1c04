package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.ocpp.OcppCaller.Answer;
import org.ohmstead.api.ocpp.OcppError;
import org.ohmstead.api.ocpp.OcppSession;

class SessionTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00.123456Z");
    private static final String START =
            "{\"connectorId\":1,\"idTag\":\"04A1B2C3\",\"meterStart\":0,\"timestamp\":\"2026-11-22T11:00:00Z\"}";
    private static final String STOP =
            "{\"transactionId\":4711,\"idTag\":\"04A1B2C3\",\"meterStop\":9,\"timestamp\":\"2026-11-22T11:00:00Z\"}";
    private static final String METER = "{\"connectorId\":1,\"transactionId\":4711,\"meterValue\":"
            + "[{\"timestamp\":\"2026-11-22T11:00:00Z\",\"sampledValue\":[{\"value\":\"1\"}]}]}";
    private static final String STATUS = "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Available\"}";
    private static final String BOOT = "{\"chargePointVendor\":\"Acme\",\"chargePointModel\":\"One\"}";
    private static final String CARD = "{\"idTag\":\"04A1B2C3\"}";

    private final RecordingCsms csms = new RecordingCsms();
    private final OcppSession session = new Dialect16(csms, csms, csms, Clock.fixed(NOW, ZoneOffset.UTC))
            .open(new StationId("CP-1"), (action, payload) -> new Answer.NotSent("nobody is there"));

    SessionTest() {
        csms.verdicts.put("04A1B2C3", Authorization.ACCEPTED);
    }

    @ParameterizedTest
    @EnumSource(RegistrationStatus.class)
    void aBootIsToldTheStandingTheTimeAndTheInterval(RegistrationStatus registration) {
        csms.registration = registration;
        csms.interval = Duration.ofMinutes(2);
        assertThat(session.answer("BootNotification", BOOT))
                .isEqualTo("{\"status\":\"" + Neutral16.word(registration)
                        + "\",\"currentTime\":\"2026-11-22T12:00:00.123Z\",\"interval\":120}");
    }

    @ParameterizedTest
    @CsvSource({"PT-1S,0", "PT0.5S,0", "P30000D,2147483647"})
    void anIntervalIsAWholeNumberOfSecondsThatFitsTheWire(Duration interval, int seconds) {
        csms.interval = interval;
        assertThat(session.answer("BootNotification", BOOT)).endsWith("\"interval\":" + seconds + "}");
    }

    @Test
    void noBootIsNeededAfterAReconnect() {
        assertThat(session.answer("MeterValues", METER)).isEqualTo("{}");
        assertThat(session.answer("StartTransaction", START)).contains("Accepted");
    }

    @Test
    void aVerdictCarriesExpiryAndGroup() {
        csms.verdicts.put(
                "04A1B2C3",
                new Authorization(
                        AuthorizationStatus.ACCEPTED,
                        Optional.of(Instant.parse("2027-01-01T00:00:00Z")),
                        Optional.of("FLEET-7")));
        String info = "{\"idTagInfo\":{\"status\":\"Accepted\",\"expiryDate\":\"2027-01-01T00:00:00Z\","
                + "\"parentIdTag\":\"FLEET-7\"}";
        assertThat(session.answer("Authorize", CARD)).isEqualTo(info + "}");
        assertThat(session.answer("StartTransaction", START)).isEqualTo(info + ",\"transactionId\":4711}");
        assertThat(session.answer("StopTransaction", STOP)).isEqualTo(info + "}");
    }

    @Test
    void aGroupTooLongForTheWireIsLeftOut() {
        csms.verdicts.put(
                "04A1B2C3",
                new Authorization(
                        AuthorizationStatus.ACCEPTED, Optional.empty(), Optional.of("A-GROUP-OF-21-LETTERS")));
        assertThat(session.answer("Authorize", CARD)).isEqualTo("{\"idTagInfo\":{\"status\":\"Accepted\"}}");
    }

    @ParameterizedTest
    @CsvSource({
        "+1000000000-12-31T23:59:59Z,    9999-12-31T23:59:59Z",
        "-1000000000-01-01T00:00:00Z,    0000-01-01T00:00:00Z",
        "2027-01-01T00:00:00.123456789Z, 2027-01-01T00:00:00.123Z"
    })
    void anExpiryIsADateTheWireCanCarry(Instant expires, String expiryDate) {
        csms.verdicts.put(
                "04A1B2C3", new Authorization(AuthorizationStatus.ACCEPTED, Optional.of(expires), Optional.empty()));
        assertThat(session.answer("Authorize", CARD)).contains("\"expiryDate\":\"" + expiryDate + "\"");
    }

    @Test
    void aPendingStationIsAnsweredAndMayNotCharge() {
        csms.registration = RegistrationStatus.PENDING;
        assertThat(session.answer("Heartbeat", "{}")).contains("currentTime");
        assertThat(session.answer("StatusNotification", STATUS)).isEqualTo("{}");
        assertThat(session.answer("Authorize", CARD)).contains("Invalid");
        assertThat(csms.told).extracting(RecordingCsms.Told::what).containsExactly("statusReported");
    }

    @ParameterizedTest
    @EnumSource(
            value = RegistrationStatus.class,
            names = {"PENDING", "REJECTED"})
    void whatAStationThatIsNotAcceptedSaysOfTransactionsIsKept(RegistrationStatus registration) {
        csms.registration = registration;
        assertThat(session.answer("StartTransaction", START))
                .isEqualTo("{\"idTagInfo\":{\"status\":\"Invalid\"},\"transactionId\":4711}");
        assertThat(session.answer("MeterValues", METER)).isEqualTo("{}");
        assertThat(session.answer("StopTransaction", STOP)).startsWith("{");
        assertThat(csms.told).extracting(RecordingCsms.Told::what).containsExactly("started", "updated", "ended");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Heartbeat{}",
                "StatusNotification" + STATUS,
                "Authorize" + CARD,
                "DataTransfer{\"vendorId\":\"v\"}",
                "FirmwareStatusNotification{\"status\":\"Idle\"}",
                "DiagnosticsStatusNotification{\"status\":\"Idle\"}"
            })
    void aRejectedStationIsToldSo(String call) {
        csms.registration = RegistrationStatus.REJECTED;
        int payload = call.indexOf('{');
        assertThatThrownBy(() -> session.answer(call.substring(0, payload), call.substring(payload)))
                .isInstanceOfSatisfying(
                        OcppError.class, error -> assertThat(error.kind()).isEqualTo(OcppError.Kind.SECURITY_ERROR));
        assertThat(csms.told).isEmpty();
    }

    @Test
    void aStationAcceptedMeanwhileIsServed() {
        csms.registration = RegistrationStatus.REJECTED;
        assertThatThrownBy(() -> session.answer("Heartbeat", "{}")).isInstanceOf(OcppError.class);
        csms.registration = RegistrationStatus.ACCEPTED;
        assertThat(session.answer("Heartbeat", "{}")).contains("currentTime");
    }

    @Test
    void whenTheStoreFailsNothingIsAnswered() {
        Dialect16 dialect = new Dialect16(csms, csms, csms);
        OcppSession broken = dialect.open(new StationId("CP-1"), (action, payload) -> new Answer.NotSent("no"));
        csms.failing = true;
        assertThatThrownBy(() -> broken.answer("StartTransaction", START)).isSameAs(RecordingCsms.FAILURE);
        assertThatThrownBy(() -> broken.answer("MeterValues", METER)).isSameAs(RecordingCsms.FAILURE);
        assertThatThrownBy(() -> broken.answer("StopTransaction", STOP)).isSameAs(RecordingCsms.FAILURE);
        assertThatThrownBy(() -> broken.answer("StatusNotification", STATUS)).isSameAs(RecordingCsms.FAILURE);
        assertThatThrownBy(() -> broken.answer("BootNotification", BOOT)).isSameAs(RecordingCsms.FAILURE);
    }

    /** The door says how long a message may be. */
    @Test
    void whateverPassesTheDoorIsRead() {
        String payload = "{\"idTag\":\"04A1B2C3\",\"x\":\"" + "y".repeat(2 << 20) + "\"}";
        assertThat(session.answer("Authorize", payload)).contains("Accepted");
    }
}
