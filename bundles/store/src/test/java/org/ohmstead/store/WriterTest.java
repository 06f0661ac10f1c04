package org.ohmstead.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.ohmstead.store.OpenStore.T0;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.csms.HealthCheck.Status;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.store.journal.Append;

@Timeout(60)
class WriterTest {

    /** A commit gathers for as long as a test wants to hold it. */
    private static final Writer.Limits LIMITS = new Writer.Limits(50, Duration.ofMinutes(1), Duration.ZERO);

    private static final StationId CP1 = new StationId("CP-1");
    private static final String INSERT = "insert into follow_up (id) values (?)";

    @TempDir
    private Path home;

    @TempDir
    private Path elsewhere;

    private final FaultyEngine engine = new FaultyEngine();
    private OpenStore store;
    private Writer writer;

    @BeforeEach
    void open() {
        store = new OpenStore(home, engine, LIMITS);
        writer = store.service().writer();
        writer.write(work -> work.execute(work.prepare("create table follow_up (id int not null primary key)")));
    }

    @AfterEach
    void close() {
        engine.heal();
        store.close();
    }

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
    void aLockTimeOutCostsOnlyTheUnitThatMetIt() throws Exception {
        writer.write(work -> insert(work, 1));
        try (Connection other = engine.connection()) {
            other.setAutoCommit(false);
            other.createStatement().executeUpdate("update follow_up set id = 1 where id = 1");
            List<Future<Integer>> results = together(
                    work -> insert(work, 2),
                    work -> work.execute(work.prepare("update follow_up set id = 7 where id = 1")),
                    work -> insert(work, 3));

            assertThat(catchThrowable(results.get(1)::get).getCause())
                    .isInstanceOfSatisfying(
                            StoreUnavailable.class,
                            e -> assertThat(e.outcomeUnknown()).isFalse());
            assertThat(results.get(0)).succeedsWithin(10, TimeUnit.SECONDS);
            assertThat(results.get(2)).succeedsWithin(10, TimeUnit.SECONDS);
            other.rollback();
        }
        assertThat(ids()).containsExactly(1, 2, 3);
    }

