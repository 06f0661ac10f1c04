package org.ohmstead.transactions.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.TransactionHistory.Query;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.BelievedTime;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Delivered.Trust;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Ending;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.transactions.store.TransactionStore.End;
import org.ohmstead.transactions.store.TransactionStore.Ended;
import org.ohmstead.transactions.store.TransactionStore.Open;
import org.ohmstead.transactions.store.TransactionStore.Past;
import org.ohmstead.transactions.store.TransactionStore.Start;
import org.ohmstead.transactions.store.TransactionStore.Started;

/** What every {@link TransactionStore} promises. Run against memory here and against each database by the store. */
public abstract class TransactionStoreContract extends ReadingStoreContract {

    @Test
    void whatIsBelievedIsKeptBesideWhatTheStationSaid() {
        Transaction begun = stored(start(CP1, 1, T0));
        BelievedTime end = new BelievedTime(T0.plusSeconds(595), BelievedTime.How.UNKNOWN, Duration.ofDays(-20_000));
        store.end(new End(
                begun,
                ending(T0.plusSeconds(600), 2_000, "Local", false).believedAt(end),
                Set.of(),
                List.of(),
                Optional.empty()));

        Transaction found = store.find(begun.id()).orElseThrow();
        assertThat(found.startedAt()).isEqualTo(T0);
        assertThat(found.begunAt()).isEqualTo(T0.minusSeconds(5));
        assertThat(found.ending().orElseThrow().at()).isEqualTo(T0.plusSeconds(600));
        assertThat(found.ending().orElseThrow().believed()).contains(end);
        assertThat(found.endedAt()).contains(T0.plusSeconds(595));
    }

    @Test
    void aStartIsStoredAsItCame() {
        Start start = start(CP1, 1, T0);
        Transaction transaction = stored(start);

        assertThat(transaction.id()).isEqualTo(start.id());
        assertThat(transaction.site()).isEqualTo(SiteId.DEFAULT);
        assertThat(transaction.idToken()).contains(CARD);
        assertThat(transaction.idToken().orElseThrow().value()).isEqualTo("04A1B2C3");
        assertThat(transaction.startedAt()).isEqualTo(T0);
        assertThat(transaction.startReceivedAt()).isEqualTo(T0.plusSeconds(1));
        assertThat(transaction.meterStart()).contains(Energy.ofWattHours(1_000));
        assertThat(transaction.flags()).containsExactly(TransactionFlag.IMPLAUSIBLE_TIME);
        assertThat(transaction.open()).isTrue();
        assertThat(store.find(start.id())).contains(transaction);
        assertThat(store.open()).extracting(Open::transaction).containsExactly(transaction);
        assertThat(factsOf(Facts.TransactionStarted.class))
                .singleElement()
                .satisfies(
                        fact -> assertThat(fact.stationTransactionId()).isEqualTo(transaction.stationTransactionId()));
    }

