package org.ohmstead.simulator.oddity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.simulator.meter.Energy.wh;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ohmstead.simulator.Simulator;
import org.ohmstead.simulator.TestCsms;
import org.ohmstead.simulator.ledger.Delivery;
import org.ohmstead.simulator.ocpp16.Habits;
import org.ohmstead.simulator.wire.WebSocketDoor;

/** Every oddity does what its name says, a well-behaved station does not, and the books are right all the same. */
final class OddityTest {

    private static final int TRANSACTION = 4711;
    private static final long DRAWN_WH = 2_400;

    private final TestCsms csms = new TestCsms();
    private final WebSocketDoor way = new WebSocketDoor(URI.create(csms.door()));
    private final Witness witness = new Witness(way);
    private final Simulator simulator = Simulator.builder(witness).build();

    @AfterEach
    void end() {
        simulator.close();
        way.close();
        csms.close();
    }

    static List<String> names() {
        return Oddity.all().stream().map(Oddity::name).toList();
    }

    @Test
    void everyOddityHasItsProofAndANameOfItsOwn() {
        assertThat(names()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(Proof.ALL.keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void anOddStationMisbehavesAsItsNameSays(String name) {
        session(name, Oddity.named(name).orElseThrow().habits().get());

        assertThat(Proof.ALL.get(name).holds(witness)).as(name).isTrue();
        assertThat(simulator.ledger().violations()).isEmpty();
        assertThat(simulator.ledger().deliveries())
                .singleElement()
                .returns(DRAWN_WH, Delivery::energyWh)
                .returns(true, Delivery::over);
    }

    @ParameterizedTest
    @MethodSource("names")
    void aWellBehavedStationDoesNot(String name) {
        session(name, Habits.GOOD);

        assertThat(Proof.ALL.get(name).holds(witness)).as(name).isFalse();
    }

    /** A session in which a misbehaving station has the occasion to do so. */
    private void session(String name, Habits habits) {
        csms.answers(
                "StartTransaction",
                call -> "{\"transactionId\":%d,\"idTagInfo\":{\"status\":\"Accepted\"}}".formatted(TRANSACTION));
        switch (name) {
            case "frames-while-pending" -> boots("Pending", 3600);
            case "never-pings" -> boots("Accepted", 1);
            case "drops-on-second-call" -> asksBeforeItAnswers();
            default -> {}
        }
        var station = simulator
                .ocpp16("CP-1")
                .key("WebSocketPingInterval", "1")
                .key("LocalAuthorizeOffline", "true")
                .key("AllowOfflineTxForUnknownId", "true")
                .key("MeterValueSampleInterval", "120")
                .key(
                        "MeterValuesSampledData",
                        "Energy.Active.Import.Register,Power.Active.Import,Current.Import,Voltage")
                .habits(habits)
                .boots();
        station.connector(1).plugsIn().swipes("04A1B2").charges(wh(DRAWN_WH)).unplugs();
        if (name.equals("never-pings")) {
            TestCsms.await(() -> witness.calls("Heartbeat").size() >= 2);
        }
        switch (name) {
            case "ignores-remote-start" ->
                csms.call("CP-1", "RemoteStartTransaction", "{\"connectorId\":9,\"idTag\":\"04A1B2\"}");
            case "ignores-remote-stop" ->
                csms.call("CP-1", "RemoteStopTransaction", "{\"transactionId\":%d}".formatted(TRANSACTION));
            default -> {}
        }
        TestCsms.await(() -> station.backlog() == 0 || !station.registration().equals("Accepted"));
    }

    private void boots(String status, int interval) {
        csms.answers(
                "BootNotification",
                call -> "{\"status\":\"%s\",\"currentTime\":\"2026-11-22T12:00:00Z\",\"interval\":%d}"
                        .formatted(status, interval));
    }

    /** The first meter values are answered only after the station has answered a call in turn. */
    private void asksBeforeItAnswers() {
        csms.answers("MeterValues", call -> {
            if (csms.calls("MeterValues").size() > 1) {
                return "{}";
            }
            Thread.ofVirtual().start(() -> {
                csms.call("CP-1", "GetConfiguration", "{}");
                csms.send("CP-1", "[3,\"%s\",{}]".formatted(call.messageId()));
            });
            return "";
        });
    }
}