    @Test
    void aReaderInTheWayOnlyDelaysTheWriter() throws Exception {
        writer.write(work -> insert(work, 1));
        try (Connection reader = engine.connection()) {
            reader.setAutoCommit(false);
            reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            reader.createStatement()
                    .executeQuery("select * from follow_up where id = 1")
                    .next();
            CompletableFuture<Integer> update = CompletableFuture.supplyAsync(
                    () -> writer.write(work -> work.execute(work.prepare("update follow_up set id = 7 where id = 1"))));
            assertThat(catchThrowable(() -> update.get(300, TimeUnit.MILLISECONDS)))
                    .isNotNull();
            reader.rollback();

            assertThat(update.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        }
        assertThat(ids()).containsExactly(7);
    }

    @Test
    void aCommitThatWasRolledBackIsRepeatedUnitByUnit() {
        engine.failCommits(1, "40XL1");
        List<Future<Integer>> results = together(work -> insert(work, 1), work -> insert(work, 2));

        assertThat(results).allSatisfy(result -> assertThat(result).succeedsWithin(10, TimeUnit.SECONDS));
        assertThat(ids()).containsExactly(1, 2);
    }

    @Test
    void afterACommitOfUnknownOutcomeNobodyIsAnswered() {
        engine.failCommits(1, "08006");
        List<Future<Integer>> results = together(work -> insert(work, 1), work -> insert(work, 2));

        assertThat(results)
                .allSatisfy(result -> assertThat(catchThrowable(result::get).getCause())
                        .isInstanceOfSatisfying(
                                StoreUnavailable.class,
                                e -> assertThat(e.outcomeUnknown()).isTrue()));
        assertThat(writer.<Integer>write(work -> insert(work, 3))).isEqualTo(1);
    }

    @Test
    void theJournalHasNoGapAfterACommitThatTookEffectThoughItFailed() {
        engine.failAfterCommits(1, "08006");
        assertThat(catchThrowable(() -> append(1))).isInstanceOf(StoreUnavailable.class);
        append(2);

        assertThat(store.facts()).hasSize(2);
        assertNoGap();
    }

    @Test
    void whileTheDatabaseIsAwayEveryoneIsRefusedAtOnceAndItComesBackByItself() {
        engine.refuseConnections();
        engine.failCommits(1, "08006");
        assertThat(catchThrowable(() -> writer.write(work -> insert(work, 1)))).isInstanceOf(StoreUnavailable.class);
        assertThat(catchThrowable(() -> writer.write(work -> insert(work, 2))))
                .isInstanceOfSatisfying(
                        StoreUnavailable.class,
                        e -> assertThat(e.outcomeUnknown()).isFalse());
        assertThat(store.service().check().status()).isEqualTo(Status.DOWN);

        engine.heal();
        await(() -> store.service().check().status() == Status.OK);
        writer.write(work -> insert(work, 3));
        assertThat(ids()).contains(3);
    }

    @Test
    void onAFullDiskNothingIsWrittenUntilThereIsRoomAgain() {
        AtomicLong megabytes = new AtomicLong(10);
        store.close();
        store = new OpenStore(
                home, engine, LIMITS, new DiskSpace(() -> megabytes.get() << 20, DiskSpace.Limits.ofMegabytes(5, 2)));
        writer = store.service().writer();
        writer.write(work -> insert(work, 1));

        megabytes.set(1);
        AtomicInteger stored = new AtomicInteger(1);
        await(() -> catchThrowable(() -> {
                    writer.write(work -> insert(work, stored.get() + 1));
                    stored.incrementAndGet();
                })
                != null);
        assertThatExceptionOfType(StoreUnavailable.class)
                .isThrownBy(() -> writer.write(work -> insert(work, -1)))
                .withMessage("The disk is full")
                .matches(refused -> !refused.outcomeUnknown());
        assertThat(store.service().check().status()).isEqualTo(Status.DOWN);
        assertThat(ids()).hasSize(stored.get());

        megabytes.set(3);
        await(() -> store.service().check().status() == Status.OK);
        writer.write(work -> insert(work, -2));
        assertThat(ids()).contains(-2);
    }

    private static void await(BooleanSupplier reached) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!reached.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(reached.getAsBoolean()).isTrue();
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

    /** A database that cannot be opened for want of room is not damaged, and nobody shall restore a backup of it. */
    @Test
    void aStartOnAFullDiskAsksForRoom() {
        store.close();
        engine.refuseConnections();

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new OpenStore(home, engine, LIMITS, withMegabytes(1)))
                .withMessageContaining("nothing can be stored in " + home.resolve("data"))
                .withMessageContaining("1 MB are left of the ")
                .withMessageContaining("Make room on that disk")
                .withMessageNotContaining("damaged");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new OpenStore(home, engine, LIMITS, withMegabytes(100)))
                .withMessageContaining("ohmstead restore FILE --home " + home)
                .withMessageNotContaining("Make room");
        engine.heal();
        restart();
    }

    private static DiskSpace withMegabytes(long left) {
        return new DiskSpace(() -> left << 20, DiskSpace.Limits.ofMegabytes(5, 2));
    }

    @Test
    void aStoreThatCannotEvenSayThatItStartedClosesWhatItOpened() {
        store.close();
        DiskSpace full = new DiskSpace(() -> 0, DiskSpace.Limits.ofMegabytes(5, 2));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new OpenStore(home, engine, LIMITS, full))
                .withMessageContaining("MB are left of the");
        restart();
        writer.write(work -> insert(work, 1));
        assertThat(ids()).containsExactly(1);
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

    @Test
    void aDatabaseThatCannotBeOpenedIsSaidToBeSoWithItsPlace() {
        FaultyEngine refusing = new FaultyEngine();
        refusing.refuseConnections();

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new OpenStore(elsewhere, refusing, LIMITS))
                .withMessageContaining(elsewhere.resolve("data").toString())
                .withMessageContaining("cannot be opened");
    }

    private void restart() {
        store.close();
        store = new OpenStore(home, engine, LIMITS);
        writer = store.service().writer();
    }

    private void append(int number) {
        Append entry = store.service().entry(Optional.empty(), T0, CP1, new Facts.StationDisconnected("n" + number));
        writer.write(work -> {
            work.append(entry);
            return null;
        });
    }

    /** Every tenth of them fails, after its fact is in the commit. */
    private void appendThenInsert(int id) {
        Append entry = store.service().entry(Optional.empty(), T0, CP1, new Facts.StationDisconnected("n" + id));
        try {
            writer.write(work -> {
                work.append(entry);
                return insert(work, id);
            });
        } catch (StoreUnavailable e) {
            assertThat(e.outcomeUnknown()).isFalse();
        }
    }

    private void assertNoGap() {
        List<Long> numbers = store.entries().stream()
                .map(JournalEntry::position)
                .map(p -> p.seq())
                .toList();
        assertThat(numbers)
                .isEqualTo(LongStream.rangeClosed(1, numbers.size()).boxed().toList());
        assertThat(store.service().head().seq()).isEqualTo(numbers.size());
    }

    /** Runs units in one commit, in this order. */
    @SafeVarargs
    private <T> List<Future<T>> together(Unit<T>... units) {
        List<Unit<T>> all = new ArrayList<>();
        for (Unit<T> unit : units) {
            all.add(unit);
        }
        return together(all);
    }

    private <T> List<Future<T>> together(List<Unit<T>> units) {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch hold = new CountDownLatch(1);
        List<Future<T>> results = new ArrayList<>();
        var callers = Executors.newVirtualThreadPerTaskExecutor();
        callers.submit(() -> writer.write(work -> {
            held.countDown();
            return await(hold);
        }));
        await(held);
        for (Unit<T> unit : units) {
            results.add(callers.submit(() -> writer.write(unit)));
            while (writer.waiting() < results.size()) {
                Thread.onSpinWait();
            }
        }
        hold.countDown();
        return results;
    }

    private static Integer await(CountDownLatch until) {
        try {
            until.await();
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int insert(Work work, int id) throws SQLException {
        PreparedStatement insert = work.prepare(INSERT);
        insert.setInt(1, id);
        return work.execute(insert);
    }

    private static boolean insertNew(Work work, int id) throws SQLException {
        PreparedStatement insert = work.prepare(INSERT);
        insert.setInt(1, id);
        return work.insertNew(insert);
    }

    private List<Integer> ids() {
        try (Connection connection = engine.connection()) {
            Statements statements = new Statements(connection);
            return Statements.list(statements.prepare("select id from follow_up order by id"), row -> row.getInt(1));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
