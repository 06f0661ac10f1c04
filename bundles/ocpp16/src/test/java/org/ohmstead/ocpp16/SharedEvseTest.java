package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.ocpp16.ScriptedStation.number;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.control.RemoteControl;
import org.ohmstead.api.csms.TransactionHistory.Query;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.testkit.InMemoryCsms;
import tools.jackson.databind.JsonNode;

/**
 * Several connectors of one EVSE, as 1.6 tells them: all of them are Preparing, and once one charges the others are Unavailable
 * (Open Charge Alliance, application note on several connectors per EVSE).
 */
class SharedEvseTest {

    private static final String CARD = "04A1B2C3";
    private static final Connector CCS = new Connector(new EvseId(1), 1);
    private static final Connector CHADEMO = new Connector(new EvseId(1), 2);

    private final InMemoryCsms csms =
            new InMemoryCsms().withStation("CP-1").withToken(CARD).withToken("04D4E5F6");
    private final ScriptedStation station = new ScriptedStation(csms, "CP-1");

    private void is(int connector, String status) {
        station.says(
                "StatusNotification",
                "{\"connectorId\":%d,\"errorCode\":\"NoError\",\"status\":\"%s\",\"timestamp\":\"%s\"}"
                        .formatted(connector, status, station.now()));
    }

    private JsonNode starts(int connector, String card, long register, Instant at) {
        return station.says(
                "StartTransaction",
                "{\"connectorId\":%d,\"idTag\":\"%s\",\"meterStart\":%d,\"timestamp\":\"%s\"}"
                        .formatted(connector, card, register, at));
    }

    private long starts(int connector, String card, long register) {
        return number(starts(connector, card, register, station.now()));
    }

    private void meters(int connector, long transaction, long register) {
        station.says(
                "MeterValues",
                "{\"connectorId\":%d,\"transactionId\":%d,\"meterValue\":[{\"timestamp\":\"%s\",\"sampledValue\":[{\"value\":\"%d\"}]}]}"
                        .formatted(connector, transaction, station.now(), register));
    }

    private List<Transaction> transactions() {
        return csms.history()
                .page(Query.all(Scope.ALL).at(new StationId("CP-1")), Page.Request.first(100))
                .items();
    }

    private List<StatusReport> connectors() {
        return csms.stations().find(new StationId("CP-1")).orElseThrow().connectors();
    }

    @Test
    void oneCarChargesAndTheOtherConnectorWaits() {
        csms.withTopology("Acme", "1,2");
        station.boots();
        is(1, "Preparing");
        is(2, "Preparing");
        long number = starts(2, CARD, 1_000);
        is(2, "Charging");
        is(1, "Unavailable");
        station.waits(Duration.ofMinutes(15));
        meters(2, number, 5_000);
        station.stops(number, CARD, 6_000);
        is(2, "Available");
        is(1, "Available");

        assertThat(transactions()).singleElement().satisfies(transaction -> {
            assertThat(transaction.connector()).isEqualTo(CHADEMO);
            assertThat(transaction.energy()).contains(Energy.ofWattHours(5_000));
            assertThat(transaction.flags()).isEmpty();
        });
        assertThat(connectors()).extracting(StatusReport::connector).containsExactly(CCS, CHADEMO);
    }

    @Test
    void aStartAtTheOtherConnectorSupersedesAndItsRegisterBoundsNothing() {
        csms.withTopology("Acme", "1,2");
        station.boots();
        long first = starts(1, CARD, 1_000);
        station.waits(Duration.ofMinutes(10));
        meters(1, first, 3_000);
        station.waits(Duration.ofMinutes(10));
        starts(2, "04D4E5F6", 900_000);

        assertThat(transactions()).hasSize(2);
        assertThat(transactions().getLast().ending()).hasValueSatisfying(ending -> {
            assertThat(ending.stoppedReason()).isEqualTo(Transaction.Ending.SUPERSEDED_REASON);
            assertThat(ending.meterStop()).contains(Energy.ofWattHours(3_000));
        });
    }

    @Test
    void aWordOfTheOtherConnectorIsNoEvidence() {
        csms.withTopology("Acme", "1,2");
        station.boots();
        long number = starts(1, CARD, 1_000);
        station.waits(Duration.ofMinutes(1));
        is(2, "Available");
        station.waits(Duration.ofHours(5));
        csms.looksAtTheTime();

        assertThat(transactions().getFirst().open()).isTrue();
        assertThat(csms.reviews()
                        .dossier(transactions().getFirst().id())
                        .orElseThrow()
                        .evidence())
                .isEmpty();
        station.stops(number, CARD, 2_000);
    }

    @Test
    void aStartIsRepeatedAtItsOwnConnectorOnly() {
        csms.withTopology("Acme", "1,2");
        station.boots();
        Instant at = station.now();
        long number = number(starts(1, CARD, 1_000, at));
        assertThat(number(starts(1, CARD, 1_000, at))).isEqualTo(number);
        assertThat(number(starts(2, CARD, 1_000, at))).isNotEqualTo(number);
    }

