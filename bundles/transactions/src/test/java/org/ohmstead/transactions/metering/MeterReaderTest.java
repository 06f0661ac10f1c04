package org.ohmstead.transactions.metering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.model.Current;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.MeterValue;
import org.ohmstead.api.model.Power;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.Sample;

class MeterReaderTest {

    private static final Instant T0 = Instant.parse("2026-11-22T08:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1234, 1234000",
        "1234.5, 1234500",
        "1234.5674, 1234567",
        "1234.5675, 1234568",
        "007.50, 7500",
        "+5, 5000",
        "-5.5, -5500",
        "'1234,5', 1234500",
        "' 12 ', 12000",
        "1.2345678E7, 12345678000",
        "1e3, 1000000",
        "0.0001, 0",
        "0.00000000000000000000004, 0",
        "2147483647, 2147483647000",
        "'.5', 500",
        "5., 5000",
        "1234.56789012345678901234, 1234568"
    })
    void aNumberIsReadExactly(String text, long milliwattHours) {
        assertThat(read(sample(Sample.ENERGY_IMPORT, text, "Wh", "")).energy()).contains(new Energy(milliwattHours));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "+",
                ".",
                ",",
                "1.2.3",
                "1,2.3",
                "--1",
                "1 2",
                "abc",
                "12a",
                "NaN",
                "Infinity",
                "0x10",
                "1e",
                "e5",
                "1e99",
                "1e99999999999",
                "99999999999999999999",
                "1000000000000000000",
                "١٢"
            })
    void whatIsNoNumberIsAbsent(String text) {
        assertThat(read(sample(Sample.ENERGY_IMPORT, text, "Wh", "")).energy()).isEmpty();
    }

    @Test
    void kilowattHoursAreScaled() {
        assertThat(read(sample(Sample.ENERGY_IMPORT, "12.3456789", "kWh", "")).energy())
                .contains(new Energy(12_345_679));
        assertThat(read(sample(Sample.POWER_IMPORT, "7.36", "kW", "")).power()).contains(new Power(7_360));
    }

    @Test
    void aUnitThatIsNoUnitOfTheQuantityIsNotGuessed() {
        assertThat(read(sample(Sample.ENERGY_IMPORT, "12", "Celsius", "")).energy())
                .isEmpty();
        assertThat(read(sample(Sample.POWER_IMPORT, "12", "VA", "")).power()).isEmpty();
        assertThat(read(sample(Sample.CURRENT_IMPORT, "12", "V", "")).current()).isEmpty();
    }

    @Test
    void withoutATotalThePhasesAreSummed() {
        Reading reading = read(
                sample(Sample.ENERGY_IMPORT, "100", "Wh", "L1"),
                sample(Sample.ENERGY_IMPORT, "200", "Wh", "L2"),
                sample(Sample.ENERGY_IMPORT, "300", "Wh", "L3"),
                sample(Sample.POWER_IMPORT, "1000", "W", "L2-N"));

        assertThat(reading.energy()).contains(Energy.ofWattHours(600));
        assertThat(reading.power()).contains(new Power(1_000));
    }

    @Test
    void aTotalCountsMoreThanItsPhases() {
        Reading reading = read(
                sample(Sample.ENERGY_IMPORT, "100", "Wh", "L1"),
                sample(Sample.ENERGY_IMPORT, "999", "Wh", ""),
                sample(Sample.ENERGY_IMPORT, "200", "Wh", "L2"));

        assertThat(reading.energy()).contains(Energy.ofWattHours(999));
    }

    @Test
    void linesBetweenPhasesAreNotSummed() {
        assertThat(read(sample(Sample.POWER_IMPORT, "1000", "W", "L1-L2")).power())
                .isEmpty();
    }

    @Test
    void theOutletCountsMoreThanWhereTheStationIsFed() {
        Sample inlet = at("Inlet", "5");

        assertThat(read(inlet, sample(Sample.ENERGY_IMPORT, "3", "Wh", "")).energy())
                .contains(Energy.ofWattHours(3));
        assertThat(read(sample(Sample.ENERGY_IMPORT, "3", "Wh", ""), inlet).energy())
                .contains(Energy.ofWattHours(3));
        assertThat(read(inlet, at("Cable", "4"), at("EV", "2")).energy()).contains(Energy.ofWattHours(4));
        assertThat(read(inlet).energy()).contains(Energy.ofWattHours(5));
    }

    @Test
    void phasesOfTheInletAreNotAddedToThoseOfTheOutlet() {
        Sample inlet = new Sample("900", Sample.ENERGY_IMPORT, "L2", "Inlet", Sample.PERIODIC, "Wh", false);

        assertThat(read(sample(Sample.ENERGY_IMPORT, "100", "Wh", "L1"), inlet).energy())
                .contains(Energy.ofWattHours(100));
        assertThat(read(inlet, sample(Sample.ENERGY_IMPORT, "100", "Wh", "L1")).energy())
                .contains(Energy.ofWattHours(100));
    }

    private static Sample at(String location, String wattHours) {
        return new Sample(wattHours, Sample.ENERGY_IMPORT, "", location, Sample.PERIODIC, "Wh", false);
    }

    @Test
    void aPhaseToldAloneAndAgainstNeutralIsCountedOnce() {
        Reading reading = read(
                sample(Sample.POWER_IMPORT, "1000", "W", "L1"),
                sample(Sample.POWER_IMPORT, "1000", "W", "L1-N"),
                sample(Sample.POWER_IMPORT, "500", "W", "L2-N"),
                sample(Sample.POWER_IMPORT, "500", "W", "L2"),
                sample(Sample.POWER_IMPORT, "7", "W", "N"));

        assertThat(reading.power()).contains(new Power(1_500));
    }

    @ParameterizedTest
    @CsvSource({
        "Energy.Active.Import.Register.L1, Energy.Active.Import.Register.L2",
        "Energy.Active.Import.Register.L1-N, energy.active.import.register.l2-n",
        "ENERGY.ACTIVE.IMPORT.REGISTER.L3, Energy.Active.Import.Register.L1"
    })
    void aPhaseBehindTheMeasurandIsAPhase(String one, String other) {
        assertThat(read(sample(one, "100", "Wh", ""), sample(other, "200", "Wh", ""))
                        .energy())
                .contains(Energy.ofWattHours(300));
    }

    @ParameterizedTest
    @CsvSource({
        "Wh, 1000",
        "wh, 1000",
        "WH, 1000",
        "'', 1000",
        "W, 1000",
        "kWh, 1000000",
        "kwh, 1000000",
        "KWH, 1000000",
        "kW, 1000000",
        "MWh, 1000000000"
    })
    void energyIsUnderstoodInEveryUnitItIsSentIn(String unit, long milliwattHours) {
        assertThat(read(sample(Sample.ENERGY_IMPORT, "1", unit, "")).energy()).contains(new Energy(milliwattHours));
    }

    @ParameterizedTest
    @CsvSource({"W, 7", "w, 7", "Power, 7", "POWER, 7", "'', 7", "Wh, 7", "kW, 7000", "KW, 7000", "kwh, 7000"})
    void powerIsUnderstoodInEveryUnitItIsSentIn(String unit, long watts) {
        assertThat(read(sample(Sample.POWER_IMPORT, "7", unit, "")).power()).contains(new Power(watts));
    }

    @Test
    void kilowattsSentAsWattsAreMendedWhereCurrentProvesThem() {
        Sample[] currents = {
            sample(Sample.CURRENT_IMPORT, "16", "A", "L1"),
            sample(Sample.CURRENT_IMPORT, "16", "A", "L2"),
            sample(Sample.CURRENT_IMPORT, "16", "A", "L3")
        };

        assertThat(read(currents[0], currents[1], currents[2], sample(Sample.POWER_IMPORT, "11", "W", ""))
                        .power())
                .contains(new Power(11_000));
        assertThat(read(currents[0], currents[1], currents[2], sample(Sample.POWER_IMPORT, "11040", "kW", ""))
                        .power())
                .contains(new Power(11_040));
    }

    @Test
    void whatNothingProvesIsNotMended() {
        assertThat(read(sample(Sample.POWER_IMPORT, "11", "W", "")).power()).contains(new Power(11));
        assertThat(read(sample(Sample.POWER_IMPORT, "11", "W", ""), sample(Sample.CURRENT_IMPORT, "0.1", "A", "L1"))
                        .power())
                .contains(new Power(11));
        assertThat(read(
                                sample(Sample.POWER_IMPORT, "50000", "W", ""),
                                sample("Voltage", "400", "V", ""),
                                sample(Sample.CURRENT_IMPORT, "125", "A", ""))
                        .power())
                .contains(new Power(50_000));
    }

    @ParameterizedTest
    @CsvSource({"9000000000, W", "1000001, W", "-1000001, W", "1001, kW"})
    void aPowerNoChargerHasIsKeptInTheSampleOnly(String value, String unit) {
        Sample beyond = sample(Sample.POWER_IMPORT, value, unit, "");
        Reading reading = read(beyond);

        assertThat(reading.power()).isEmpty();
        assertThat(reading.meterValue().samples()).containsExactly(beyond);
    }

    @Test
    void aMegawattIsAPower() {
        assertThat(read(sample(Sample.POWER_IMPORT, "1000", "kW", "")).power()).contains(new Power(1_000_000));
    }

    @Test
    void exportIsNoImport() {
        Reading reading = read(
                sample("Energy.Active.Export.Register", "9", "Wh", ""),
                sample("Energy.Active.Import.Interval", "9", "Wh", ""),
                sample("Energy.Reactive.Import.Register", "9", "Wh", ""),
                sample("Energy.Active.Import.RegisterX", "9", "Wh", ""),
                sample("Energy.Active.Import.Register.L9", "9", "Wh", ""),
                sample("Power.Active.Export", "9", "W", ""),
                sample("Current.Export", "9", "A", ""));

        assertThat(reading.energy()).isEmpty();
        assertThat(reading.power()).isEmpty();
        assertThat(reading.current()).isEmpty();
    }

    @Test
    void theRegisterAtTheBeginIsNotTheOneNow() {
        MeterValue value = new MeterValue(T0, List.of(in("Transaction.Begin", "100"), in("Transaction.End", "900")));

        assertThat(MeterReader.read(value, T0).energy()).contains(Energy.ofWattHours(900));
        assertThat(MeterReader.registerAtBegin(value)).isEqualTo(100_000);
        assertThat(read(in("Transaction.Begin", "100")).energy()).contains(Energy.ofWattHours(100));
    }

    private static Sample in(String context, String wattHours) {
        return new Sample(wattHours, Sample.ENERGY_IMPORT, "", Sample.OUTLET, context, "Wh", false);
    }

    @Test
    void theLargestPhaseCurrentIsTaken() {
        Reading reading = read(
                sample(Sample.CURRENT_IMPORT, "6.1", "A", "L1"),
                sample(Sample.CURRENT_IMPORT, "16.05", "A", "L2"),
                sample(Sample.CURRENT_IMPORT, "0", "A", "L3"));

        assertThat(reading.current()).contains(new Current(16_050));
    }

    @Test
    void aStateOfChargeOutsideItsRangeIsAbsent() {
        assertThat(read(sample(Sample.STATE_OF_CHARGE, "83", "Percent", "")).stateOfCharge())
                .contains(83);
        assertThat(read(sample(Sample.STATE_OF_CHARGE, "255", "Percent", "")).stateOfCharge())
                .isEmpty();
        assertThat(read(sample(Sample.STATE_OF_CHARGE, "-1", "Percent", "")).stateOfCharge())
                .isEmpty();
    }

    @Test
    void aSignedRecordIsNeverParsedEvenIfItLooksLikeANumber() {
        Sample signed = new Sample("1234", Sample.ENERGY_IMPORT, "", Sample.OUTLET, "Transaction.End", "Wh", true);

        Reading reading = read(signed);

        assertThat(reading.energy()).isEmpty();
        assertThat(reading.meterValue().samples()).containsExactly(signed);
    }

    @Test
    void otherMeasurandsStayInTheSamples() {
        assertThat(read(sample("Voltage", "230", "V", "L1-N"), sample("Energy.Active.Export.Register", "9", "Wh", "")))
                .satisfies(reading -> assertThat(reading.energy()).isEmpty())
                .satisfies(reading -> assertThat(reading.meterValue().samples()).hasSize(2));
    }

    private static Sample sample(String measurand, String value, String unit, String phase) {
        return new Sample(value, measurand, phase, Sample.OUTLET, Sample.PERIODIC, unit, false);
    }

    private static Reading read(Sample... samples) {
        return MeterReader.read(new MeterValue(T0, List.of(samples)), T0);
    }
}
