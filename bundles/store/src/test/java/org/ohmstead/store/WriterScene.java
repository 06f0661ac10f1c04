package org.ohmstead.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.store.OpenStore.T0;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.store.journal.Append;

/** A writer over a database that a test can let fail, and units of work for it. */
@Timeout(60)
abstract class WriterScene {

    /** A commit gathers for as long as a test wants to hold it. */
    static final Writer.Limits LIMITS = new Writer.Limits(50, Duration.ofMinutes(1), Duration.ZERO);

    static final StationId CP1 = new StationId("CP-1");
    static final String INSERT = "insert into follow_up (id) values (?)";

    @TempDir
    Path home;

    @TempDir
    Path elsewhere;

    final FaultyEngine engine = new FaultyEngine();
    OpenStore store;
    Writer writer;

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

    static void await(BooleanSupplier reached) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!reached.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(reached.getAsBoolean()).isTrue();
    }

    void restart() {
        store.close();
        store = new OpenStore(home, engine, LIMITS);
        writer = store.service().writer();
    }

    void append(int number) {
        Append entry = store.service().entry(Optional.empty(), T0, CP1, new Facts.StationDisconnected("n" + number));
        writer.write(work -> {
            work.append(entry);
            return null;
        });
    }

    /** Every tenth of them fails, after its fact is in the commit. */
    void appendThenInsert(int id) {
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

    void assertNoGap() {
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
    final <T> List<Future<T>> together(Unit<T>... units) {
        List<Unit<T>> all = new ArrayList<>();
        for (Unit<T> unit : units) {
            all.add(unit);
        }
        return together(all);
    }

    <T> List<Future<T>> together(List<Unit<T>> units) {
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

    static Integer await(CountDownLatch until) {
        try {
            until.await();
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static int insert(Work work, int id) throws SQLException {
        PreparedStatement insert = work.prepare(INSERT);
        insert.setInt(1, id);
        return work.execute(insert);
    }

    static boolean insertNew(Work work, int id) throws SQLException {
        PreparedStatement insert = work.prepare(INSERT);
        insert.setInt(1, id);
        return work.insertNew(insert);
    }

    List<Integer> ids() {
        try (Connection connection = engine.connection()) {
            Statements statements = new Statements(connection);
            return Statements.list(statements.prepare("select id from follow_up order by id"), row -> row.getInt(1));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
