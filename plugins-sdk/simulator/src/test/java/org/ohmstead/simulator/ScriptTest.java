package org.ohmstead.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ohmstead.simulator.meter.Energy.kWh;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ohmstead.simulator.ledger.TransactionAccount;
import org.ohmstead.simulator.ocpp16.ConnectorStatus;
import org.ohmstead.simulator.wire.Door;
import org.ohmstead.simulator.wire.Json;
import org.ohmstead.simulator.wire.Line;
import org.ohmstead.simulator.wire.RefusedException;

/** The script of the README, and what people do besides. */
final class ScriptTest {

    private final TestCsms csms = new TestCsms();
    private final Simulator simulator =
            Simulator.builder(csms.door()).patience(Duration.ofSeconds(10)).build();

    @AfterEach
    void end() {
        simulator.close();
        csms.close();
        assertThat(simulator.ledger().violations()).isEmpty();
    }

    @Test
    void aSessionTellsEverythingInTheOrderItHappens() {
        var station = simulator.ocpp16("CP-1").boots();

        station.connector(1).plugsIn().swipes("04A1B2").charges(kWh(0.5)).unplugs();

        assertThat(csms.actions("CP-1"))
                .containsExactly(
                        "BootNotification",
                        "StatusNotification",
                        "StatusNotification",
                        "StatusNotification",
                        "Authorize",
                        "StartTransaction",
                        "StatusNotification",
                        "MeterValues",
                        "MeterValues",
                        "MeterValues",
                        "StopTransaction",
                        "StatusNotification",
                        "StatusNotification");
        assertThat(csms.calls("StatusNotification"))
                .extracting(call -> call.payload().text("status").orElseThrow())
                .containsExactly("Available", "Available", "Preparing", "Charging", "Finishing", "Available");
    }

    @Test
    void theMeterAddsUpToTheWattHour() {
        var station = simulator.ocpp16("CP-1").boots();

        station.connector(1).plugsIn().swipes("04A1B2").charges(kWh(7.2)).unplugs();

        assertThat(simulator.ledger().transactions()).singleElement().satisfies(account -> {
            assertThat(account.energyWh()).isEqualTo(7200);
            assertThat(account.ended()).isTrue();
            assertThat(account.lastRegisterWh()).isEqualTo(account.meterStartWh() + 7200);
        });
    }

    @Test
    void aBlockedTokenStartsNothing() {
        csms.answers("Authorize", call -> "{\"idTagInfo\":{\"status\":\"Blocked\"}}");
        var connector = simulator.ocpp16("CP-1").boots().connector(1).plugsIn().swipes("04A1B2");

        assertThat(connector.verdict()).isEqualTo("Blocked");
        assertThat(connector.inTransaction()).isFalse();
        assertThat(connector.status()).isEqualTo(ConnectorStatus.PREPARING);
        assertThatThrownBy(() -> connector.charges(kWh(1))).isInstanceOf(SimulationException.class);
        assertThat(csms.calls("StartTransaction")).isEmpty();
    }

    @Test
    void aStartAnsweredBlockedIsStoppedByTheStation() {
        csms.answers("StartTransaction", call -> "{\"transactionId\":7,\"idTagInfo\":{\"status\":\"Blocked\"}}");
        var connector = simulator.ocpp16("CP-1").boots().connector(1).plugsIn().swipes("04A1B2");

        assertThat(connector.inTransaction()).isFalse();
        assertThat(csms.calls("StopTransaction")).singleElement().satisfies(call -> {
            assertThat(call.payload().text("reason")).contains("DeAuthorized");
            assertThat(call.payload().number("transactionId")).hasValue(7);
        });
    }

    @Test
    void aTokenFirstThenTheCable() {
        var connector = simulator.ocpp16("CP-1").boots().connector(1);

        connector.swipes("04A1B2");
        assertThat(connector.status()).isEqualTo(ConnectorStatus.PREPARING);
        connector.plugsIn();

        assertThat(connector.inTransaction()).isTrue();
    }

    @Test
    void aTokenWithoutACarExpires() {
        var connector = simulator.ocpp16("CP-1").boots().connector(1);

        connector.swipes("04A1B2").waits(Duration.ofMinutes(3));
        assertThat(connector.status()).isEqualTo(ConnectorStatus.AVAILABLE);

        assertThat(connector.plugsIn().inTransaction()).isFalse();
    }

