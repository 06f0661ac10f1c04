package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.ocpp16.ScriptedStation.number;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.csms.TransactionHistory.Query;
import org.ohmstead.api.model.Delivered;
import org.ohmstead.api.model.Delivered.Trust;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.testkit.InMemoryCsms;

/** What real stations say of their meters, frame by frame, and what is believed of it. */
class MeterConversationTest {

    private static final String CARD = "04A1B2C3";

    private final InMemoryCsms csms = new InMemoryCsms().withStation("CP-1").withToken(CARD);
    private final ScriptedStation station = new ScriptedStation(csms, "CP-1");
    private final Instant begin = station.now();

    @Test
    void evboxTellsZeroAtTheStartAndThenItsOdometer() {
        long id = starts(0);
        samples(id, 60, "{\"value\":\"1234567\",\"context\":\"Sample.Periodic\",\"unit\":\"Wh\"}");
        samples(id, 1_800, "{\"value\":\"1238567\",\"context\":\"Sample.Periodic\",\"unit\":\"Wh\"}");

        assertThat(stops(id, 3_600, 1_241_567)).isEqualTo(delivered(7_000, Trust.PARTLY));
        assertThat(latest().flags()).containsExactly(TransactionFlag.REGISTER_SENTINEL);
    }

    @Test
    void evboxWithoutMeterValuesIsHeldInsteadOfBilledForALife() {
        long id = starts(0);

        assertThat(stops(id, 3_600, 1_241_567).believed()).isEmpty();
        assertThat(latest().held()).isTrue();
        assertThat(latest().energy()).isEmpty();
    }

    @Test
    void zaptecHasNoRegisterAtTheStart() {
        long id = starts(2_147_483_647L);
        samples(id, 30, "{\"value\":\"5000\",\"measurand\":\"Energy.Active.Import.Register\"}");

        assertThat(stops(id, 3_600, 12_000)).isEqualTo(delivered(7_000, Trust.PARTLY));
        assertThat(latest().meterStart()).as("kept as told").contains(Energy.ofWattHours(2_147_483_647L));
    }

    @Test
    void zaptecWithoutMeterValuesIsHeld() {
        long id = starts(2_147_483_647L);

        assertThat(stops(id, 3_600, 12_000).trust()).isEqualTo(Trust.HELD);
    }

    @Test
    void alfenHidesThePhaseBehindTheMeasurand() {
        long id = starts(1_000);
        samples(
                id,
                60,
                "{\"value\":\"500\",\"measurand\":\"Energy.Active.Import.Register.L1\"}",
                "{\"value\":\"400\",\"measurand\":\"Energy.Active.Import.Register.L2\"}",
                "{\"value\":\"300\",\"measurand\":\"Energy.Active.Import.Register.L3\"}",
                "{\"value\":\"230.1\",\"measurand\":\"Voltage.L1-N\"}",
                "{\"value\":\"2300\",\"measurand\":\"Power.Active.Import.L1-N\"}",
                "{\"value\":\"2200\",\"measurand\":\"Power.Active.Import.L2-N\"}");

        assertThat(reading().energy()).contains(Energy.ofWattHours(1_200));
        assertThat(reading().power().orElseThrow().watts()).isEqualTo(4_500);
        assertThat(stops(id, 600, 2_000)).isEqualTo(delivered(1_000, Trust.MEASURED));
    }

    @Test
    void vestelSendsEmptySampledValues() {
        long id = starts(1_000);
        samples(id, 60);
        samples(id, 120, "{\"value\":\"\"}");
        samples(id, 180, "{\"value\":\" \",\"measurand\":\"Power.Active.Import\",\"unit\":\"W\"}");

        assertThat(stops(id, 600, 2_000)).isEqualTo(delivered(1_000, Trust.MEASURED));
    }

    @Test
    void aRegisterThatBeginsAnewAtABootInMidSessionIsCountedOn() {
        long id = starts(4_000);
        samples(id, 600, "{\"value\":\"5000\"}");
        station.boots();
        samples(id, 900, "{\"value\":\"0\"}");
        samples(id, 1_800, "{\"value\":\"1500\"}");

        assertThat(stops(id, 3_600, 2_500)).isEqualTo(delivered(3_500, Trust.PARTLY));
    }

