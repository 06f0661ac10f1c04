package org.ohmstead.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.database.DamagedDatabase;
import org.ohmstead.api.database.DatabaseCopy;
import org.ohmstead.api.database.DatabaseEngine;
import org.ohmstead.database.derby.DerbyEngine;

/** A copy is whole whatever happens beside it, and what is no copy is not left there. */
@Timeout(120)
class OnlineCopyTest {

    @TempDir
    private Path home;

    private final AtomicLong durable = new AtomicLong();

    @Test
    void aCopyMadeUnderLoadHasWhatWasDurableBeforeAndNoGap() throws Exception {
        long before;
        try (OpenStore store = new OpenStore(home)) {
            table(store);
            AtomicBoolean enough = new AtomicBoolean();
            CountDownLatch busy = new CountDownLatch(200);
            Thread load = Thread.ofVirtual().start(() -> {
                while (!enough.get()) {
                    durable.set(add(store));
                    busy.countDown();
                }
            });
            await(busy);
            before = durable.get();
            store.service().copies().make();
            enough.set(true);
            load.join();
        }

        assertThat(copied()).isBetween(before, durable.get());
    }

    /** The first reading of a month makes a table and an index, which Derby does without a log if it may. */
    @Test
    void tablesAreMadeDuringACopy() throws Exception {
        try (OpenStore store = new OpenStore(home)) {
            table(store);
            AtomicBoolean enough = new AtomicBoolean();
            AtomicLong made = new AtomicLong();
            Thread load = Thread.ofVirtual().start(() -> {
                while (!enough.get()) {
                    table(store, "extra" + made.get());
                    made.incrementAndGet();
                }
            });
            long during;
            do {
                long before = made.get();
                store.service().copies().make();
                during = made.get() - before;
            } while (during < 2);
            enough.set(true);
            load.join();
            durable.set(add(store));
            store.service().copies().make();
        }

        assertThat(copied()).isEqualTo(1);
    }

    @Test
    void aSecondCopyAtTheSameTimeIsRefused() throws Exception {
        CountDownLatch copying = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(1);
        DatabaseEngine engine = new FaultyEngine() {
            @Override
            public void copyTo(Connection connection, Path directory) {
                copying.countDown();
                await(refused);
            }
        };
        try (OpenStore store = new OpenStore(home, engine, Writer.Limits.DEFAULT)) {
            DatabaseCopy copies = store.service().copies();
            Thread first = Thread.ofVirtual().start(copies::make);
            await(copying);
            assertThatIllegalStateException().isThrownBy(copies::make).withMessageContaining("wait until it is done");
            refused.countDown();
            first.join();
        }
    }

    @Test
    void aCopyThatFailsLeavesNothingAndTheNextOneWorks() throws Exception {
        AtomicBoolean full = new AtomicBoolean(true);
        DatabaseEngine engine = new FaultyEngine() {
            @Override
            public void copyTo(Connection connection, Path directory) throws SQLException {
                super.copyTo(connection, directory);
                if (full.get()) {
                    throw new SQLException("No space left on device", "XSRS5");
                }
            }
        };
        try (OpenStore store = new OpenStore(home, engine, Writer.Limits.DEFAULT)) {
            table(store);
            DatabaseCopy copies = store.service().copies();
            assertThatIllegalStateException()
                    .isThrownBy(copies::make)
                    .withMessageContaining(DatabaseCopy.FOLDER)
                    .withMessageContaining("No space left");
            assertThat(home.resolve(DatabaseCopy.FOLDER)).doesNotExist();
            add(store);
            full.set(false);
            copies.make();
        }

        assertThat(copied()).isEqualTo(1);
    }

    @Test
    void damageIsToldApartAndTheStoreGoesOn() throws Exception {
        try (OpenStore store = new OpenStore(home)) {
            table(store);
            table(store, "other");
        }
        damage("OTHER");
        try (OpenStore store = new OpenStore(home)) {
            DatabaseCopy copies = store.service().copies();

            assertThatExceptionOfType(DamagedDatabase.class)
                    .isThrownBy(copies::make)
                    .withMessageContaining("Invalid checksum")
                    .withMessageNotContaining("dump");
            assertThat(home.resolve(DatabaseCopy.FOLDER)).doesNotExist();
            assertThat(add(store)).isEqualTo(1);
        }
    }

    /** As a disk does that loses a bit: in the first page with rows. */
    private void damage(String table) throws IOException, SQLException {
        DerbyEngine engine = new DerbyEngine();
        long container;
        try (Connection connection = engine.open(home.resolve("data")).getConnection()) {
            container = Statements.first(
                            new Statements(connection)
                                    .prepare(
                                            "select c.conglomeratenumber from sys.sysconglomerates c join sys.systables t"
                                                    + " on t.tableid = c.tableid where not c.isindex and t.tablename = '"
                                                    + table
                                                    + "'"),
                            row -> row.getLong(1))
                    .orElseThrow();
        } finally {
            engine.close();
        }
        Path file = home.resolve("data/derby/seg0/c" + Long.toHexString(container) + ".dat");
        byte[] bytes = Files.readAllBytes(file);
        bytes[8_192 + 4_000] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void whatIsNoCopyIsNotOpened() throws IOException {
        Path folder = Files.createDirectories(home.resolve("nothing"));

        assertThatThrownBy(() -> StoppedStore.open(new DerbyEngine(), folder)).isInstanceOf(SQLException.class);
    }

    private static void table(OpenStore store) {
        table(store, "thing");
    }

    private static void table(OpenStore store, String name) {
        store.service().writer().write(work -> {
            work.prepare("create table " + name + " (number bigint not null generated always as identity primary key)")
                    .execute();
            return work.prepare("create unique index " + name + "_index on " + name + " (number desc)")
                    .execute();
        });
    }

    private static long add(OpenStore store) {
        return store.service().writer().write(work -> {
            work.execute(work.prepare("insert into thing values (default)"));
            return Statements.first(work.prepare("select max(number) from thing"), row -> row.getLong(1))
                    .orElseThrow();
        });
    }

    /** How many things the copy has: as many as the number of the last. */
    private long copied() throws SQLException {
        DerbyEngine engine = new DerbyEngine();
        try (Connection connection =
                engine.open(home.resolve(DatabaseCopy.FOLDER)).getConnection()) {
            Statements statements = new Statements(connection);
            long count = Statements.first(statements.prepare("select count(*) from thing"), row -> row.getLong(1))
                    .orElseThrow();
            assertThat(Statements.first(statements.prepare("select max(number) from thing"), row -> row.getLong(1)))
                    .contains(count);
            return count;
        } finally {
            engine.close();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