    @Test
    void theSameTokenInAnotherCaseStopsTheTransaction() {
        var connector = simulator.ocpp16("CP-1").boots().connector(1);

        connector.plugsIn().swipes("04a1b2").charges(kWh(1)).swipes("04A1B2");

        assertThat(connector.status()).isEqualTo(ConnectorStatus.FINISHING);
        assertThat(csms.calls("StopTransaction")).singleElement().satisfies(call -> {
            assertThat(call.payload().text("reason")).contains("Local");
            assertThat(call.payload().text("idTag")).contains("04A1B2");
        });
    }

    @Test
    void onlyATokenOfTheGroupStopsSomebodyElsesTransaction() {
        csms.answers(
                "Authorize",
                call -> "{\"idTagInfo\":{\"status\":\"Accepted\",\"parentIdTag\":\"%s\"}}"
                        .formatted(call.payload().text("idTag").orElseThrow().startsWith("FLEET") ? "FLEET" : "OTHER"));
        csms.answers(
                "StartTransaction",
                call -> "{\"transactionId\":7,\"idTagInfo\":{\"status\":\"Accepted\",\"parentIdTag\":\"FLEET\"}}");
        var connector = simulator.ocpp16("CP-1").boots().connector(1).plugsIn().swipes("FLEET-1");

        connector.swipes("STRANGER");
        assertThat(connector.inTransaction()).isTrue();
        connector.swipes("FLEET-2");

        assertThat(connector.inTransaction()).isFalse();
    }

    @Test
    void aFaultEndsTheTransactionAndIsReportedWithItsCode() {
        var connector = simulator.ocpp16("CP-1").boots().connector(1).plugsIn().swipes("04A1B2");

        connector.faults("GroundFailure");
        assertThat(connector.status()).isEqualTo(ConnectorStatus.FAULTED);
        connector.unplugs().recovers();

        assertThat(connector.status()).isEqualTo(ConnectorStatus.AVAILABLE);
        assertThat(csms.calls("StatusNotification"))
                .anySatisfy(call -> assertThat(call.payload().text("errorCode")).contains("GroundFailure"));
    }

    @Test
    void aWrongPasswordIsRefusedWith401() {
        csms.demandPassword("sesame");

        assertThatThrownBy(() -> simulator.ocpp16("CP-1").password("guess").connect())
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.httpStatus()).isEqualTo(401));
        assertThat(simulator.ocpp16("CP-1").password("sesame").boots().registration())
                .isEqualTo("Accepted");
    }

    @Test
    void anIdWithABlankAndAnUmlautArrivesWhole() {
        simulator.ocpp16("CP 1 ä").boots();

        assertThat(csms.actions("CP 1 ä")).contains("BootNotification");
    }

    @Test
    void aPendingStationSaysNothingButBoot() {
        csms.answers(
                "BootNotification",
                call -> "{\"status\":\"Pending\",\"currentTime\":\"2026-11-22T12:00:00Z\",\"interval\":600}");
        var station = simulator.ocpp16("CP-1").boots();

        assertThat(station.registration()).isEqualTo("Pending");
        assertThat(station.says("Heartbeat", "{}")).isEmpty();
        assertThat(csms.actions("CP-1")).containsExactly("BootNotification");
    }

    @Test
    void aDoorNeedsNoSocket() {
        var told = new ArrayList<String>();
        Door inProcess = (visitor, listener) -> new Line() {
            @Override
            public String subprotocol() {
                return visitor.subprotocols().getFirst();
            }

            @Override
            public void send(String frame) {
                var call = (List<?>) Json.parse(frame);
                told.add((String) call.get(2));
                listener.text(
                        "[3,\"%s\",%s]"
                                .formatted(
                                        call.get(1),
                                        "{\"status\":\"Accepted\",\"transactionId\":1,\"idTagInfo\":{\"status\":\"Accepted\"}}"));
            }

            @Override
            public void sendBinary(byte[] bytes) {}

            @Override
            public void ping() {}

            @Override
            public void close(int code, String reason) {
                listener.closed(code, reason);
            }

            @Override
            public void abort() {
                listener.closed(VANISHED, "");
            }
        };
        try (var quiet = Simulator.builder(inProcess).build()) {
            quiet.ocpp16("CP-1")
                    .boots()
                    .connector(1)
                    .plugsIn()
                    .swipes("A")
                    .charges(kWh(0.1))
                    .unplugs();

            assertThat(quiet.ledger().transactions()).singleElement().matches(TransactionAccount::ended);
            assertThat(told).contains("BootNotification", "StartTransaction", "MeterValues", "StopTransaction");
        }
    }
}
