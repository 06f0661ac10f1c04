package org.ohmstead.store.journal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.store.StoreService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Somebody on the way through the journal, on a virtual thread of its own. */
abstract class Following {

    private static final Logger LOG = LoggerFactory.getLogger(Following.class);

    private static final int PAGE = 200;
    /** Facts nobody wants are not worth a write; after a restart at most this many are looked at again. */
    private static final long SKIPPED = 5_000;

    private static final long FIRST_RETRY_MILLIS = 250;
    private static final long LAST_RETRY_MILLIS = 60_000;

    private final String name;
    private final Set<String> kinds;
    private final boolean fromBeginning;
    private final long gatherMillis;
    private final StoreService store;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile JournalPosition position;
    private volatile Optional<String> failure = Optional.empty();
    private volatile boolean closed;
    private JournalPosition durable;

    /**
     * @param kinds of facts that are wanted; empty for all
     * @param gather lets the facts of a busy server gather for so long, so that following costs a query now and then rather than
     *     one per commit
     */
    Following(String name, Set<String> kinds, boolean fromBeginning, Duration gather, StoreService store) {
        this.name = name;
        this.kinds = Set.copyOf(kinds);
        this.fromBeginning = fromBeginning;
        this.gatherMillis = gather.toMillis();
        this.store = store;
        this.thread = Thread.ofVirtual().name("follower-" + name).unstarted(this::run);
    }

    /** Takes rows that were read, in order, and tells {@link #reached} how far that was. */
    abstract void take(List<JournalTable.Row> rows) throws Exception;

    final boolean wants(JournalTable.Row row) {
        return kinds.isEmpty() || kinds.contains(row.kind());
    }

    final boolean isClosed() {
        return closed;
    }

    /** Everything up to here was taken, or is not wanted. */
    final void reached(JournalPosition now) {
        position = now;
    }

    /** Everything up to here was taken, and that is durable. */
    final void stored(JournalPosition now) {
        position = now;
        durable = now;
        succeeded();
    }

    final void succeeded() {
        failure = Optional.empty();
    }

    final void start() {
        JournalPosition head = store.head();
        JournalPosition begin = fromBeginning ? new JournalPosition(head.epoch(), 0) : head;
        durable = store.writer().write(work -> FollowerTable.findOrInsert(work, name, begin));
        position = durable;
        thread.start();
    }

    /** Known once it has started. */
    final JournalPosition position() {
        return position;
    }

    /** The same for who may ask earlier. */
    final Optional<JournalPosition> positionIfKnown() {
        return Optional.ofNullable(position);
    }

    final Optional<String> failure() {
        return failure;
    }

    /** New facts are there. Called on the writer's thread. */
    final void wake() {
        // The writer never waits here: who holds the lock is about to look at the head anyway, or looks soon.
        if (lock.tryLock()) {
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Returns when the follower is not called any more, unless it is the follower that calls. */
    final void close() {
        closed = true;
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (Thread.currentThread() != thread) {
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        long retry = FIRST_RETRY_MILLIS;
        while (!closed) {
            try {
                readOn();
                retry = FIRST_RETRY_MILLIS;
                pause(gatherMillis, false);
                pause(1_000, true);
            } catch (Exception | LinkageError e) {
                if (failure.isEmpty() && !closed) {
                    LOG.warn("The follower {} failed at {} and will be tried again.", name, position, e);
                }
                failure = Optional.of(e.toString());
                saveQuietly();
                pause(retry, false);
                retry = Math.min(retry * 2, LAST_RETRY_MILLIS);
            }
        }
        saveQuietly();
    }

    /** Goes on until the head is reached. */
    private void readOn() throws Exception {
        while (!closed && position.seq() < store.head().seq()) {
            JournalPosition from = position;
            long to = store.head().seq();
            List<JournalTable.Row> rows =
                    store.readers().read(statements -> JournalTable.read(statements, from.seq(), to, PAGE));
            take(rows);
            if (position.seq() - durable.seq() >= SKIPPED) {
                save();
            }
        }
    }

    final void save() {
        JournalPosition reached = position;
        if (!reached.equals(durable)) {
            store.writer().write(work -> {
                FollowerTable.move(work, name, reached);
                return null;
            });
            durable = reached;
        }
    }

    private void saveQuietly() {
        try {
            save();
        } catch (StoreUnavailable e) {
            LOG.debug("The position of {} was not saved; facts will come again.", name, e);
        }
    }

    /** @param untilAppended whether new facts end the pause */
    private void pause(long millis, boolean untilAppended) {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            while (left > 0
                    && !closed
                    && !(untilAppended && position.seq() < store.head().seq())) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            // Whatever the follower's code asked for: only close ends the following.
            LOG.debug("The follower {} was interrupted.", name);
        } finally {
            lock.unlock();
        }
    }
}
