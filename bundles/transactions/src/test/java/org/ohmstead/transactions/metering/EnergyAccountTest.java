package org.ohmstead.transactions.metering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.model.Delivered;
import org.ohmstead.api.model.Delivered.Trust;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.MeterValue;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.RegisterKind;
import org.ohmstead.api.model.Sample;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Ending;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.transactions.metering.EnergyAccount.Verdict;

/** What the readings of a transaction come to. */
class EnergyAccountTest extends EnergyScene {

    @Test
    void aPlainSessionIsMeasured() {
        shows(60, "1500");
        shows(120, "2000");

        assertThat(ends(1_000, 180, 2_500)).isEqualTo(measured(1_500));
    }

    @Test
    void aStartWithoutReadingsIsMeasuredByItsStop() {
        assertThat(ends(1_000, 600, 3_000)).isEqualTo(measured(2_000));
        assertThat(ends(1_000, 0, 1_000)).as("over at once").isEqualTo(measured(0));
    }

    @Test
    void aRegisterThatIsRoundedAtTheEndIsNoBreak() {
        shows(60, "1500.9");

        assertThat(ends(1_000, 120, 1_500).delivered().orElseThrow().energy()).isEqualTo(new Energy(500_900));
        assertThat(trust(ends(1_000, 120, 1_500))).isEqualTo(Trust.MEASURED);
    }

    @Test
    void zeroAtTheStartBeforeAnOdometerIsNoRegister() { // EVBox, evcc #26734, citrineos-core #1060
        shows(60, "1234567");
        shows(600, "1236567");

        assertThat(ends(0, 1_200, 1_239_567)).isEqualTo(partly(5_000, TransactionFlag.REGISTER_SENTINEL));
    }

    @Test
    void zeroAtTheStartAndTheOdometerAtTheEndOnlyIsHeld() {
        Verdict verdict = ends(0, 1_200, 1_239_567);

        assertThat(trust(verdict)).isEqualTo(Trust.HELD);
        assertThat(verdict.delivered().orElseThrow().believed()).isEmpty();
        assertThat(verdict.flags()).containsExactly(TransactionFlag.REGISTER_SENTINEL);
    }

    @Test
    void aRegisterAtTheBeginInTheMeterValuesReplacesTheZero() {
        readings.add(reading(0, sample("1234567", "Transaction.Begin", "Wh")));

        assertThat(ends(0, 1_200, 1_239_567)).isEqualTo(measured(5_000, TransactionFlag.REGISTER_SENTINEL));
    }

    @Test
    void zeroAtTheStartIsBelievedWhereTheRegisterCountsOnFromThere() {
        shows(60, "300");

        assertThat(ends(0, 600, 3_000)).isEqualTo(measured(3_000));
    }

    @Test
    void zeroAtTheStartIsNotBelievedOfAModelThatNeverShowsIt() {
        kind = Optional.of(RegisterKind.LIFETIME);
        shows(60, "3000");

        assertThat(ends(0, 600, 5_000)).isEqualTo(partly(2_000, TransactionFlag.REGISTER_SENTINEL));
    }

    @Test
    void zeroAtTheStartIsBelievedOfAModelThatBeginsAnewEachTime() {
        kind = Optional.of(RegisterKind.RESETS_PER_TRANSACTION);
        shows(60, "15000");

        assertThat(ends(0, 600, 20_000)).isEqualTo(measured(20_000));
    }

    @ParameterizedTest
    @ValueSource(longs = {2_147_483_647L, 4_294_967_295L, -1, -5_000, 10_000_000_000_001L})
    void whatIsNoRegisterAtTheStartIsNoBaseline(long wattHours) { // Zaptec, evcc #27499
        shows(60, "5000");

        assertThat(ends(wattHours, 600, 8_000)).isEqualTo(partly(3_000, TransactionFlag.REGISTER_SENTINEL));
    }

    @ParameterizedTest
    @ValueSource(longs = {2_147_483_647L, 4_294_967_295L, -1})
    void whatIsNoRegisterAtTheStartAndNoReadingsIsHeld(long wattHours) {
        assertThat(trust(ends(wattHours, 600, 8_000))).isEqualTo(Trust.HELD);
    }

    @ParameterizedTest
    @ValueSource(longs = {2_147_483_647L, 0, -1})
    void whatIsNoRegisterAtTheEndLeavesWhatWasReadBefore(long wattHours) {
        shows(60, "5000");

        assertThat(ends(4_000, 600, wattHours)).isEqualTo(partly(1_000, TransactionFlag.REGISTER_SENTINEL));
    }