    @Test
    void aRegisterThatBeginsAnewWithoutABootIsHeld() {
        long id = starts(4_000);
        samples(id, 600, "{\"value\":\"5000\"}");
        samples(id, 900, "{\"value\":\"0\"}");
        samples(id, 1_800, "{\"value\":\"1500\"}");

        assertThat(stops(id, 3_600, 2_500).trust()).isEqualTo(Trust.HELD);
        assertThat(latest().flags()).contains(TransactionFlag.REGISTER_RESET);
    }

    @Test
    void aRegisterThatBeginsAnewWithEachTransactionIsCountedFromZero() {
        long id = starts(0);
        samples(id, 60, "{\"value\":\"0.12\",\"unit\":\"kWh\"}");

        assertThat(stops(id, 3_600, 7_000)).isEqualTo(delivered(7_000, Trust.MEASURED));
    }

    @Test
    void aBatchAfterAnOutageIsCountedWhereItBelongs() {
        long id = starts(0);
        samples(id, 3_000, "{\"value\":\"1238567\"}");
        samples(id, 60, "{\"value\":\"1234567\"}");
        samples(id, 1_500, "{\"value\":\"1236567\"}");

        assertThat(stops(id, 3_600, 1_239_567)).isEqualTo(delivered(5_000, Trust.PARTLY));
    }

    @Test
    void aRepeatedBatchIsCountedOnce() {
        long id = starts(0);
        for (int i = 0; i < 3; i++) {
            samples(id, 900, "{\"value\":\"250\",\"measurand\":\"Energy.Active.Import.Interval\"}");
            samples(id, 1_800, "{\"value\":\"300\",\"measurand\":\"Energy.Active.Import.Interval\"}");
        }

        assertThat(stops(id, 1_800, 0)).isEqualTo(delivered(550, Trust.PARTLY));
        assertThat(readings().items()).hasSize(2);
    }

    @Test
    void ocularTellsTheLastValueAfterTheStop() {
        long id = starts(1_000);
        assertThat(stops(id, 600, 2_000)).isEqualTo(delivered(1_000, Trust.MEASURED));

        samples(id, 620, "{\"value\":\"2300\",\"context\":\"Transaction.End\"}");

        assertThat(latest().delivered()).contains(delivered(1_300, Trust.MEASURED));
        assertThat(latest().ending().orElseThrow().meterStop())
                .as("kept as told")
                .contains(Energy.ofWattHours(2_000));
    }

    @Test
    void aValueLongAfterTheStopIsNotOfTheSession() {
        long id = starts(1_000);
        stops(id, 600, 2_000);
        samples(id, 6_000, "{\"value\":\"9000\"}");

        assertThat(latest().delivered()).contains(delivered(1_000, Trust.MEASURED));
    }

    @Test
    void transactionDataRepeatsTheMeterValues() {
        long id = starts(1_000);
        samples(id, 60, "{\"value\":\"1500\"}");
        until(600);
        station.says(
                "StopTransaction",
                "{\"transactionId\":%d,\"meterStop\":3000,\"timestamp\":\"%s\",\"transactionData\":[%s,%s,%s]}"
                        .formatted(
                                id,
                                at(600),
                                meterValue(0, "{\"value\":\"1000\",\"context\":\"Transaction.Begin\"}"),
                                meterValue(60, "{\"value\":\"1500\"}"),
                                meterValue(600, "{\"value\":\"3000\",\"context\":\"Transaction.End\"}")));

        assertThat(latest().delivered()).contains(delivered(2_000, Trust.MEASURED));
        assertThat(readings().items()).hasSize(3);
    }

