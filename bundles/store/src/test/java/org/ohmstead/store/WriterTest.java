package org.ohmstead.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.ohmstead.store.OpenStore.T0;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.HealthCheck.Status;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.store.journal.Append;

/** Units of work become durable together, and a bad one harms itself alone. */
class WriterTest extends WriterScene {

    @Test
    void whatReturnedIsStillThereAfterARestart() {
        writer.write(work -> insert(work, 1));
        restart();

        assertThat(ids()).containsExactly(1);
    }

    @Test
    void aDuplicateKeyIsAValueAndHarmsNobodyInTheSameCommit() {
        writer.write(work -> insertNew(work, 1));
        List<Future<Boolean>> results =
                together(work -> insertNew(work, 2), work -> insertNew(work, 1), work -> insertNew(work, 3));

        assertThat(results).extracting(Future::get).containsExactly(true, false, true);
        assertThat(ids()).containsExactly(1, 2, 3);
    }

    @Test
    void aUnitThatFailsHalfwayLeavesNothingAndTheOthersAreStored() {
        writer.write(work -> insert(work, 1));
        List<Future<Integer>> results =
                together(work -> insert(work, 2), work -> insert(work, 9) + insert(work, 1), work -> insert(work, 3));

        assertThat(results.get(0)).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(catchThrowable(results.get(1)::get).getCause())
                .isInstanceOfSatisfying(
                        StoreUnavailable.class,
                        e -> assertThat(e.outcomeUnknown()).isFalse());
        assertThat(results.get(2)).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(ids()).containsExactly(1, 2, 3);
    }

    @Test
    void oneBadUnitAmongManyCostsTwoCommitsMore() throws Exception {
        writer.write(work -> insert(work, 0));
        AtomicInteger commits = new AtomicInteger();
        List<Unit<Integer>> units = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            int id = i;
            units.add(work -> insert(work, id == 20 ? 0 : id));
        }
        store.onCommit(commits::incrementAndGet);
        List<Future<Integer>> results = together(units);

