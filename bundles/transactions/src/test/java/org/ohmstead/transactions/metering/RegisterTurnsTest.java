package org.ohmstead.transactions.metering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.model.Delivered.Trust;
import org.ohmstead.api.model.MeterValue;
import org.ohmstead.api.model.RegisterKind;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.transactions.metering.EnergyAccount.Verdict;

/** Registers that fall, leap or begin anew. */
class RegisterTurnsTest extends EnergyScene {

    @Test
    void somethingThatIsNoRegisterInBetweenDoesNoHarm() {
        shows(60, "5000");
        shows(120, "2147483647");
        shows(180, "-1");
        shows(240, "6000");

        assertThat(ends(4_000, 600, 7_000)).isEqualTo(measured(3_000, TransactionFlag.REGISTER_SENTINEL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "900000000", "17"})
    void aSlipThatComesBackIsForgotten(String slip) {
        shows(60, "5000");
        shows(120, slip);
        shows(180, slip);
        shows(240, "6000");

        assertThat(ends(4_000, 600, 7_000)).isEqualTo(measured(3_000));
    }

    @Test
    void aRegisterThatBeginsAnewWithoutReasonIsHeld() {
        shows(60, "5000");
        shows(120, "10");
        shows(180, "500");

        Verdict verdict = ends(4_000, 600, 2_000);

        assertThat(trust(verdict)).isEqualTo(Trust.HELD);
        assertThat(verdict.flags()).containsExactly(TransactionFlag.REGISTER_RESET);
    }

    @Test
    void aRegisterThatBeganAnewAtABootIsCountedOn() {
        shows(60, "5000");
        booted = true;
        shows(120, "10");
        shows(180, "500");

        assertThat(ends(4_000, 600, 2_000)).isEqualTo(partly(3_000, TransactionFlag.REGISTER_RESET));
    }

    @Test
    void aModelThatBeginsAnewAtABootNeedsNoBootToldOf() {
        kind = Optional.of(RegisterKind.RESETS_PER_BOOT);
        shows(60, "5000");
        shows(120, "10");

        assertThat(ends(4_000, 600, 2_000)).isEqualTo(partly(3_000, TransactionFlag.REGISTER_RESET));
    }

    @Test
    void aModelThatNeverBeginsAnewIsNotBelievedToHaveAtABoot() {
        kind = Optional.of(RegisterKind.LIFETIME);
        booted = true;
        shows(60, "5000");
        shows(120, "10");

        assertThat(trust(ends(4_000, 600, 2_000))).isEqualTo(Trust.HELD);
    }

    @Test
    void aModelThatBeginsAnewEachTimeMayTellTheRegisterOfTheTransactionBeforeAtTheStart() {
        kind = Optional.of(RegisterKind.RESETS_PER_TRANSACTION);
        shows(60, "300");

        assertThat(ends(9_000, 600, 2_000)).isEqualTo(measured(2_000));
    }

    @Test
    void aModelThatBeginsAnewEachTimeIsHeldWhereItDoesInBetween() {
        kind = Optional.of(RegisterKind.RESETS_PER_TRANSACTION);
        shows(60, "3000");
        shows(120, "10");

        assertThat(trust(ends(0, 600, 2_000))).isEqualTo(Trust.HELD);
    }

    @ParameterizedTest
    @EnumSource(RegisterKind.class)
    void aFallToWhatCannotHaveBeenCountedSinceIsHeldWhateverTheKind(RegisterKind known) {
        kind = Optional.of(known);
        booted = true;
        shows(60, "900000000");
        shows(120, "800000000");

        assertThat(trust(ends(899_999_000, 600, 800_001_000))).isEqualTo(Trust.HELD);
    }

    @Test
    void aRiseNoChargerMakesIsHeld() {
        shows(60, "5000");
        shows(120, "9000000");
        shows(180, "9001000");

        Verdict verdict = ends(4_000, 600, 9_002_000);

        assertThat(trust(verdict)).isEqualTo(Trust.HELD);
        assertThat(verdict.flags()).containsExactly(TransactionFlag.REGISTER_JUMP);
    }

    @Test
    void aRiseNoChargerMakesAtTheStopIsHeld() {
        shows(60, "5000");

        assertThat(trust(ends(4_000, 120, 1_000_000))).isEqualTo(Trust.HELD);
    }

    @Test
    void aFastChargerIsBelieved() {
        shows(900, "90000");

        assertThat(ends(1_000, 1_800, 179_000)).isEqualTo(measured(178_000));
    }

    @Test
    void aClockThatBeginsIn1970AndIsSetInBetweenDoesNotTurnTheRegisterRound() {
        readings.add(MeterReader.read(
                new MeterValue(Instant.parse("1970-01-01T00:01:00Z"), List.of(register("1500"))), at(60)));
        readings.add(MeterReader.read(
                new MeterValue(Instant.parse("2014-01-01T00:02:00Z"), List.of(register("1600"))), at(120)));
        shows(180, "2000");

        assertThat(ends(1_000, 240, 2_500)).isEqualTo(measured(1_500));
    }
}
