package org.ohmstead.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.ohmstead.api.database.DatabaseEngine;
import org.ohmstead.api.database.DatabaseEngine.Failure;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.store.journal.JournalTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only thread that writes. It takes the units that wait, runs them in one database transaction, commits once and wakes
 * their callers. A unit that fails after it wrote something takes the whole transaction back; then the others run together
 * again and it runs alone, so that one bad unit harms nobody else and the usual case needs no savepoints.
 */
public final class Writer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    private static final String CLOSED = "The store is closed";
    private static final String CANNOT_BE_OPENED = "The database cannot be opened";
    private static final int UNITS = 500;
    private static final int ROWS = 2_000;
    private static final long RETRY_MILLIS = 1_000;

    /** The file system is asked once a second: what is written in that time is far less than the room that is kept. */
    private static final long ROOM_NANOS = 1_000_000_000;

    private final DatabaseEngine engine;
    private final DataSource source;
    private final DiskSpace disk;
    private final long longestBatchNanos;
    private final long longestWaitMillis;
    private final CommitListener listener;
    private final BlockingQueue<Task<?>> queue;
    private final Task<Void> end = new Task<>(work -> null);
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean ended;
    private volatile String refusal;
    private long roomAskedAt = System.nanoTime() - ROOM_NANOS;
    private Statements connection;

    /**
     * How much gathers.
     *
     * @param waitingUnits how many units may wait before more are refused; by default some seconds of work, since a station
     *     that waits longer has long tried again
     * @param longestBatch how long units are added to a commit before it is made
     * @param longestWait how long a caller waits for room among them before it is refused: a burst is no reason to send
     *     stations away
     */
    record Limits(int waitingUnits, Duration longestBatch, Duration longestWait) {

        static final Limits DEFAULT = new Limits(16_384, Duration.ofMillis(20), Duration.ofSeconds(5));
    }

    /** @param listener told of each commit */
    Writer(DatabaseEngine engine, DataSource source, DiskSpace disk, Limits limits, CommitListener listener) {
        this(engine, source, disk, limits, listener, new ArrayBlockingQueue<>(limits.waitingUnits()));
    }

    /** With a queue in which a test can hold up who comes. */
    Writer(
            DatabaseEngine engine,
            DataSource source,
            DiskSpace disk,
            Limits limits,
            CommitListener listener,
            BlockingQueue<Task<?>> queue) {
        this.engine = engine;
        this.source = source;
        this.disk = disk;
        this.longestBatchNanos = limits.longestBatch().toNanos();
        this.longestWaitMillis = limits.longestWait().toMillis();
        this.listener = listener;
        this.queue = queue;
        this.thread = Thread.ofPlatform().name("store-writer").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /**
     * Runs a unit and returns when it is on disk. Blocks; not on the writer's own thread.
     *
     * @throws StoreUnavailable if it is not, or nobody knows
     */
    public <T> T write(Unit<T> unit) {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("A unit waits for another unit");
        }
        Task<T> task = new Task<>(unit);
        String refused = closed ? CLOSED : refusal;
        if (refused != null) {
            throw new StoreUnavailable(refused, false, null);
        }
        if (!queue.offer(task) && !findsRoom(task)) {
            throw new StoreUnavailable("Too many wait for the store", false, null);
        }
        // The writer may have ended since it was asked; then either it has seen this task, or it is taken back here.
        if (ended && queue.remove(task)) {
            throw new StoreUnavailable(CLOSED, false, null);
        }
        return task.await();
    }

    private boolean findsRoom(Task<?> task) {
        try {
            return queue.offer(task, longestWaitMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** How many units wait. */
    int waiting() {
        return queue.size();
    }

    /** How many units may wait. */
    int capacity() {
        return queue.size() + queue.remainingCapacity();
    }

    /** Why nothing is written at the moment. */
    Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** Writes what waits, then ends. May be repeated. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            queue.put(end);
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Task<?>> batch = new ArrayList<>(UNITS);
        boolean goesOn = true;
        while (goesOn) {
            batch.clear();
            try {
                goesOn = writeNext(batch);
            } catch (Throwable e) {
                LOG.error("The writer met a fault; the units of this commit are answered as unknown.", e);
                discard();
                batch.forEach(task -> task.fail(unknown(e)));
            }
        }
        discard();
        ended = true;
        for (Task<?> late = queue.poll(); late != null; late = queue.poll()) {
            late.fail(new StoreUnavailable(CLOSED, false, null));
        }
    }

    private boolean writeNext(List<Task<?>> batch) throws InterruptedException {
        Task<?> first = refusal == null ? queue.take() : queue.poll(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        if (first == end) {
            return false;
        }
        if (!hasRoom() || !connect()) {
            return refuse(first);
        }
        return first == null || together(first, batch);
    }

    /** Runs what waits in one transaction; false if the end was reached. */
    private boolean together(Task<?> first, List<Task<?>> batch) {
        long began = System.nanoTime();
        Work work = new Work(engine, connection);
        Task<?> task = first;
        boolean ran = false;
        try {
            while (task != null && task != end) {
                batch.add(task);
                task.run(work);
                boolean full =
                        batch.size() >= UNITS || work.rows() >= ROWS || System.nanoTime() - began >= longestBatchNanos;
                task = full ? null : queue.poll();
            }
            ran = true;
            commit(work, batch, began);
        } catch (UncommittedException e) {
            rollBack(e);
            if (connection == null) {
                again(batch); // it may have been lost long before, and no unit be to blame
            } else {
                apart(batch, ran ? batch.size() / 2 : batch.size() - 1, e);
            }
        }
        return task != end;
    }

    /** Runs units again, in one transaction if they let it. */
    private void again(List<Task<?>> batch) {
        if (!connect()) {
            batch.forEach(task -> task.fail(new StoreUnavailable(refusal, false, null)));
            return;
        }
        long began = System.nanoTime();
        Work work = new Work(engine, connection);
        int ran = 0;
        try {
            while (ran < batch.size()) {
                batch.get(ran).run(work);
                ran++;
            }
            commit(work, batch, began);
        } catch (UncommittedException e) {
            rollBack(e);
            apart(batch, ran < batch.size() ? ran : ran / 2, e);
        }
    }

    /**
     * Nothing of the units is on disk. Those before the given one run again, then it and those after it: where it was the last, it
     * runs alone. A commit that failed is to be halved, since nobody knows whose fault that was.
     */
    private void apart(List<Task<?>> batch, int at, UncommittedException why) {
        if (batch.size() == 1) {
            batch.getFirst().fail(why.forCaller());
            return;
        }
        LOG.debug("Units are written apart, because of {}", why.getCause().toString());
        int cut = Math.max(1, at);
        again(batch.subList(0, cut));
        again(batch.subList(cut, batch.size()));
    }

    private void commit(Work work, List<Task<?>> batch, long began) throws UncommittedException {
        JournalPosition head = null;
        if (work.journal().size() > 0) {
            try {
                head = JournalTable.write(connection, work.journal());
            } catch (SQLException | RuntimeException e) {
                throw new UncommittedException(e);
            }
        }
        try {
            connection.connection().commit();
        } catch (SQLException e) {
            if (engine.interpret(e) == Failure.TRANSACTION_LOST) {
                throw new UncommittedException(e);
            }
            LOG.error(
                    "Nobody knows whether a commit of {} units took effect; their callers get no answer.",
                    batch.size(),
                    e);
            discard();
            batch.forEach(task -> task.fail(unknown(e)));
            return;
        }
        listener.committed(head, batch.size(), work.rows(), System.nanoTime() - began);
        batch.forEach(Task::succeed);
    }

    private boolean hasRoom() {
        long now = System.nanoTime();
        if (now - roomAskedAt < ROOM_NANOS) {
            return true;
        }
        Optional<String> full = disk.refusal();
        if (full.isPresent()) {
            refusal = full.get();
            return false;
        }
        roomAskedAt = now;
        return true;
    }

    private boolean connect() {
        if (connection != null) {
            refusal = null;
            return true;
        }
        try {
            Connection opened = source.getConnection();
            opened.setAutoCommit(false);
            opened.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection = new Statements(opened);
            if (CANNOT_BE_OPENED.equals(refusal)) {
                LOG.info("The database can be opened again.");
            }
            refusal = null;
            return true;
        } catch (SQLException e) {
            if (!CANNOT_BE_OPENED.equals(refusal)) {
                LOG.error(
                        "The database cannot be opened; nothing is stored and no station is answered until it can.", e);
            }
            refusal = CANNOT_BE_OPENED;
            return false;
        }
    }

    /** Answers those who wait while nothing can be written; who comes later is refused at once. False if the end was reached. */
    private boolean refuse(Task<?> first) {
        Task<?> task = first;
        while (task != null && task != end) {
            task.fail(new StoreUnavailable(refusal, false, null));
            task = queue.poll();
        }
        return task != end;
    }

    /** After a fault that ended the transaction itself the connection is not trusted any more. */
    private void rollBack(UncommittedException fault) {
        Failure failure = fault.sql().map(engine::interpret).orElse(Failure.STATEMENT);
        if (failure == Failure.TRANSACTION_LOST || failure == Failure.CONNECTION_LOST) {
            discard();
            return;
        }
        try {
            connection.connection().rollback();
        } catch (SQLException e) {
            LOG.warn("A rollback failed; the connection is replaced.", e);
            discard();
        }
    }

    private void discard() {
        if (connection != null) {
            connection.discard();
            connection = null;
        }
    }

    private static StoreUnavailable unknown(Throwable cause) {
        return new StoreUnavailable("Nobody knows whether it was stored", true, cause);
    }

    /** Told after each commit, on the writer's thread, before the callers are woken: must return at once. */
    @FunctionalInterface
    interface CommitListener {

        /**
         * @param head the last fact of the journal; null if the commit added none
         * @param nanos from the first unit to the commit
         */
        void committed(JournalPosition head, int units, int rows, long nanos);
    }
}