        assertThat(catchThrowable(results.get(19)::get).getCause()).isInstanceOf(StoreUnavailable.class);
        for (Future<Integer> result : results) {
            assertThat(result == results.get(19) || result.get() == 1).isTrue();
        }
        await(() -> commits.get() >= 2);
        assertThat(commits).hasValueLessThanOrEqualTo(3);
        assertThat(ids()).hasSize(40);
    }

    @Test
    void aCommitThatOneUnitSpoilsIsHalvedUntilThatOneIsAlone() throws Exception {
        Append tooLong =
                new Append(Optional.empty(), T0, SiteId.DEFAULT, Optional.empty(), "K".repeat(1_000), 1, "{}", false);
        List<Unit<Integer>> units = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int id = i;
            units.add(work -> {
                if (id == 20) {
                    work.append(tooLong);
                }
                return insert(work, id);
            });
        }
        AtomicInteger commits = new AtomicInteger();
        store.onCommit(commits::incrementAndGet);
        List<Future<Integer>> results = together(units);

        assertThat(catchThrowable(results.get(20)::get).getCause()).isInstanceOf(StoreUnavailable.class);
        results.removeIf(result -> result.state() == Future.State.FAILED);
        for (Future<Integer> result : results) {
            assertThat(result.get()).isEqualTo(1);
        }
        assertThat(ids()).hasSize(39).doesNotContain(20);
        assertThat(commits).hasValueLessThan(12);
    }

    @Test
    void twoBadUnitsHarmOnlyThemselves() throws Exception {
        writer.write(work -> insert(work, 0));
        AtomicInteger runs = new AtomicInteger();
        List<Future<Integer>> results = together(
                work -> runs.incrementAndGet() == 1 ? 1 : insert(work, 0),
                work -> insert(work, 2),
                work -> insert(work, 0),
                work -> insert(work, 4));

        assertThat(catchThrowable(results.get(0)::get).getCause()).isInstanceOf(StoreUnavailable.class);
        assertThat(results.get(1)).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(catchThrowable(results.get(2)::get).getCause()).isInstanceOf(StoreUnavailable.class);
        assertThat(results.get(3)).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(ids()).containsExactly(0, 2, 4);
    }

    @Test
    void aUnitThatRefusesBeforeItWroteIsToldSoAndRunsOnce() {
        List<String> runs = new ArrayList<>();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> writer.write(work -> {
                    runs.add("run");
                    throw new IllegalArgumentException("no such thing");
                }))
                .withMessage("no such thing");

        assertThat(runs).hasSize(1);
    }

    @Test
    void aFaultOfOursAfterAWriteTakesTheWriteBack() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> writer.write(work -> {
                    insert(work, 1);
                    throw new IllegalStateException("a bug");
                }));

        assertThat(ids()).isEmpty();
    }

    @Test
    void moreThanMayWaitAreRefusedAtOnce() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> first = callers.submit(() -> writer.write(work -> {
                held.countDown();
                return await(hold);
            }));
            held.await();
            List<Future<Integer>> waiting = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                int id = i;
                waiting.add(callers.submit(() -> writer.write(work -> insert(work, id))));
            }
            while (writer.waiting() < 50) {
                Thread.onSpinWait();
            }
            assertThat(catchThrowable(() -> writer.write(work -> insert(work, 99))))
                    .isInstanceOfSatisfying(
                            StoreUnavailable.class,
                            e -> assertThat(e.outcomeUnknown()).isFalse());
            assertThat(store.service().check().status()).isEqualTo(Status.WARN);
            hold.countDown();
            assertThat(first).succeedsWithin(10, TimeUnit.SECONDS);
            assertThat(waiting).allSatisfy(unit -> assertThat(unit).succeedsWithin(10, TimeUnit.SECONDS));
        }
        assertThat(ids()).hasSize(50);
    }

    @Test
    void aBurstWaitsForRoomInsteadOfBeingRefused() throws Exception {
        store.close();
        store = new OpenStore(home, engine, new Writer.Limits(2, Duration.ofMillis(1), Duration.ofSeconds(20)));
        writer = store.service().writer();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> burst = LongStream.range(0, 200)
                    .mapToObj(id -> callers.submit(() -> writer.write(work -> insert(work, (int) id))))
                    .toList();
            assertThat(burst).allSatisfy(unit -> assertThat(unit).succeedsWithin(20, TimeUnit.SECONDS));
        }
        assertThat(ids()).hasSize(200);
    }

    @Test
    void closingWritesWhatWaitsAndThenRefuses() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            callers.submit(() -> writer.write(work -> {
                held.countDown();
                return await(hold);
            }));
            held.await();
            Future<Integer> waiting = callers.submit(() -> writer.write(work -> insert(work, 1)));
            while (writer.waiting() < 1) {
                Thread.onSpinWait();
            }
            Future<?> closing = callers.submit(writer::close);
            hold.countDown();
            assertThat(waiting).succeedsWithin(10, TimeUnit.SECONDS);
            assertThat(closing).succeedsWithin(10, TimeUnit.SECONDS);
        }
        assertThat(catchThrowable(() -> writer.write(work -> insert(work, 2)))).isInstanceOf(StoreUnavailable.class);
        assertThat(ids()).containsExactly(1);
        store = new OpenStore(home.resolve("other"));
    }

    @Test
    void numbersHaveNoGapHoweverManyWriteAndFail() throws Exception {
        List<Callable<Boolean>> threads = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            int base = thread * 1_000;
            threads.add(() -> {
                for (int i = 0; i < 60; i++) {
                    appendThenInsert(base + i % 50);
                }
                return true;
            });
        }
        engine.failCommits(3, "40001");
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> done : executor.invokeAll(threads)) {
                done.get();
            }
        }

        assertThat(ids()).hasSize(8 * 50);
        assertThat(store.facts()).hasSize(8 * 50);
        assertNoGap();
    }

    @Test
    void ofAKilledProcessWhatWasAnsweredIsThereAndWhatWasUnderWayIsNot() throws Exception {
        writer.write(work -> insert(work, 1));
        CountDownLatch inserted = new CountDownLatch(1);
        CountDownLatch hold = new CountDownLatch(1);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> underWay = callers.submit(() -> writer.write(work -> {
                insert(work, 2);
                inserted.countDown();
                return await(hold);
            }));
            inserted.await();
            try {
                OpenStore.copy(home, elsewhere);
            } finally {
                hold.countDown();
            }
            underWay.get();
        }
        store.close();
        store = new OpenStore(elsewhere, engine, LIMITS);

        assertThat(ids()).containsExactly(1);
    }
}