    @Test
    void aTopologyThatChangesWhileACarChargesWaitsForIt() {
        station.boots();
        Instant at = station.now();
        long number = number(starts(2, CARD, 1_000, at));
        csms.withTopology("Acme", "1,2");
        csms.restart();
        station.connects();
        station.boots();

        assertThat(number(starts(2, CARD, 1_000, at))).as("the same start").isEqualTo(number);
        station.waits(Duration.ofMinutes(20));
        meters(2, number, 4_000);
        is(2, "Charging");
        station.stops(number, CARD, 5_000);
        assertThat(transactions()).singleElement().satisfies(transaction -> {
            assertThat(transaction.connector()).isEqualTo(Connector.of(2));
            assertThat(transaction.energy()).contains(Energy.ofWattHours(4_000));
            assertThat(transaction.flags()).containsExactly(TransactionFlag.STATION_BOOTED);
        });

        station.boots();
        starts(2, CARD, 5_000);
        assertThat(transactions().getFirst().connector()).isEqualTo(CHADEMO);
    }

    @Test
    void whatIsAskedOfAnEvseIsAskedOfItsConnectors() {
        csms.withTopology("Acme", "1,2; 4,3");
        station.boots();

        station.remote().startCharging(Optional.of(new EvseId(2)), IdToken.of(CARD), 7);
        assertThat(station.asked).isEqualTo("RemoteStartTransaction{\"connectorId\":4,\"idTag\":\"04A1B2C3\"}");
        station.remote().unlock(new Connector(new EvseId(2), 2));
        assertThat(station.asked).isEqualTo("UnlockConnector{\"connectorId\":3}");
        station.remote().startCharging(Optional.of(new EvseId(3)), IdToken.of(CARD), 7);
        assertThat(station.asked).isEqualTo("RemoteStartTransaction{\"connectorId\":5,\"idTag\":\"04A1B2C3\"}");
    }

    private static void says(ConfigurableStation to, int connector, String status, Instant at) {
        to.says(
                "StatusNotification",
                "{\"connectorId\":%d,\"errorCode\":\"NoError\",\"status\":\"%s\",\"timestamp\":\"%s\"}"
                        .formatted(connector, status, at));
    }

    /** OCPP 1.6 §5.11 has the start name a connector, and the driver has plugged in at one of them. */
    @Test
    void aStartIsAskedForWhereTheCarWaits() {
        csms.withTopology("Acme", "1,2");
        var connected = new ConfigurableStation(csms, "CP-1");
        connected.boots();
        RemoteControl remote = csms.stations()
                .control(new StationId("CP-1"))
                .as(RemoteControl.class)
                .orElseThrow();
        says(connected, 1, "Available", csms.clock().instant());
        says(connected, 2, "Preparing", csms.clock().instant());
        remote.startCharging(Optional.of(new EvseId(1)), IdToken.of(CARD), 7);
        assertThat(connected.starts()).containsExactly(2);

        says(connected, 1, "Preparing", csms.clock().instant().plusSeconds(1));
        remote.startCharging(Optional.of(new EvseId(1)), IdToken.of(CARD), 8);
        remote.startCharging(new Connector(new EvseId(1), 2), IdToken.of(CARD), 9);
        assertThat(connected.starts()).containsExactly(2, 1, 2);

        says(connected, 1, "Available", csms.clock().instant().plusSeconds(2));
        says(connected, 2, "Unavailable", csms.clock().instant().plusSeconds(2));
        remote.startCharging(Optional.of(new EvseId(1)), IdToken.of(CARD), 10);
        assertThat(connected.starts()).containsExactly(2, 1, 2, 1);
    }

    /** One station, several wallboxes: the connectors do not share anything, connector 0 is the meter before all of them. */
    @Test
    void aClusterChargesAtEachConnectorAndMetersItsSumAtConnectorZero() {
        csms.withTopology("Other", "1,2,3");
        station.boots();
        long first = starts(1, CARD, 1_000);
        long second = starts(2, "04D4E5F6", 7_000);
        is(0, "Available");
        is(1, "Charging");
        is(2, "Charging");
        is(3, "Unavailable");
        station.says(
                "MeterValues",
                "{\"connectorId\":0,\"meterValue\":[{\"timestamp\":\"%s\",\"sampledValue\":[{\"value\":\"123456\"}]}]}"
                        .formatted(station.now()));
        meters(1, first, 2_000);
        meters(2, second, 9_000);

        assertThat(transactions())
                .extracting(Transaction::connector)
                .containsExactlyInAnyOrder(Connector.of(1), Connector.of(2));
        assertThat(transactions()).allSatisfy(transaction -> {
            assertThat(transaction.open()).isTrue();
            assertThat(transaction.flags()).isEmpty();
        });
        assertThat(connectors())
                .extracting(StatusReport::status)
                .containsExactly(
                        ConnectorStatus.AVAILABLE,
                        ConnectorStatus.OCCUPIED,
                        ConnectorStatus.OCCUPIED,
                        ConnectorStatus.UNAVAILABLE);
    }
}