    @Test
    void kilowattHoursAndACommaAreTheSameRegister() {
        shows(60, "1,5", "kWh");
        shows(120, "2000,0", "Wh");

        assertThat(ends(1_000, 180, 2_500)).isEqualTo(measured(1_500));
    }

    @Test
    void piecesAreAddedUp() {
        piece(900, "250", Sample.PERIODIC);
        piece(1_800, "300", Sample.PERIODIC);

        assertThat(ends(0, 1_800, 0)).isEqualTo(partly(550));
    }

    @Test
    void piecesByTheClockAndBySamplingAreTheSameEnergy() {
        piece(900, "250", Sample.PERIODIC);
        piece(900, "250", "Sample.Clock");
        piece(1_800, "300", Sample.PERIODIC);
        piece(1_800, "300", "Sample.Clock");
        piece(1_800, "300", "Transaction.End");

        assertThat(ends(0, 1_800, 0)).isEqualTo(partly(550));
    }

    @Test
    void aRegisterCountsMoreThanPieces() {
        piece(900, "250", Sample.PERIODIC);

        assertThat(ends(1_000, 1_800, 1_600)).isEqualTo(measured(600));
    }

    @Test
    void powerThatAgreesIsTold() {
        for (int minute = 0; minute <= 60; minute++) {
            powers(minute * 60, "7000");
        }

        assertThat(ends(0, 3_600, 7_100))
                .isEqualTo(new Verdict(
                        Optional.of(new Delivered(
                                Energy.ofWattHours(7_100), Trust.MEASURED, Optional.of(Energy.ofWattHours(7_000)))),
                        Set.of()));
    }

