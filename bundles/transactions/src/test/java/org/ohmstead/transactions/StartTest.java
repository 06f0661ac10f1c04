package org.ohmstead.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.transactions.Scene.CARD;
import static org.ohmstead.transactions.Scene.CP1;
import static org.ohmstead.transactions.Scene.CP2;
import static org.ohmstead.transactions.Scene.T0;
import static org.ohmstead.transactions.Scene.by;
import static org.ohmstead.transactions.Scene.end;
import static org.ohmstead.transactions.Scene.receivedAt;
import static org.ohmstead.transactions.Scene.second;
import static org.ohmstead.transactions.Scene.start;
import static org.ohmstead.transactions.Scene.withId;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.Transactions.Start;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.BelievedTime;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Ending;
import org.ohmstead.api.model.TransactionEvent.Started;
import org.ohmstead.api.model.TransactionFlag;

class StartTest {

    private final Scene scene = new Scene();

    @Test
    void aStartOpensATransactionWithANumber() {
        Start start = scene.starts(1, T0, 1_000);

        assertThat(start.authorization()).isEqualTo(Authorization.ACCEPTED);
        assertThat(Integer.parseInt(Scene.idOf(start))).isPositive();
        assertThat(start.transaction().flags()).isEmpty();
        assertThat(scene.service.open(Scope.ALL)).containsExactly(start.transaction());
    }

    @Test
    void aRepeatedStartGetsTheSameNumberAndTheSameAnswer() {
        Start first = scene.starts(1, T0, 1_000);
        scene.verdicts.byToken.put(CARD, Authorization.of(AuthorizationStatus.BLOCKED));
        Start second = scene.service.started(receivedAt(start(CP1, 1, T0, 1_000), second(3_600)));

        assertThat(second).isEqualTo(first);
        assertThat(scene.count()).isEqualTo(1);
        assertThat(scene.verdicts.asked).isEqualTo(1);
    }

    @Test
    void aStartRepeatedAfterTheServerRestartedGetsTheSameNumber() {
        Start first = scene.starts(1, T0, 1_000);
        scene.restart();

        assertThat(scene.starts(1, T0, 1_000).transaction()).isEqualTo(first.transaction());
    }

    @Test
    void aStartThatWaitedInTheStationOverABootIsStillTheSame() {
        Start first = scene.starts(1, T0, 1_000);
        scene.service.stationBooted(CP1, second(300));
        Start second = scene.service.started(receivedAt(start(CP1, 1, T0, 1_000), second(310)));

        assertThat(second.transaction().id()).isEqualTo(first.transaction().id());
    }

    @Test
    void afterABootAStationWithoutClockStartsAnew() {
        Instant dead = Instant.parse("1970-01-01T00:00:12Z");
        Started told = receivedAt(start(CP1, 1, dead, 0), second(1));
        Start first = scene.service.started(told);
        assertThat(scene.service.started(told))
                .as("before the boot it is a repetition")
                .isEqualTo(first);
        scene.service.stationBooted(CP1, second(300));

        Start second = scene.service.started(receivedAt(told, second(330)));

        assertThat(second.transaction().id()).isNotEqualTo(first.transaction().id());
        assertThat(scene.find(first).flags()).contains(TransactionFlag.SUPERSEDED, TransactionFlag.IMPLAUSIBLE_TIME);
    }

    @Test
    void afterABootAStationWhoseClockIsLongBehindStartsAnew() {
        Started told = receivedAt(start(CP1, 1, T0.minus(Duration.ofDays(400)), 0), second(1));
        Start first = scene.service.started(told);
        scene.service.stationBooted(CP1, second(300));

        Start second = scene.service.started(receivedAt(told, second(330)));

        assertThat(second.transaction().id()).isNotEqualTo(first.transaction().id());
    }

