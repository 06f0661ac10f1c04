package org.ohmstead.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.transactions.Scene.CARD;
import static org.ohmstead.transactions.Scene.CP1;
import static org.ohmstead.transactions.Scene.CP2;
import static org.ohmstead.transactions.Scene.T0;
import static org.ohmstead.transactions.Scene.end;
import static org.ohmstead.transactions.Scene.idOf;
import static org.ohmstead.transactions.Scene.meterValue;
import static org.ohmstead.transactions.Scene.second;
import static org.ohmstead.transactions.Scene.start;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.csms.Reviews;
import org.ohmstead.api.csms.Transactions.Start;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionEvent.Details;
import org.ohmstead.api.model.TransactionEvent.Ended;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.api.model.TransactionId;

class EndTest {

    private static final IdToken OTHER_CARD = IdToken.of("0511223344");

    private final Scene scene = new Scene();

    @Test
    void aStopEndsTheTransactionAtTheStationsTime() {
        Start start = scene.starts(1, T0, 1_000);
        Transaction ended = scene.ends(start, second(600), 3_000);

        assertThat(ended.energy()).contains(Energy.ofWattHours(2_000));
        assertThat(ended.ending().orElseThrow().at()).isEqualTo(second(600));
        assertThat(ended.flags()).isEmpty();
        assertThat(scene.service.open(Scope.ALL)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "", "-16", "4294967296", "123456", "made up"})
    void aStopThatFitsNothingTouchesNothingAndIsAnswered(String id) {
        Start start = scene.starts(1, T0, 1_000);
        Ended stray = end(CP1, id, second(600), 3_000, Optional.of(CARD), List.of(meterValue(second(590), "2900")));

        assertThat(scene.service.ended(stray)).contains(Authorization.ACCEPTED);

        assertThat(scene.find(start)).isEqualTo(start.transaction());
        assertThat(scene.facts(Facts.TransactionUnmatched.class))
                .singleElement()
                .satisfies(fact -> {
                    assertThat(fact.reported()).isEqualTo("Ended");
                    assertThat(fact.stationTransactionId()).isEqualTo(id);
                    assertThat(fact.register()).contains(Energy.ofWattHours(3_000));
                });
        assertThat(scene.memory.readingsOutside(CP1, Connector.of(0))).hasSize(1);
    }

    @Test
    void aStopThatFitsNothingIsKeptOnceHoweverOftenItComes() {
        scene.service.ended(end(CP1, "0", second(600), 3_000));
        scene.service.ended(end(CP1, "0", second(600), 3_000));
        scene.service.ended(end(CP1, "0", second(700), 3_000));

        assertThat(scene.facts(Facts.TransactionUnmatched.class)).hasSize(2);
    }

    @Test
    void aStopNeverTouchesAnotherStationsTransaction() {
        Start start = scene.starts(1, T0, 1_000);
        scene.service.started(start(CP2, 1, T0, 5));

        scene.service.ended(end(CP2, idOf(start), second(600), 3_000));

        assertThat(scene.find(start).open()).isTrue();
        assertThat(scene.service.open(Scope.ALL)).hasSize(2);
        assertThat(scene.facts(Facts.TransactionUnmatched.class)).hasSize(1);
    }

    @Test
    void anOfflineStartAndStopReplayedWithoutABootEndAtTheReplayedTime() {
        Start start = scene.service.started(Scene.receivedAt(start(CP1, 1, T0, 1_000), second(7_200)));
        scene.service.ended(receivedAt(end(CP1, idOf(start), second(1_800), 4_000), second(7_201)));

        Transaction ended = scene.find(start);
        assertThat(ended.startedAt()).isEqualTo(T0);
        assertThat(ended.ending().orElseThrow().at()).isEqualTo(second(1_800));
        assertThat(ended.flags()).isEmpty();
    }

    @Test
    void aRepeatedStopGivesTheStoredAnswerAndChangesNothing() {
        Start start = scene.starts(1, T0, 1_000);
        Transaction ended = scene.ends(start, second(600), 3_000);
        int facts = scene.facts.size();

        assertThat(scene.service.ended(receivedAt(end(CP1, idOf(start), second(600), 3_000), second(900))))
                .contains(Authorization.ACCEPTED);
        assertThat(scene.find(start)).isEqualTo(ended);
        assertThat(scene.facts).hasSize(facts);
    }

