package org.ohmstead.simulator.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MeterTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant NEVER = NOON.plus(Duration.ofDays(30));

    private static Meter charging(Car car, Energy wanted) {
        var meter = new Meter(Outlet.AC_11_KW, 5_000, NOON);
        meter.plug(car);
        meter.draw(NOON, wanted);
        return meter;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7_200, 33_333, 89_999})
    void theCarGetsWhatItWantsToTheWattHour(long wattHours) {
        var meter = charging(Car.any(), Energy.wh(wattHours));

        meter.advanceTo(NEVER);

        assertThat(meter.registerWh()).isEqualTo(5_000 + wattHours);
        assertThat(meter.satisfied()).isTrue();
    }

    /** As a script does it: to the next reading or to the end, whichever comes first. */
    @ParameterizedTest
    @ValueSource(longs = {0, 100, 1_000, 5_000, 10_000})
    void aDrawingComesToItsEndHoweverRoundingMeetsTheGoal(long atLeast) {
        for (long wattHours = atLeast; wattHours < atLeast + 100; wattHours++) {
            var meter = charging(Car.any(), Energy.wh(wattHours));
            var at = NOON;
            for (int pieces = 0; !meter.satisfied(); pieces++) {
                assertThat(pieces).as("pieces of %d Wh", wattHours).isLessThan(1_000);
                at = meter.satisfiedBy(at.plusSeconds(60));
                meter.advanceTo(at);
            }
            assertThat(meter.registerWh()).isEqualTo(5_000 + wattHours);
        }
    }

    @Test
    void theRegisterNeverGoesBackHoweverTimeIsCutUp() {
        var meter = charging(Car.any(), Energy.kWh(20));
        var registers = new ArrayList<Long>();

        for (int second = 0; second < 9_000; second += 1 + second % 13) {
            meter.advanceTo(NOON.plusSeconds(second));
            registers.add(meter.registerWh());
        }
        meter.advanceTo(NOON);
        registers.add(meter.registerWh());

        assertThat(registers).isSorted().last().isEqualTo(25_000L);
    }

    @Test
    void theEnergyIsWhatThePowerAddsUpTo() {
        var meter = charging(Car.any(), Energy.kWh(10));
        double wattHours = 0;

        for (var at = NOON; !meter.satisfied(); at = at.plusSeconds(1)) {
            wattHours += meter.read(at).watts() / 3600;
        }

        assertThat(wattHours).isBetween(9_950.0, 10_050.0);
    }

    @Test
    void powerRampsUpHoldsAndTapersAsTheBatteryFills() {
        var meter = charging(new Car("test", 20_000, 0.5, 11_040, 3), Energy.kWh(100));

        double atOnce = meter.read(NOON.plusSeconds(1)).watts();
        double afterAMinute = meter.read(NOON.plusSeconds(60)).watts();
        double afterTenMinutes = meter.read(NOON.plusSeconds(600)).watts();
        double late = meter.read(NOON.plus(Duration.ofMinutes(50))).watts();

        assertThat(atOnce).isBetween(500.0, 4_000.0);
        assertThat(afterAMinute).isEqualTo(11_040);
        assertThat(afterTenMinutes).isEqualTo(11_040);
        assertThat(late).isBetween(100.0, 6_000.0);
    }

    @Test
    void aFullBatteryTakesNoMore() {
        var meter = charging(new Car("test", 20_000, 0.9, 11_040, 3), Energy.kWh(100));

        meter.advanceTo(NEVER);

        assertThat(meter.full()).isTrue();
        assertThat(meter.registerWh()).isBetween(6_998L, 7_001L);
        assertThat(meter.read(NEVER).watts()).isZero();
        assertThat(meter.read(NEVER).soc()).isEqualTo(100);
    }

    @Test
    void aFullBatteryPluggedInIsSatisfiedAtOnce() {
        var meter = charging(new Car("test", 20_000, 1, 11_040, 3), Energy.kWh(1));

        assertThat(meter.satisfiedBy(NEVER)).isEqualTo(NOON);
    }

    @Test
    void aCarOnOnePhaseLoadsOnePhase() {
        var meter = charging(new Car("test", 50_000, 0.2, 11_040, 1), Energy.kWh(10));

        var reading = meter.read(NOON.plusSeconds(60));

        assertThat(reading.watts()).isEqualTo(3_680);
        assertThat(reading.amperes()[0]).isBetween(15.0, 17.0);
        assertThat(reading.amperes()[1]).isZero();
        assertThat(reading.amperes()[2]).isZero();
    }

    @Test
    void nothingIsDrawnWhileTheCarRestsOrIsGone() {
        var meter = charging(Car.any(), Energy.kWh(10));
        meter.rest(NOON.plusSeconds(600));
        long register = meter.registerWh();

        meter.advanceTo(NOON.plusSeconds(1_200));
        meter.unplug(NOON.plusSeconds(1_300));
        meter.advanceTo(NEVER);

        assertThat(register).isGreaterThan(5_000);
        assertThat(meter.registerWh()).isEqualTo(register);
    }
}