    @Test
    void afterABootAStationWhoseClockStandsStillStartsAnew() {
        Start earlier = scene.starts(1, T0, 0);
        scene.ends(earlier, second(60), 10);
        Start first = scene.service.started(receivedAt(start(CP1, 1, T0, 0), second(100)));
        scene.service.stationBooted(CP1, second(300));

        Start second = scene.service.started(receivedAt(start(CP1, 1, T0, 0), second(330)));

        assertThat(second.transaction().id()).isNotEqualTo(first.transaction().id());
    }

    @Test
    void afterAStopThatFittedNothingAStationWithoutClockStartsAnew() {
        Started told = receivedAt(start(CP1, 1, Instant.EPOCH, 0), second(1));
        Start first = scene.service.started(told);
        scene.service.ended(end(CP1, "-1", second(50), 10));

        Start second = scene.service.started(receivedAt(told, second(90)));

        assertThat(second.transaction().id()).isNotEqualTo(first.transaction().id());
    }

    @Test
    void theSameStartAfterTheStopIsANewTransaction() {
        Start first = scene.starts(1, T0, 0);
        scene.ends(first, second(60), 0);

        assertThat(scene.starts(1, T0, 0).transaction().id())
                .isNotEqualTo(first.transaction().id());
    }

    @Test
    void anotherTimeTokenOrRegisterIsAnotherStart() {
        Start first = scene.starts(1, T0, 1_000);
        Start otherTime = scene.starts(1, second(1), 1_000);
        Start otherRegister = scene.starts(1, second(1), 1_001);
        Start otherToken = scene.service.started(by(start(CP1, 1, second(1), 1_001), Optional.of(IdToken.of("OTHER"))));

        assertThat(scene.count()).isEqualTo(4);
        assertThat(scene.service.open(Scope.ALL)).containsExactly(otherToken.transaction());
        assertThat(scene.find(first).open()).isFalse();
        assertThat(scene.find(otherTime).open()).isFalse();
        assertThat(scene.find(otherRegister).open()).isFalse();
    }

    @Test
    void theSameContentsAtAnotherStationOrEvseAreAnotherStart() {
        scene.starts(1, T0, 1_000);
        scene.starts(2, T0, 1_000);
        scene.service.started(start(CP2, 1, T0, 1_000));

        assertThat(scene.service.open(Scope.ALL)).hasSize(3);
    }

    @Test
    void aStartWhileOneIsOpenSupersedesItWithTheNewRegisterAsBound() {
        Start old = scene.starts(1, T0, 1_000);
        scene.meters(old, second(60), "1500");
        Start next = scene.starts(1, second(600), 2_000);

        Transaction superseded = scene.find(old);
        assertThat(superseded.ending())
                .contains(new Ending(
                        second(600),
                        second(601),
                        Optional.of(Energy.ofWattHours(2_000)),
                        Ending.SUPERSEDED_REASON,
                        Optional.empty(),
                        true,
                        Optional.of(new BelievedTime(second(600), BelievedTime.How.STATION, Duration.ZERO))));
        assertThat(superseded.flags()).containsExactly(TransactionFlag.SUPERSEDED);
        assertThat(scene.service.open(Scope.ALL)).containsExactly(next.transaction());
    }

    @Test
    void aLowerRegisterIsNoBoundSoTheLatestReadingCounts() {
        Start old = scene.starts(1, T0, 1_000);
        scene.meters(old, second(60), "1500");
        scene.starts(1, second(600), 0);

        assertThat(scene.find(old).ending().orElseThrow().meterStop()).contains(Energy.ofWattHours(1_500));
    }

    @Test
    void withoutAnyEvidenceTheEstimatedEndHasNoRegister() {
        Start old = scene.starts(1, T0, 1_000);
        scene.starts(1, second(600), 0);

        assertThat(scene.find(old).ending().orElseThrow().meterStop()).isEmpty();
        assertThat(scene.find(old).energy()).isEmpty();
    }

    @Test
    void anEstimatedEndNeverLiesBeforeTheStart() {
        Start old = scene.starts(1, T0, 1_000);
        scene.service.started(receivedAt(start(CP1, 1, second(-600), 1_100), second(60)));

        assertThat(scene.find(old).ending().orElseThrow().at()).isEqualTo(T0);
    }