    @Test
    void aStopRepeatedAfterTheServerRestartedChangesNothing() {
        Start start = scene.starts(1, T0, 1_000);
        Transaction ended = scene.ends(start, second(600), 3_000);
        scene.restart();

        assertThat(scene.ends(start, second(600), 3_000)).isEqualTo(ended);
    }

    @Test
    void aSecondStopWithOtherContentsIsFlaggedAndTheFirstStays() {
        Start start = scene.starts(1, T0, 1_000);
        scene.ends(start, second(600), 3_000);
        Transaction after = scene.ends(start, second(700), 9_000);

        assertThat(after.flags()).containsExactly(TransactionFlag.ENDED_TWICE_DIFFERENTLY);
        assertThat(after.ending().orElseThrow().meterStop()).contains(Energy.ofWattHours(3_000));
    }

    @Test
    void theSecondOfTwoEndsStandsBesideTheFirst() {
        Start start = scene.starts(1, T0, 1_000);
        Transaction first = scene.ends(start, second(600), 1_100);
        scene.ends(start, second(600), 5_100);

        assertThat(otherEnds(first)).containsExactly(Energy.ofWattHours(5_100));
        assertThat(waiting()).containsExactly(first.id()); // one case, not another one for the second end
    }

    @Test
    void aSecondEndToldAgainIsKeptOnceAlsoAfterTheServerRestarted() {
        Start start = scene.starts(1, T0, 1_000);
        Transaction first = scene.ends(start, second(600), 1_100);
        scene.ends(start, second(600), 5_100);
        scene.ends(start, second(600), 5_100);
        scene.restart();
        scene.ends(start, second(600), 5_100);

        assertThat(otherEnds(first)).containsExactly(Energy.ofWattHours(5_100));
        assertThat(scene.facts(Facts.TransactionUnmatched.class)).hasSize(1);
        assertThat(scene.facts(Facts.TransactionDoubted.class)).hasSize(1);
    }

    @Test
    void theSameEndToldAgainLeavesNothingBesideIt() {
        Start start = scene.starts(1, T0, 1_000);
        Transaction first = scene.ends(start, second(600), 1_100);
        scene.ends(start, second(600), 1_100);

        assertThat(otherEnds(first)).isEmpty();
        assertThat(scene.facts(Facts.TransactionUnmatched.class)).isEmpty();
        assertThat(waiting()).isEmpty();
    }

    private List<Energy> otherEnds(Transaction transaction) {
        return scene.service.dossier(transaction.id()).orElseThrow().reports().stream()
                .flatMap(report -> report.register().stream())
                .toList();
    }

    private List<TransactionId> waiting() {
        return scene.service.page(Reviews.Query.all(Scope.ALL), Page.Request.first(10)).items().stream()
                .map(Reviews.Review::id)
                .toList();
    }

    @Test
    void theRealStopReplacesAnEstimatedEnd() {
        Start old = scene.starts(1, T0, 1_000);
        Start next = scene.starts(1, second(600), 2_000);

        Transaction real = scene.ends(old, second(550), 1_900);

        assertThat(real.ending().orElseThrow().estimated()).isFalse();
        assertThat(real.energy()).contains(Energy.ofWattHours(900));
        assertThat(real.flags()).containsExactly(TransactionFlag.SUPERSEDED);
        assertThat(scene.service.open(Scope.ALL)).containsExactly(next.transaction());
    }

    @Test
    void theRealStopReplacesAnEstimatedEndAfterTheServerRestarted() {
        Start old = scene.starts(1, T0, 1_000);
        scene.starts(1, second(600), 2_000);
        scene.restart();

        assertThat(scene.ends(old, second(550), 1_900).ending().orElseThrow().estimated())
                .isFalse();
    }

