package org.ohmstead.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.transactions.Scene.T0;
import static org.ohmstead.transactions.Scene.sample;

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
    void onlyTheOutletCounts() {
        Sample inlet = new Sample("5", Sample.ENERGY_IMPORT, "", "Inlet", Sample.PERIODIC, "Wh", false);

        assertThat(read(inlet, sample(Sample.ENERGY_IMPORT, "3", "Wh", "")).energy())
                .contains(Energy.ofWattHours(3));
        assertThat(read(inlet).energy()).isEmpty();
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

    private static Reading read(Sample... samples) {
        return MeterReader.read(new MeterValue(T0, List.of(samples)), T0);
    }
}
