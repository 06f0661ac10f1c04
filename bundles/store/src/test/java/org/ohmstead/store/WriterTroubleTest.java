package org.ohmstead.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.HealthCheck.Status;
import org.ohmstead.api.model.StoreUnavailable;

/** The database fails, is full, away or not to be opened; of those who are turned away each knows why. */
class WriterTroubleTest extends WriterScene {

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

    /** The release before must be able to open what is there: nothing is made or migrated. */
    @Test
    void aStartOnAFullDiskTouchesNothing() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() ->
                        new StoreService(engine, elsewhere, "1.2.3", Clock.systemUTC(), LIMITS, withMegabytes(1)));
        assertThat(elsewhere.resolve("data")).isEmptyDirectory();
    }

    private static DiskSpace withMegabytes(long left) {
        return new DiskSpace(() -> left << 20, DiskSpace.Limits.ofMegabytes(5, 2));
    }

    @Test
    void aStoreThatCannotEvenSayThatItStartedClosesWhatItOpened() {
        store.close();
        AtomicInteger asked = new AtomicInteger();
        DiskSpace full =
                new DiskSpace(() -> asked.getAndIncrement() == 0 ? 100 << 20 : 0, DiskSpace.Limits.ofMegabytes(5, 2));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new OpenStore(home, engine, LIMITS, full))
                .withMessageContaining("The disk is full");
        restart();
        writer.write(work -> insert(work, 1));
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
}