    @Test
    void numbersArePositiveRiseAndAreNeverUsedAgain() {
        int first = number(stored(start(CP1, 1, T0)));
        int second = number(stored(start(CP2, 1, T0)));
        Transaction third = stored(start(CP1, 2, T0));
        store.end(end(third, T0.plusSeconds(60), false));
        int fourth = number(stored(start(CP1, 2, T0.plusSeconds(90))));

        assertThat(first).isPositive();
        assertThat(List.of(first, second, number(third), fourth)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void anIdTheStationBringsIsKept() {
        Start start = withStationId(start(CP1, 1, T0), "b7c1-of-the-station");

        assertThat(stored(start).stationTransactionId()).isEqualTo("b7c1-of-the-station");
        assertThat(store.find(CP1, "b7c1-of-the-station")).isPresent();
        assertThat(store.find(CP2, "b7c1-of-the-station")).isEmpty();
    }

    @Test
    void theSameStartTwiceIsOneTransaction() {
        Start start = start(CP1, 1, T0);
        Transaction first = stored(start);

        assertThat(stored(start)).isEqualTo(first);
        assertThat(store.count(Query.all(Scope.ALL))).isEqualTo(1);
        assertThat(factsOf(Facts.TransactionStarted.class)).hasSize(1);
    }

    @Test
    void aStartWhereAnUnexpectedOneIsOpenStoresNothing() {
        Transaction open = stored(start(CP1, 1, T0));

        assertThat(store.start(start(CP1, 1, T0.plusSeconds(9)))).isEqualTo(new Started.Conflict(Optional.of(open)));
        assertThat(store.count(Query.all(Scope.ALL))).isEqualTo(1);
        assertThat(factsOf(Facts.TransactionStarted.class)).hasSize(1);
    }

    @Test
    void anotherPlugOfTheSameEvseIsNoOtherPlaceToCharge() {
        stored(start(CP1, 1, T0));
        Start atSecondPlug = at(
                start(CP1, 1, T0.plusSeconds(9)), new Connector(Connector.of(1).evse(), 2));

        assertThat(store.start(atSecondPlug)).isInstanceOf(Started.Conflict.class);
    }

    @Test
    void otherEvsesAndStationsAreOtherPlaces() {
        stored(start(CP1, 1, T0));
        stored(start(CP1, 2, T0));
        stored(start(CP2, 1, T0));

        assertThat(store.open()).hasSize(3);
    }

    @Test
    void supersedingEndsTheOldAndBeginsTheNewInOneUnit() {
        Transaction old = stored(start(CP1, 1, T0));
        Ending estimate = ending(T0.plusSeconds(600), 2_500, Ending.SUPERSEDED_REASON, true);
        Start next = superseding(start(CP1, 1, T0.plusSeconds(600)), old, estimate);
        Started.Stored result = (Started.Stored) store.start(next);
        Transaction ended = result.superseded().orElseThrow();
        assertThat(ended.ending()).contains(estimate);
        assertThat(ended.flags()).contains(TransactionFlag.SUPERSEDED, TransactionFlag.IMPLAUSIBLE_TIME);
        assertThat(store.find(old.id())).contains(ended);
        assertThat(store.open()).extracting(Open::transaction).containsExactly(result.transaction());
        assertThat(factsOf(Facts.TransactionEnded.class)).singleElement().satisfies(fact -> {
            assertThat(fact.transaction()).isEqualTo(old.id());
            assertThat(fact.estimated()).isTrue();
            assertThat(fact.energy()).contains(Energy.ofWattHours(1_500));
            assertThat(fact.flags()).contains(TransactionFlag.SUPERSEDED);
        });
    }

    @Test
    void supersedingOneThatIsOverAlreadyStoresNothing() {
        Transaction old = stored(start(CP1, 1, T0));
        store.end(end(old, T0.plusSeconds(60), false));
        Ending estimate = ending(T0.plusSeconds(600), 2_500, Ending.SUPERSEDED_REASON, true);

        assertThat(store.start(superseding(start(CP1, 1, T0.plusSeconds(600)), old, estimate)))
                .isEqualTo(new Started.Conflict(Optional.empty()));
        assertThat(store.find(old.id()).orElseThrow().flags()).doesNotContain(TransactionFlag.SUPERSEDED);
    }

    @Test
    void oneOfThePastIsOverAtOnceAndWhatRunsGoesOn() {
        Transaction running = stored(start(CP1, 1, T0.plusSeconds(600)));
        Start start = withReadings(start(CP1, 1, T0), reading(T0, 1_000));
        Ending bound = ending(T0.plusSeconds(600), 1_000, Ending.SUPERSEDED_REASON, true);
        Past past = new Past(start, bound, running.id());
        Transaction stored = stored(store.startPast(past));

        assertThat(stored.ending()).contains(bound);
        assertThat(stored.flags()).contains(TransactionFlag.SUPERSEDED);
        assertThat(store.find(start.id())).contains(stored);
        assertThat(readingsOf(stored)).hasSize(1);
        assertThat(store.open()).extracting(Open::transaction).containsExactly(running);
        assertThat(factsOf(Facts.TransactionStarted.class)).hasSize(2);
        assertThat(factsOf(Facts.TransactionEnded.class))
                .singleElement()
                .satisfies(fact -> assertThat(fact.transaction()).isEqualTo(start.id()));

        assertThat(stored(store.startPast(past))).isEqualTo(stored);
        assertThat(factsOf(Facts.TransactionEnded.class)).hasSize(1);
    }

    @Test
    void oneOfThePastIsNotStoredWhereAnotherRunsThanWasBelieved() {
        Transaction running = stored(start(CP1, 1, T0.plusSeconds(600)));
        Transaction elsewhere = stored(start(CP1, 2, T0.plusSeconds(600)));
        Ending bound = ending(T0.plusSeconds(600), 1_000, Ending.SUPERSEDED_REASON, true);

        assertThat(store.startPast(new Past(start(CP1, 1, T0), bound, elsewhere.id())))
                .isEqualTo(new Started.Conflict(Optional.of(running)));
        assertThat(store.startPast(new Past(start(CP1, 3, T0), bound, elsewhere.id())))
                .isEqualTo(new Started.Conflict(Optional.empty()));
        assertThat(store.count(Query.all(Scope.ALL))).isEqualTo(2);
    }

    @Test
    void whatBeganAtAMomentIsFoundByTheStationsOwnClock() {
        Transaction first = stored(start(CP1, 1, T0));
        Transaction second = stored(start(CP1, 2, T0));
        stored(start(CP1, 3, T0.plusMillis(1)));
        stored(start(CP2, 1, T0));

        assertThat(store.begunAt(CP1, T0.plusNanos(999_999))).containsExactly(second, first);
        assertThat(store.begunAt(CP1, T0.minusMillis(1))).isEmpty();
        assertThat(store.begunAt(CP1, first.begunAt())).isEmpty();
    }

    @Test
    void whatWasToldLongBeforeAMomentIsNotLookedThroughForIt() {
        Instant ahead = T0.plus(TransactionStore.MOST_AHEAD);
        Transaction byADay = stored(toldAt(start(CP1, 1, ahead), T0));
        stored(toldAt(start(CP1, 2, ahead), T0.minusMillis(1)));

        assertThat(store.begunAt(CP1, ahead)).containsExactly(byADay);
    }

    private static Start toldAt(Start start, Instant receivedAt) {
        return new Start(
                start.id(),
                start.station(),
                start.connector(),
                start.stationTransactionId(),
                start.idToken(),
                start.verdict(),
                start.startedAt(),
                receivedAt,
                start.meterStart(),
                start.remoteStartId(),
                start.reservationId(),
                start.flags(),
                start.supersedes(),
                start.readings(),
                start.believed());
    }

    private static Transaction stored(Started started) {
        return ((Started.Stored) started).transaction();
    }

    @Test
    void ofManyStartsAtOnePlaceExactlyOneWins() throws Exception {
        List<Callable<Started>> rivals = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Start start = start(CP1, 1, T0.plusSeconds(i));
            rivals.add(() -> store.start(start));
        }
        List<Started> results = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Started> result : executor.invokeAll(rivals)) {
                results.add(result.get());
            }
        }