    @Test
    void aRefusedTokenIsRecordedAndToldTheVerdict() {
        Authorization blocked = Authorization.of(AuthorizationStatus.BLOCKED);
        scene.verdicts.byToken.put(CARD, blocked);

        Start start = scene.starts(1, T0, 1_000);

        assertThat(start.authorization()).isEqualTo(blocked);
        assertThat(start.transaction().verdict()).isEqualTo(AuthorizationStatus.BLOCKED);
        assertThat(start.transaction().flags()).containsExactly(TransactionFlag.NOT_AUTHORIZED);
        assertThat(start.transaction().open()).isTrue();
    }

    @Test
    void aStartWithoutTokenIsRecordedAndNotAuthorised() {
        Start start = scene.service.started(by(start(CP1, 1, T0, 1_000), Optional.empty()));

        assertThat(start.authorization().accepted()).isFalse();
        assertThat(start.transaction().flags()).contains(TransactionFlag.NOT_AUTHORIZED);
    }

    @Test
    void aStartFromTheFutureOrFromBeforeStationsWereBuiltIsFlagged() {
        Start future = scene.service.started(receivedAt(start(CP1, 1, second(301), 0), T0));
        Start soon = scene.service.started(receivedAt(start(CP1, 2, second(300), 0), T0));
        Start ancient = scene.service.started(receivedAt(start(CP1, 3, Instant.parse("2014-01-01T00:00:00Z"), 0), T0));

        assertThat(future.transaction().flags()).containsExactly(TransactionFlag.IMPLAUSIBLE_TIME);
        assertThat(soon.transaction().flags()).isEmpty();
        assertThat(ancient.transaction().flags()).containsExactly(TransactionFlag.IMPLAUSIBLE_TIME);
    }

    @Test
    void aStartWhereNoCarCanChargeIsAnsweredAsEverAndFlagged() {
        for (int evse : new int[] {0, 257, Integer.MAX_VALUE}) {
            Start start = scene.starts(evse, T0, 1_000);

            assertThat(start.authorization()).isEqualTo(Authorization.ACCEPTED);
            assertThat(start.transaction().connector().evse().value()).isEqualTo(evse);
            assertThat(start.transaction().flags()).containsExactly(TransactionFlag.IMPLAUSIBLE_CONNECTOR);
        }
        assertThat(scene.starts(256, T0, 1_000).transaction().flags()).isEmpty();
    }

    @Test
    void aStartWithARegisterNoMeterShowsIsAnsweredAsEverAndFlagged() {
        long highest = 10_000_000_000_000L;
        Start negative = scene.starts(1, T0, -1);
        Start beyond = scene.starts(2, T0, highest + 1);

        assertThat(negative.authorization()).isEqualTo(Authorization.ACCEPTED);
        assertThat(negative.transaction().meterStart()).contains(Energy.ofWattHours(-1));
        assertThat(negative.transaction().flags()).containsExactly(TransactionFlag.IMPLAUSIBLE_REGISTER);
        assertThat(beyond.transaction().flags()).containsExactly(TransactionFlag.IMPLAUSIBLE_REGISTER);
        assertThat(scene.starts(3, T0, 0).transaction().flags()).isEmpty();
        assertThat(scene.starts(4, T0, highest).transaction().flags()).isEmpty();
    }

    @Test
    void aStationThatNumbersItselfIsRecognisedByItsNumberEvenAfterTheEnd() {
        Started told = withId(start(CP1, 1, T0, 1_000), "a-b-c");
        Start first = scene.service.started(told);
        assertThat(scene.service.started(receivedAt(told, second(9)))).isEqualTo(first);
        scene.service.ended(end(CP1, "a-b-c", second(60), 2_000));
        scene.restart();

        assertThat(scene.service.started(told).transaction().open()).isFalse();
        assertThat(scene.count()).isEqualTo(1);
    }
}