    @Test
    void anotherCardOfTheSameGroupMayStop() {
        scene.verdicts.groups.put(CARD, "fleet");
        scene.verdicts.groups.put(OTHER_CARD, "fleet");
        Start start = scene.starts(1, T0, 1_000);
        scene.service.ended(end(CP1, idOf(start), second(600), 3_000, Optional.of(OTHER_CARD), List.of()));

        assertThat(scene.find(start).flags()).isEmpty();
        assertThat(scene.find(start).ending().orElseThrow().idToken()).contains(OTHER_CARD);
    }

    @Test
    void aStrangersCardStopsTooAndIsFlagged() {
        scene.verdicts.byToken.put(OTHER_CARD, Authorization.of(AuthorizationStatus.EXPIRED));
        Start start = scene.starts(1, T0, 1_000);

        assertThat(scene.service.ended(end(CP1, idOf(start), second(600), 3_000, Optional.of(OTHER_CARD), List.of())))
                .map(Authorization::status)
                .contains(AuthorizationStatus.EXPIRED);
        assertThat(scene.find(start).open()).isFalse();
        assertThat(scene.find(start).flags()).containsExactly(TransactionFlag.OTHER_TOKEN);
    }

    @Test
    void aStopWithoutCardIsAnsweredWithoutVerdict() {
        Start start = scene.starts(1, T0, 1_000);

        assertThat(scene.service.ended(end(CP1, idOf(start), second(600), 3_000, Optional.empty(), List.of())))
                .isEmpty();
        assertThat(scene.find(start).open()).isFalse();
    }

    @Test
    void whatCannotBeTrueIsKeptAndFlagged() {
        Start backwards = scene.starts(1, T0, 1_000);
        Start early = scene.starts(2, T0, 1_000);
        Start future = scene.starts(3, T0, 1_000);
        Start belowReading = scene.starts(4, T0, 1_000);
        scene.meters(belowReading, second(60), "5000");

        assertThat(scene.ends(backwards, second(600), 999).flags()).containsExactly(TransactionFlag.METER_BACKWARDS);
        assertThat(scene.ends(early, second(-1), 2_000).flags()).containsExactly(TransactionFlag.ENDED_BEFORE_STARTED);
        scene.service.ended(receivedAt(end(CP1, idOf(future), second(99_999), 2_000), second(600)));
        assertThat(scene.find(future).flags()).containsExactly(TransactionFlag.IMPLAUSIBLE_TIME);
        assertThat(scene.ends(belowReading, second(600), 4_999).flags())
                .containsExactly(TransactionFlag.METER_BACKWARDS);
        assertThat(scene.find(backwards).ending().orElseThrow().meterStop()).contains(Energy.ofWattHours(999));
    }

    @Test
    void aStopWithARegisterNoMeterShowsIsFlagged() {
        Transaction negative = scene.ends(scene.starts(1, T0, 0), second(60), -1);
        Transaction beyond = scene.ends(scene.starts(2, T0, 0), second(60), 10_000_000_000_001L);

        assertThat(negative.ending().orElseThrow().meterStop()).contains(Energy.ofWattHours(-1));
        assertThat(negative.flags())
                .containsExactlyInAnyOrder(
                        TransactionFlag.IMPLAUSIBLE_REGISTER,
                        TransactionFlag.METER_BACKWARDS,
                        TransactionFlag.REGISTER_SENTINEL);
        assertThat(beyond.flags())
                .containsExactlyInAnyOrder(TransactionFlag.IMPLAUSIBLE_REGISTER, TransactionFlag.REGISTER_SENTINEL);
    }

    @Test
    void readingsInTheStopAreKeptWithTheTransaction() {
        Start start = scene.starts(1, T0, 1_000);
        scene.meters(start, second(60), "1500");
        scene.service.ended(end(
                CP1,
                idOf(start),
                second(600),
                3_000,
                Optional.of(CARD),
                List.of(meterValue(second(60), "1500"), meterValue(second(600), "3000"))));

        assertThat(scene.readings(start)).hasSize(2);
    }

    private static Ended receivedAt(Ended end, Instant receivedAt) {
        return new Ended(
                end.station(),
                end.stationTransactionId(),
                end.idToken(),
                end.meterStop(),
                end.stoppedReason(),
                end.at(),
                receivedAt,
                end.meterValues(),
                Details.NONE);
    }
}