    @Test
    void beginAndEndInOneMeterValueAreTwoRegisters() {
        long id = starts(0);
        until(3_600);
        station.says(
                "StopTransaction",
                "{\"transactionId\":%d,\"meterStop\":1239567,\"timestamp\":\"%s\",\"transactionData\":[%s]}"
                        .formatted(
                                id,
                                at(3_600),
                                meterValue(
                                        3_600,
                                        "{\"value\":\"1234567\",\"context\":\"Transaction.Begin\"}",
                                        "{\"value\":\"1239567\",\"context\":\"Transaction.End\"}")));

        assertThat(latest().delivered()).contains(delivered(5_000, Trust.MEASURED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"value\":\"1.5\",\"unit\":\"kWh\"}",
                "{\"value\":\"1,5\",\"unit\":\"kWh\"}",
                "{\"value\":\"1500,0\",\"unit\":\"Wh\"}",
                "{\"value\":\"1500\"}",
                "{\"value\":\"1.5E3\",\"unit\":\"wh\"}"
            })
    void theSameRegisterIsWrittenInManyWays(String sample) {
        starts(1_000);
        samples(number(station.starts(CARD, 1_000, begin)), 60, sample);

        assertThat(reading().energy()).contains(Energy.ofWattHours(1_500));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, -50_000})
    void aNegativeRegisterIsNone(long wattHours) {
        long id = starts(wattHours);
        samples(id, 5, "{\"value\":\"5000\"}");

        assertThat(stops(id, 3_600, 9_000)).isEqualTo(delivered(4_000, Trust.MEASURED));
        assertThat(latest().flags()).contains(TransactionFlag.REGISTER_SENTINEL);
    }

    @Test
    void powerThatContradictsTheRegisterHolds() {
        long id = starts(1_000);
        for (int minute = 0; minute <= 60; minute++) {
            samples(id, minute * 60, "{\"value\":\"7.0\",\"measurand\":\"Power.Active.Import\",\"unit\":\"kW\"}");
        }

        Delivered held = stops(id, 3_600, 2_000);

        assertThat(held.trust()).isEqualTo(Trust.HELD);
        assertThat(held.byPower()).contains(Energy.ofWattHours(7_000));
        assertThat(latest().flags()).containsExactly(TransactionFlag.ENERGY_DISAGREES);
    }

    @Test
    void aSignedRecordIsKeptBitExactAndNotCounted() {
        String record = "OCMF|{\\\"RD\\\":[{\\\"RV\\\":999999}]}|{\\\"SD\\\":\\\"00ff\\\"}";
        long id = starts(1_000);
        samples(
                id,
                600,
                "{\"value\":\"%s\",\"format\":\"SignedData\",\"context\":\"Transaction.End\"}".formatted(record));

        assertThat(reading().meterValue().samples().getFirst().value()).isEqualTo(record.replace("\\\"", "\""));
        assertThat(reading().energy()).isEmpty();
        assertThat(stops(id, 600, 2_000)).isEqualTo(delivered(1_000, Trust.MEASURED));
    }

    private long starts(long meterStart) {
        return number(station.starts(CARD, meterStart, begin));
    }

    private void samples(long id, int second, String... sampled) {
        until(second);
        station.says(
                "MeterValues",
                "{\"connectorId\":1,\"transactionId\":%d,\"meterValue\":[%s]}"
                        .formatted(id, meterValue(second, sampled)));
    }

    private String meterValue(int second, String... sampled) {
        return "{\"timestamp\":\"%s\",\"sampledValue\":[%s]}".formatted(at(second), String.join(",", sampled));
    }

    private Delivered stops(long id, int second, long meterStop) {
        until(second);
        station.stops(id, CARD, meterStop, at(second));
        return latest().delivered().orElseThrow();
    }

    /** The clock of the server moves on to what the station tells. */
    private void until(int second) {
        if (station.now().isBefore(at(second))) {
            csms.clock().advance(Duration.between(station.now(), at(second)));
        }
    }

    private Instant at(int second) {
        return begin.plusSeconds(second);
    }

    private Transaction latest() {
        return csms.history()
                .page(Query.all(Scope.ALL).at(new StationId("CP-1")), Page.Request.first(10))
                .items()
                .getFirst();
    }

    private Page<Reading> readings() {
        return csms.history().readings(latest().id(), Page.Request.first(100));
    }

    private Reading reading() {
        return readings().items().getLast();
    }

    private static Delivered delivered(long wattHours, Trust trust) {
        return new Delivered(Energy.ofWattHours(wattHours), trust, Optional.empty());
    }
}
