package org.ohmstead.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.api.model.Evidence.Kind.AGE;
import static org.ohmstead.api.model.Evidence.Kind.BOOT;
import static org.ohmstead.api.model.Evidence.Kind.METER_IDLE;
import static org.ohmstead.api.model.Evidence.Kind.STATUS_AVAILABLE;
import static org.ohmstead.api.model.Evidence.Kind.STOP_UNMATCHED;
import static org.ohmstead.transactions.Scene.T0;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Evidence;
import org.ohmstead.api.model.Evidence.Kind;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Ending;
import org.ohmstead.api.model.Transaction.Register;

/** Which evidence makes an end, after what time, and with which bound. */
class LadderTest {

    private static final Instant LAST_READING = T0.plusSeconds(1_800);
    private static final Instant SIGNS = T0.plusSeconds(3_600);
    private static final Duration WEEKS = Duration.ofDays(30);
    private final Scene scene = new Scene();
    private final Transaction started = scene.starts(1, T0, 1_000).transaction();
    private final Transaction charging = started.with(
            Optional.of(new Register(LAST_READING, Energy.ofWattHours(5_000))),
            Optional.empty(),
            Set.of(),
            Optional.empty());
    private final Ladder ladder = new Ladder(Patience.of(new ShippedSettings()));

    private static List<Evidence> signs(Kind... kinds) {
        return Arrays.stream(kinds)
                .map(kind -> new Evidence(
                        kind,
                        SIGNS,
                        SIGNS,
                        kind == STOP_UNMATCHED ? Optional.of(Energy.ofWattHours(6_000)) : Optional.empty(),
                        "",
                        Optional.empty()))
                .toList();
    }

    private Optional<Ending> end(Transaction of, Duration later, Kind... kinds) {
        return ladder.end(of, signs(kinds), Optional.of(T0), SIGNS.plus(later));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void noSignAloneEndsATransactionHoweverLongItStands(Kind kind) {
        assertThat(end(charging, WEEKS, kind)).isEmpty();
    }

    @Test
    void aStopThatFitsNeedsOneMoreSignAndGivesTimeAndRegister() {
        for (Kind more : EnumSet.of(STATUS_AVAILABLE, BOOT, METER_IDLE)) {
            assertThat(end(charging, Duration.ofMinutes(9), STOP_UNMATCHED, more))
                    .isEmpty();
            assertThat(end(charging, Duration.ofMinutes(10), STOP_UNMATCHED, more))
                    .hasValueSatisfying(ending -> {
                        assertThat(ending.at()).isEqualTo(SIGNS);
                        assertThat(ending.meterStop()).contains(Energy.ofWattHours(6_000));
                        assertThat(ending.estimated()).isTrue();
                        assertThat(ending.stoppedReason()).isEqualTo(Ending.ESTIMATED_REASON);
                    });
        }
    }

    @Test
    void aFreeConnectorAndAnIdleMeterEndItWhenTheConnectorWasFree() {
        assertThat(end(charging, Duration.ofMinutes(10), STATUS_AVAILABLE, METER_IDLE))
                .hasValueSatisfying(ending -> {
                    assertThat(ending.at()).isEqualTo(SIGNS);
                    assertThat(ending.meterStop()).contains(Energy.ofWattHours(5_000));
                });
    }

    @Test
    void afterABootNothingIsKnownOfTheTimeAfterTheLastReading() {
        assertThat(end(charging, Duration.ofMinutes(10), STATUS_AVAILABLE, BOOT))
                .hasValueSatisfying(ending -> assertThat(ending.at()).isEqualTo(LAST_READING));
        assertThat(end(charging, Duration.ofHours(24), BOOT, METER_IDLE))
                .hasValueSatisfying(ending -> assertThat(ending.at()).isEqualTo(LAST_READING));
    }

    @Test
    void weakSignsHaveToStandForLong() {
        assertThat(end(charging, Duration.ofHours(23), BOOT, METER_IDLE)).isEmpty();
        assertThat(end(charging, Duration.ofHours(23), AGE, METER_IDLE)).isEmpty();
        assertThat(end(charging, Duration.ofHours(24), AGE, METER_IDLE)).isPresent();
    }

    @Test
    void weakSignsThatDoNotBelongTogetherNeverEndIt() {
        assertThat(end(charging, WEEKS, AGE, STATUS_AVAILABLE)).isEmpty();
        assertThat(end(charging, WEEKS, AGE, BOOT)).isEmpty();
        assertThat(end(charging, WEEKS, AGE, STOP_UNMATCHED)).isEmpty();
    }

    @Test
    void aStationThatIsAwayMayStillHaveTheStop() {
        assertThat(ladder.end(charging, signs(STATUS_AVAILABLE, METER_IDLE), Optional.empty(), SIGNS.plus(WEEKS)))
                .isEmpty();
        assertThat(ladder.end(charging, signs(BOOT, METER_IDLE), Optional.empty(), SIGNS.plus(WEEKS)))
                .isPresent();
    }

    @Test
    void aStationThatJustCameBackGetsTimeToTell() {
        Instant back = SIGNS.plus(Duration.ofHours(5));
        List<Evidence> signs = signs(STATUS_AVAILABLE, METER_IDLE);

        assertThat(ladder.end(charging, signs, Optional.of(back), back.plusSeconds(599)))
                .isEmpty();
        assertThat(ladder.end(charging, signs, Optional.of(back), back.plusSeconds(600)))
                .isPresent();
    }

    @Test
    void whatWasNeverMeteredEndsWithoutARegister() {
        assertThat(end(started, Duration.ofMinutes(10), STATUS_AVAILABLE, BOOT)).hasValueSatisfying(ending -> {
            assertThat(ending.at()).isEqualTo(T0);
            assertThat(ending.meterStop()).isEmpty();
        });
    }

    @Test
    void anEndIsNeverBeforeTheStart() {
        Transaction oddClock = charging.with(
                Optional.of(new Register(Instant.EPOCH, Energy.ofWattHours(5_000))),
                Optional.empty(),
                Set.of(),
                Optional.empty());

        assertThat(end(oddClock, Duration.ofHours(24), BOOT, METER_IDLE))
                .hasValueSatisfying(ending -> assertThat(ending.at()).isEqualTo(T0));
    }
}