        assertThat(results).filteredOn(Started.Stored.class::isInstance).hasSize(1);
        assertThat(store.open()).hasSize(1);
    }

    @Test
    void anEndIsStored() {
        Transaction transaction = stored(start(CP1, 1, T0));
        End end = new End(
                transaction,
                ending(T0.plusSeconds(600), 2_000, "EVDisconnected", false),
                Set.of(TransactionFlag.METER_BACKWARDS),
                List.of(),
                Optional.of(delivered(1_000, Trust.MEASURED)));

        Transaction ended = store.end(end).transaction();

        assertThat(ended.ending()).contains(end.ending());
        assertThat(ended.delivered()).isEqualTo(end.delivered());
        assertThat(store.find(ended.id()).orElseThrow().delivered()).isEqualTo(end.delivered());
        assertThat(ended.flags()).contains(TransactionFlag.METER_BACKWARDS, TransactionFlag.IMPLAUSIBLE_TIME);
        assertThat(store.open()).isEmpty();
        assertThat(store.find(transaction.id())).contains(ended);
        assertThat(store.find(CP1, transaction.stationTransactionId())).contains(ended);
        assertThat(factsOf(Facts.TransactionEnded.class)).singleElement().satisfies(fact -> {
            assertThat(fact.energy()).contains(Energy.ofWattHours(1_000));
            assertThat(fact.startedAt()).isEqualTo(T0);
            assertThat(fact.stoppedReason()).isEqualTo("EVDisconnected");
            assertThat(fact.stoppedBy()).contains(CARD);
            assertThat(fact.estimated()).isFalse();
        });
    }

    @Test
    void anEndKeepsFlagsTheCallerHasNotHeardOf() {
        Transaction believed = stored(start(CP1, 1, T0));
        store.flag(believed.id(), Set.of(TransactionFlag.METER_BACKWARDS), T0);

        Ended ended = store.end(end(believed, T0.plusSeconds(600), false));

        assertThat(ended).isInstanceOf(Ended.Stored.class);
        assertThat(ended.transaction().flags()).contains(TransactionFlag.METER_BACKWARDS);
        assertThat(store.find(believed.id())).contains(ended.transaction());
        assertThat(factsOf(Facts.TransactionEnded.class))
                .singleElement()
                .satisfies(fact -> assertThat(fact.flags()).contains(TransactionFlag.METER_BACKWARDS));
    }

    @Test
    void aSecondEndChangesNothingButItsNewReadingsStay() {
        Transaction transaction = stored(start(CP1, 1, T0));
        store.end(end(transaction, T0.plusSeconds(600), false));
        Ending other = ending(T0.plusSeconds(700), 9_000, "Remote", false);
        Reading late = reading(T0.plusSeconds(610), 2_010);
        Ended second = store.end(new End(transaction, other, Set.of(), List.of(late), Optional.empty()));

        assertThat(second).isInstanceOf(Ended.Already.class);
        assertThat(second.transaction().ending().orElseThrow().at()).isEqualTo(T0.plusSeconds(600));
        assertThat(readingsOf(transaction)).containsExactly(late);
        assertThat(factsOf(Facts.TransactionEnded.class)).hasSize(1);
    }

    @Test
    void aRealEndReplacesAnEstimatedOneAndNeverTheOtherWayRound() {
        Transaction transaction = stored(start(CP1, 1, T0));
        store.end(end(transaction, T0.plusSeconds(500), true));

        assertThat(store.end(end(transaction, T0.plusSeconds(600), false))).isInstanceOf(Ended.Stored.class);
        assertThat(store.end(end(transaction, T0.plusSeconds(700), true))).isInstanceOf(Ended.Already.class);
        assertThat(store.find(transaction.id()).orElseThrow().ending().orElseThrow())
                .satisfies(ending -> assertThat(ending.at()).isEqualTo(T0.plusSeconds(600)))
                .satisfies(ending -> assertThat(ending.estimated()).isFalse());
        assertThat(factsOf(Facts.TransactionEnded.class))
                .last()
                .satisfies(fact -> assertThat(fact.estimated()).isFalse());
    }

    @Test
    void flagsAreAddedOnce() {
        Transaction transaction = stored(start(CP1, 1, T0));
        store.flag(transaction.id(), Set.of(TransactionFlag.READING_AFTER_END), T0);
        store.flag(transaction.id(), Set.of(TransactionFlag.READING_AFTER_END), T0.plusSeconds(5));

        assertThat(store.find(transaction.id()).orElseThrow().flags())
                .containsExactlyInAnyOrder(TransactionFlag.READING_AFTER_END, TransactionFlag.IMPLAUSIBLE_TIME);
        assertThat(factsOf(Facts.TransactionFlagged.class)).hasSize(1);
    }

    @Test
    void whatEndedSinceIsToldByTheTimeWeHeardOfIt() {
        Transaction early = stored(start(CP1, 1, T0));
        Transaction late = stored(start(CP1, 2, T0));
        stored(start(CP2, 1, T0));
        store.end(end(early, T0.plusSeconds(100), false));
        store.end(end(late, T0.plusSeconds(200), false));

        List<TransactionId> told = new ArrayList<>();
        store.endedSince(T0.plusSeconds(200), ended -> told.add(ended.id()));
        assertThat(told).containsExactly(late.id());
    }

    @Test
    void pagesShowTheNewestStartFirstAndMissNothing() {
        List<TransactionId> all = new ArrayList<>();
        for (int evse = 1; evse <= 7; evse++) {
            all.addFirst(stored(start(CP1, evse, T0.plusSeconds(evse))).id());
        }
        List<TransactionId> seen = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Page<Transaction> page = store.page(Query.all(Scope.ALL), new Page.Request(next, 3));
            page.items().forEach(transaction -> seen.add(transaction.id()));
            next = page.next();
        } while (next.isPresent());

        assertThat(seen).isEqualTo(all);
    }

    @Test
    void aQueryFindsWhatItAsksFor() {
        Transaction one = stored(start(CP1, 1, T0));
        Transaction two = stored(start(CP2, 1, T0.plusSeconds(100)));
        store.end(end(two, T0.plusSeconds(200), false));
        Query any = Query.all(Scope.ALL);

        assertThat(found(any.at(CP2))).containsExactly(two.id());
        assertThat(found(by("04a1b2c3"))).containsExactly(two.id(), one.id());
        assertThat(found(by("OTHER"))).isEmpty();
        assertThat(found(open(true))).containsExactly(one.id());
        assertThat(found(open(false))).containsExactly(two.id());
        assertThat(found(startedBetween(one.begunAt(), two.begunAt()))).containsExactly(one.id());
        assertThat(found(startedBetween(two.begunAt(), two.startedAt()))).containsExactly(two.id());
        assertThat(found(startedBetween(one.startedAt(), two.begunAt()))).isEmpty();
        assertThat(found(Query.all(new Scope(Optional.of(Set.of(new SiteId("elsewhere")))))))
                .isEmpty();
    }
}