    /** Samples are five minutes apart, the car begins right after the first and is full right after the third. */
    @ParameterizedTest
    @ValueSource(longs = {1_900, 3_700, 5_500})
    void anythingBetweenTwoSamplesMayHaveFlowedBetweenThem(long wattHours) {
        powers(0, "0");
        powers(300, "22000");
        powers(600, "22000");
        powers(900, "0");

        assertThat(trust(ends(0, 900, wattHours))).isEqualTo(Trust.MEASURED);
        assertThat(ends(0, 900, 1_200).flags()).containsExactly(TransactionFlag.ENERGY_DISAGREES);
        assertThat(ends(0, 900, 6_200).flags()).containsExactly(TransactionFlag.ENERGY_DISAGREES);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3_000, 9_000, 70_000})
    void powerThatContradictsTheRegisterHolds(long wattHours) {
        for (int minute = 0; minute <= 60; minute++) {
            powers(minute * 60, "7000");
        }

        Verdict verdict = ends(0, 3_600, wattHours);

        assertThat(trust(verdict)).isEqualTo(Trust.HELD);
        assertThat(verdict.flags()).containsExactly(TransactionFlag.ENERGY_DISAGREES);
    }

    @Test
    void whatMayHaveFlowedWhilePowerWasNotToldIsNoContradiction() {
        for (int minute = 0; minute <= 40; minute++) {
            powers(minute * 60, "7000");
        }

        assertThat(trust(ends(0, 3_600, 7_000))).as("20 minutes of silence").isEqualTo(Trust.MEASURED);
        assertThat(trust(ends(0, 3_600, 4_700))).as("nothing in them").isEqualTo(Trust.MEASURED);
        assertThat(trust(ends(0, 3_600, 9_000))).isEqualTo(Trust.HELD);
    }

    @Test
    void powerToldSeldomOrAlwaysZeroContradictsNothing() {
        powers(0, "100");
        powers(1_800, "100");
        assertThat(trust(ends(0, 3_600, 7_000))).isEqualTo(Trust.MEASURED);

        readings.clear();
        for (int minute = 0; minute <= 60; minute++) {
            powers(minute * 60, "0");
        }
        assertThat(trust(ends(0, 3_600, 7_000))).isEqualTo(Trust.MEASURED);
    }

    @Test
    void aValueJustAfterTheStopBelongsToTheSession() {
        shows(605, "3500");

        assertThat(ends(1_000, 600, 3_000)).isEqualTo(measured(2_500));
    }

    @Test
    void aValueLongAfterTheStopDoesNot() {
        shows(905, "3500");

        assertThat(ends(1_000, 600, 3_000)).isEqualTo(measured(2_000));
    }

    @Test
    void anEstimatedEndIsNeverQuiteMeasured() {
        shows(300, "2000");
        Ending ending = new Ending(at(600), at(600), Optional.empty(), "Superseded", Optional.empty(), true);

        assertThat(EnergyAccount.of(transaction(1_000L, Optional.of(ending)), kind, readings)
                        .atEnd(ending, false))
                .isEqualTo(partly(1_000));
    }

    @Test
    void anEndWithoutAnyRegisterIsHeld() {
        Ending ending = new Ending(at(600), at(600), Optional.empty(), "Superseded", Optional.empty(), true);

        assertThat(trust(EnergyAccount.begin(transaction(null, Optional.of(ending)), kind)
                        .atEnd(ending, false)))
                .isEqualTo(Trust.HELD);
    }

    @Test
    void whatIsOpenAndInDoubtIsNotJudgedYet() {
        shows(60, "5000");
        shows(120, "0");

        Verdict verdict = EnergyAccount.of(transaction(4_000L, Optional.empty()), kind, readings)
                .soFar(false);

        assertThat(verdict).isEqualTo(partly(1_000));
    }

    @Test
    void aSignedRecordIsNotCounted() {
        readings.add(MeterReader.read(
                new MeterValue(
                        at(60),
                        List.of(new Sample(
                                "999999", Sample.ENERGY_IMPORT, "", Sample.OUTLET, "Transaction.Begin", "Wh", true))),
                at(61)));

        assertThat(ends(1_000, 600, 2_000)).isEqualTo(measured(1_000));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void anyOrderAndRepetitionOfTheReadingsGivesTheSameEnergy(long seed) {
        Random random = new Random(seed);
        booted = random.nextBoolean();
        oddSession(random);
        Verdict inOrder = ends(random.nextInt(3) * 1_000L, 3_600, 30_000);

        for (int i = 0; i < 20; i++) {
            List<Reading> shuffled = new ArrayList<>(readings);
            shuffled.addAll(readings.subList(0, random.nextInt(readings.size())));
            Collections.shuffle(shuffled, random);
            readings.clear();
            readings.addAll(shuffled);
            assertThat(ends(lastStart, 3_600, 30_000)).isEqualTo(inOrder);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void addingReadingsOneByOneGivesTheSameAsAllAtOnce(long seed) {
        Random random = new Random(seed);
        oddSession(random);
        Transaction open = transaction(2_000L, Optional.empty());
        EnergyAccount account = EnergyAccount.begin(open, kind);
        List<Reading> taken = new ArrayList<>();
        for (Reading reading : readings) {
            if (account.takes(reading)) {
                account = account.with(reading);
                taken.add(reading);
            }
        }
        Ending ending = ending(3_600, 30_000);

        assertThat(account.stopped(ending).orElseThrow().atEnd(ending, true))
                .isEqualTo(EnergyAccount.of(transaction(2_000L, Optional.of(ending)), kind, taken)
                        .atEnd(ending, true));
        assertThat(taken).hasSizeGreaterThan(40);
    }

    private void oddSession(Random random) {
        long register = 2_000;
        for (int minute = 0; minute < 60; minute++) {
            register = random.nextInt(25) == 0 ? random.nextInt(300) : register + random.nextInt(400);
            boolean slip = random.nextInt(12) == 0;
            String shown = slip ? random.nextBoolean() ? "0" : "99999999" : Long.toString(register);
            readings.add(reading(
                    minute * 60,
                    sample(shown, random.nextInt(4) == 0 ? "Sample.Clock" : Sample.PERIODIC, "Wh"),
                    new Sample(
                            Integer.toString(random.nextInt(11_000)),
                            Sample.POWER_IMPORT,
                            "",
                            Sample.OUTLET,
                            Sample.PERIODIC,
                            "W",
                            false)));
            if (random.nextInt(5) == 0) {
                readings.add(reading(minute * 60, register(Long.toString(register + 1))));
            }
            if (random.nextInt(9) == 0) {
                piece(minute * 60, "17", random.nextBoolean() ? Sample.PERIODIC : "Sample.Clock");
            }
        }
    }

    private void powers(int second, String watts) {
        readings.add(reading(
                second, new Sample(watts, Sample.POWER_IMPORT, "", Sample.OUTLET, Sample.PERIODIC, "W", false)));
    }

    private void piece(int second, String wattHours, String context) {
        readings.add(reading(
                second,
                new Sample(wattHours, "Energy.Active.Import.Interval", "", Sample.OUTLET, context, "Wh", false)));
    }
}
