package org.ohmstead.store.journal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalFollower;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.store.StoreService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One follower on its way through the journal, on a virtual thread of its own. */
final class Following {

    private static final Logger LOG = LoggerFactory.getLogger(Following.class);

    private static final int PAGE = 200;
    /** Facts nobody wants are not worth a write; after a restart at most this many are looked at again. */
    private static final long SKIPPED = 5_000;
    /** Lets the facts of a busy server gather, so that following costs a query now and then rather than one per commit. */
    private static final long GATHER_MILLIS = 50;

    private static final long FIRST_RETRY_MILLIS = 250;
    private static final long LAST_RETRY_MILLIS = 60_000;

    private final JournalFollower follower;
    private final Set<String> kinds;
    private final boolean fromBeginning;
    private final JournalService journal;
    private final StoreService store;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile JournalPosition position;
    private volatile Optional<String> failure = Optional.empty();
    private volatile boolean closed;
    private JournalPosition durable;

    Following(JournalFollower follower, boolean fromBeginning, JournalService journal, StoreService store) {
        this.follower = follower;
        this.kinds = Set.copyOf(follower.kinds());
        this.fromBeginning = fromBeginning;
        this.journal = journal;
        this.store = store;
        this.thread = Thread.ofVirtual().name("follower-" + follower.name()).unstarted(this::run);
    }

    void start() {
        JournalPosition head = store.head();
        JournalPosition begin = fromBeginning ? new JournalPosition(head.epoch(), 0) : head;
        durable = store.writer().write(work -> FollowerTable.findOrInsert(work, follower.name(), begin));
        position = durable;
        thread.start();
    }

    JournalPosition position() {
        return position;
    }

    Optional<String> failure() {
        return failure;
    }

    /** New facts are there. Called on the writer's thread. */
    void wake() {
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
    void close() {
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
                pause(GATHER_MILLIS, false);
                pause(1_000, true);
            } catch (Exception | LinkageError e) {
                if (failure.isEmpty() && !closed) {
                    LOG.warn("The follower {} failed at {} and will be tried again.", follower.name(), position, e);
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
            for (JournalTable.Row row : rows) {
                follow(row);
            }
            if (position.seq() - durable.seq() >= SKIPPED) {
                save();
            }
        }
    }

    private void follow(JournalTable.Row row) throws Exception {
        if (!kinds.isEmpty() && !kinds.contains(row.kind())) {
            position = new JournalPosition(row.epoch(), row.seq());
            return;
        }
        for (JournalEntry entry : journal.entries(row)) {
            if (entry.position().seq() > position.seq() && !closed) {
                follower.follow(entry);
                position = entry.position();
                failure = Optional.empty();
            }
        }
        save();
    }

    private void save() {
        JournalPosition reached = position;
        if (!reached.equals(durable)) {
            store.writer().write(work -> {
                FollowerTable.move(work, follower.name(), reached);
                return null;
            });
            durable = reached;
        }
    }

    private void saveQuietly() {
        try {
            save();
        } catch (StoreUnavailable e) {
            LOG.debug("The position of {} was not saved; facts will come again.", follower.name(), e);
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
            LOG.debug("The follower {} was interrupted.", follower.name());
        } finally {
            lock.unlock();
        }
    }
}
