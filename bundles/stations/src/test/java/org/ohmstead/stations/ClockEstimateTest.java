package org.ohmstead.stations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.model.BelievedTime;
import org.ohmstead.api.model.BelievedTime.How;
import org.ohmstead.api.model.StationClock.Kind;

class ClockEstimateTest {

    private static final Instant T0 = Instant.parse("2026-11-22T08:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Duration HOUR = Duration.ofHours(1);

    private ClockEstimate clock = ClockEstimate.unknown(BERLIN);

    private void live(Instant shown, Instant receivedAt) {
        clock = clock.seen(new ClockSample(shown, receivedAt, false));
    }

    private void queueable(Instant shown, Instant receivedAt) {
        clock = clock.seen(new ClockSample(shown, receivedAt, true));
    }

    private BelievedTime queued(Instant shown, Instant receivedAt) {
        return clock.believe(shown, receivedAt, true);
    }

    private Kind kind() {
        return clock.clock().orElseThrow().kind();
    }

    private Duration offset() {
        return clock.clock().orElseThrow().offset();
    }

    private static Instant minute(long minutes) {
        return T0.plus(Duration.ofMinutes(minutes));
    }

    @Test
    void aRightClockIsBelieved() {
        live(T0.minusSeconds(1), T0);

        assertThat(kind()).isEqualTo(Kind.RIGHT);
        assertThat(queued(minute(-3 * 1440), T0))
                .isEqualTo(new BelievedTime(minute(-3 * 1440), How.STATION, Duration.ofSeconds(-1)));
    }

    @Test
    void aFewSecondsOfNetworkAreNoOffset() {
        live(T0.minusSeconds(1), T0);
        live(minute(1).minusSeconds(20), minute(1));
        live(minute(2).minusSeconds(1), minute(2));

        assertThat(offset()).isEqualTo(Duration.ofSeconds(-1));
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 60, 3 * 1440})
    void aQueueThatEmptiesDoesNotMoveTheClock(long minutesAgo) {
        live(T0, T0);
        for (int i = 0; i < 20; i++) {
            queueable(minute(i - minutesAgo - 20), minute(30).plusSeconds(i));
        }

        assertThat(kind()).isEqualTo(Kind.RIGHT);
        assertThat(offset()).isZero();
    }

    @Test
    void aQueueThatEmptiesSlowlyDoesNotMoveAClockSeenToBeRight() {
        live(T0, T0);
        for (int i = 0; i < 20; i++) {
            queueable(minute(i - 300), minute(i));
        }

        assertThat(offset()).isZero();
    }

    @Test
    void aStatusOfLongAgoDoesNotMoveTheClock() {
        live(T0, T0);
        live(minute(-200), minute(1));
        live(minute(-200), minute(2));
        live(minute(-100), minute(2));

        assertThat(offset()).isZero();
    }

    @Test
    void aQueueIsNoClockWhereNothingElseIsKnown() {
        queueable(minute(-60), T0);
        queueable(minute(-45), T0.plusSeconds(1));

        assertThat(clock.clock()).isEmpty();
        assertThat(queued(minute(-60), T0).how()).isEqualTo(How.STATION);
    }

    @Test
    void aClockThatIsAheadIsCorrected() {
        live(minute(40), T0);

        assertThat(kind()).isEqualTo(Kind.OFF);
        assertThat(queued(minute(30), T0))
                .isEqualTo(new BelievedTime(minute(-10), How.CORRECTED, Duration.ofMinutes(40)));
    }

    @Test
    void aClockThatIsBehindIsBelievedToBeWhenTwoMessagesTickAlike() {
        live(minute(-40), T0);
        assertThat(clock.clock()).isEmpty();

        live(minute(-39), minute(1));
        assertThat(offset()).isEqualTo(Duration.ofMinutes(-40));
        assertThat(queued(minute(-39), minute(1)).at()).isEqualTo(minute(1));
    }

    @Test
    void queuedMessagesOfAClockThatIsBehindAreCorrectedAfterThreeDaysOffline() {
        live(minute(-40), T0);
        live(minute(-39), minute(1));
        Instant back = minute(3 * 1440);

        assertThat(queued(minute(60 - 40), back))
                .isEqualTo(new BelievedTime(minute(60), How.CORRECTED, Duration.ofMinutes(-40)));
    }

    @Test
    void oneGlitchIntoTheFutureIsNotFollowed() {
        live(T0, T0);
        live(minute(500_000), minute(1));

        assertThat(offset()).isZero();
        assertThat(queued(minute(500_000), minute(1)))
                .isEqualTo(new BelievedTime(minute(1), How.UNKNOWN, Duration.ZERO));
    }

    @Test
    void aTimeInTheFutureIsNotBelievedOfAnUnknownClock() {
        assertThat(queued(minute(60), T0).how()).isEqualTo(How.UNKNOWN);
        assertThat(clock.believe(minute(60), T0, false)).isEqualTo(new BelievedTime(T0, How.RECEIVED, Duration.ZERO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:03:00Z", "2014-01-01T00:03:00Z"})
    void aClockWithoutBatteryIsCorrectedWhileItIsKnown(String shown) {
        Instant factory = Instant.parse(shown);
        live(factory, T0);

        assertThat(kind()).isEqualTo(Kind.FACTORY_START);
        assertThat(queued(factory.plusSeconds(60), minute(5))).satisfies(believed -> {
            assertThat(believed.at()).isEqualTo(minute(1));
            assertThat(believed.how()).isEqualTo(How.CORRECTED);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:03:00Z", "2014-01-01T00:03:00Z", "0001-01-01T00:00:00Z"})
    void aQueuedTimeOfAnUnknownFactoryClockIsUnknown(String shown) {
        assertThat(queued(Instant.parse(shown), T0)).isEqualTo(new BelievedTime(T0, How.UNKNOWN, Duration.ZERO));
        live(T0, T0);
        assertThat(queued(Instant.parse(shown), T0).how()).isEqualTo(How.UNKNOWN);
    }

    @Test
    void afterTheClockWasSetWhatWaitedIsReadByTheClockOfThen() {
        Instant factory = Instant.parse("1970-01-01T00:03:00Z");
        live(factory, T0);
        live(minute(10), minute(10));

        assertThat(kind()).isEqualTo(Kind.RIGHT);
        assertThat(clock.jumps()).isEqualTo(1);
        assertThat(queued(factory.plusSeconds(120), minute(11)).at()).isEqualTo(minute(2));
        assertThat(queued(minute(11), minute(11)).how()).isEqualTo(How.STATION);
    }

    @Test
    void aClockSetBackInMidSessionIsReadByTheClockOfThen() {
        live(T0.plus(HOUR), T0);
        live(minute(10), minute(10)); // set by NTP

        assertThat(queued(minute(5).plus(HOUR), minute(11)).at()).isEqualTo(minute(5));
        assertThat(queued(minute(11), minute(11)).at()).isEqualTo(minute(11));
    }

    @Test
    void aFactoryClockThatStandsStillSaysNothing() {
        live(Instant.EPOCH, T0);
        live(Instant.EPOCH, minute(1));

        assertThat(kind()).isEqualTo(Kind.STOPPED);
        assertThat(queued(Instant.EPOCH, minute(2)).how()).isEqualTo(How.UNKNOWN);
        assertThat(clock.believe(Instant.EPOCH, minute(2), false).how()).isEqualTo(How.RECEIVED);
    }

    @Test
    void aClockThatStoodStillAndIsSetIsBelieved() {
        live(Instant.EPOCH, T0);
        live(Instant.EPOCH, minute(1));
        live(minute(2), minute(2));

        assertThat(kind()).isEqualTo(Kind.RIGHT);
    }

    @Test
    void localTimeSentAsUtcIsRecognised() {
        live(T0.plus(HOUR), T0);

        assertThat(kind()).isEqualTo(Kind.LOCAL_TIME);
        assertThat(queued(T0.plus(HOUR), T0)).isEqualTo(new BelievedTime(T0, How.CORRECTED, HOUR));
    }

    @Test
    void anHourAheadIsNoLocalTimeWhereTheSiteIsElsewhere() {
        clock = ClockEstimate.unknown(ZoneOffset.UTC);
        live(T0.plus(HOUR), T0);

        assertThat(kind()).isEqualTo(Kind.OFF);
    }

    @Test
    void fortyMinutesAheadAreNoLocalTime() {
        live(minute(40), T0);

        assertThat(kind()).isEqualTo(Kind.OFF);
    }

    @Test
    void localTimeStaysRecognisedWhenSummerEnds() {
        Instant change = Instant.parse("2026-10-25T01:00:00Z");
        live(change.minusSeconds(600).plus(HOUR).plus(HOUR), change.minusSeconds(600));
        live(change.plusSeconds(600).plus(HOUR), change.plusSeconds(600));

        assertThat(kind()).isEqualTo(Kind.LOCAL_TIME);
        assertThat(clock.jumps()).isZero();
        assertThat(offset()).isEqualTo(HOUR);
        // From before the change, told after it: three in the night minus two hours.
        assertThat(queued(Instant.parse("2026-10-25T01:30:00Z"), change.plusSeconds(600))
                        .at())
                .isEqualTo(Instant.parse("2026-10-24T23:30:00Z"));
    }

    @Test
    void theHourThatComesTwiceIsTheOneThatHasBeen() {
        Instant change = Instant.parse("2026-10-25T01:00:00Z");
        live(change.minusSeconds(600).plus(HOUR).plus(HOUR), change.minusSeconds(600));
        Instant halfPastTwo = Instant.parse("2026-10-25T02:30:00Z");

        assertThat(queued(halfPastTwo, change.minusSeconds(1_800)).at()).isEqualTo(change.minusSeconds(1_800));
        assertThat(queued(halfPastTwo, change.plusSeconds(1_800)).at()).isEqualTo(change.plusSeconds(1_800));
    }

    @Test
    void localTimeThatDoesNotFollowTheSeasonIsCorrectedAllTheSame() {
        Instant change = Instant.parse("2026-03-29T01:00:00Z");
        live(change.minusSeconds(600).plus(HOUR), change.minusSeconds(600));
        live(change.plusSeconds(600).plus(HOUR), change.plusSeconds(600));
        live(change.plusSeconds(700).plus(HOUR), change.plusSeconds(700));

        assertThat(queued(change.plusSeconds(700).plus(HOUR), change.plusSeconds(700))
                        .at())
                .isEqualTo(change.plusSeconds(700));
    }

    @Test
    void queuedMessagesAfterThreeDaysOfflineWithLocalTimeAreCorrected() {
        live(T0.plus(HOUR), T0);
        Instant back = minute(3 * 1440);
        clock = clock.connected(BERLIN);
        queueable(minute(60).plus(HOUR), back);
        live(back.plus(HOUR), back);

        assertThat(queued(minute(60).plus(HOUR), back).at()).isEqualTo(minute(60));
    }

    @Test
    void whatIsOlderThanAMonthIsNotBelieved() {
        live(T0, T0);

        assertThat(queued(minute(-40 * 1440), T0).how()).isEqualTo(How.UNKNOWN);
    }

    @Test
    void aBelievedTimeIsNeverAfterItWasHeardOf() {
        live(minute(40), T0);

        assertThat(queued(minute(41).plusSeconds(20), minute(1)).at()).isEqualTo(minute(1));
    }

    @Test
    void aReconnectForgetsDoubtsButNotTheClock() {
        live(T0, T0);
        live(minute(-40), minute(1));
        clock = clock.connected(BERLIN);
        live(minute(-39), minute(2));

        assertThat(kind()).isEqualTo(Kind.RIGHT);
    }
}
