package org.ohmstead.store.journal;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
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

    /** So much of what was taken may come again after a crash, also while the next entry takes its time. */
    private static final long UNSAVED_NANOS = 100_000_000;

    private final String name;
    private final Set<String> kinds;
    private final Manner manner;
    private final Entries entries;
    private final StoreService store;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile JournalPosition position;
    private volatile Optional<String> failure = Optional.empty();
    private volatile boolean closed;
    private volatile boolean leftBehind;
    private JournalPosition durable;
    private long savedAt;
    private boolean owed;

    /**
     * How somebody follows.
     *
     * @param fromBeginning where one begins that was never seen before; else at the head
     * @param gather lets the facts of a busy server gather for so long, so that following costs a query now and then rather than
     *     one per commit
     * @param storesItself whether its position is stored together with the effect, and not by us
     */
    record Manner(boolean fromBeginning, Duration gather, boolean storesItself) {}

    /** @param kinds of facts that are wanted; empty for all */
    Following(String name, Set<String> kinds, Manner manner, Entries entries, StoreService store) {
        this.name = name;
        this.kinds = Set.copyOf(kinds);
        this.manner = manner;
        this.entries = entries;
        this.store = store;
        this.thread = Thread.ofVirtual().name("follower-" + name).unstarted(this::run);
    }

    /**
     * Takes at least the first entry of those that are wanted.
     *
     * @param last of the entries that were read, wanted or not
     * @return up to where it took them
     */
    abstract JournalPosition take(Iterator<JournalEntry> wanted, JournalPosition last) throws Exception;

    final void start() {
        JournalPosition head = store.head();
        JournalPosition begin = manner.fromBeginning() ? new JournalPosition(head.epoch(), 0) : head;
        durable = store.writer().write(work -> FollowerTable.findOrInsert(work, name, begin));
        position = durable;
        savedAt = System.nanoTime();
        thread.start();
    }

    /** How far it is; known once it has started. */
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

    /** No entry is taken any more but the one that is being taken. */
    final void stop() {
        closed = true;
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns when the follower is not called any more, unless it is the follower that calls. One that does not come back is left
     * behind after a while: its entry comes again to the next one of its name.
     *
     * @return false where it was left behind, and is still being called
     */
    final boolean close(Duration patience) {
        stop();
        if (Thread.currentThread() == thread || ends(patience)) {
            return true;
        }
        leftBehind = true;
        LOG.warn(
                "The follower {} does not come back from {} within {} s and is left behind.",
                name,
                position,
                patience.toSeconds());
        return false;
    }

    /** Whether it was closed and has come to its end. */
    final boolean isOver() {
        return closed && !thread.isAlive();
    }

    /** Whether its effect moves its position, so that no other may begin while one that was left behind may yet have one. */
    final boolean movesItself() {
        return manner.storesItself();
    }

    /** Waits, deaf to interrupts; false if it did not end. */
    private boolean ends(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        long left = patience.toNanos();
        while (thread.isAlive() && left > 0) {
            try {
                thread.join(Duration.ofNanos(left));
            } catch (InterruptedException e) {
                interrupted = true;
            }
            left = deadline - System.nanoTime();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    private void run() {
        long retry = FIRST_RETRY_MILLIS;
        while (!closed) {
            try {
                readOn();
                failure = Optional.empty();
                retry = FIRST_RETRY_MILLIS;
                pause(manner.gather().toMillis(), false);
                pause(1_000, true);
            } catch (Throwable e) { // whatever a plugin throws, it is tried again
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
            long from = position.seq();
            long to = store.head().seq();
            take(store.readers().read(statements -> JournalTable.read(statements, from, to, PAGE)));
        }
        if (owed) {
            save();
        }
    }

    /** Up to the end of a page, or to the entry after which it was closed: never past one that was not taken. */
    private void take(List<JournalTable.Row> rows) throws Exception {
        long from = position.seq();
        JournalPosition last =
                new JournalPosition(rows.getLast().epoch(), rows.getLast().seq());
        // Entries are made of rows one by one, so that one that cannot be read keeps nobody from those before it.
        Iterator<JournalEntry> wanted = rows.stream()
                .filter(row -> kinds.isEmpty() || kinds.contains(row.kind()))
                .flatMap(row -> entries.of(row).stream())
                .filter(entry -> entry.position().seq() > from)
                .iterator();
        while (!closed && wanted.hasNext()) {
            taken(take(wanted, last));
        }
        if (!closed) {
            position = last;
        }
        if (owed || position.seq() - durable.seq() >= SKIPPED) {
            save();
        }
    }

    private void taken(JournalPosition now) {
        position = now;
        failure = Optional.empty();
        if (manner.storesItself()) {
            durable = now;
        } else {
            owed = true;
            if (System.nanoTime() - savedAt >= UNSAVED_NANOS) {
                save();
            }
        }
    }

    private void save() {
        JournalPosition reached = position;
        if (!reached.equals(durable)) {
            store.writer().write(work -> {
                if (!leftBehind) { // asked on the writer: the next one of this name reads its position there
                    FollowerTable.move(work, name, reached);
                }
                return null;
            });
            durable = reached;
        }
        owed = false;
        savedAt = System.nanoTime();
    }

    private void saveQuietly() {
        try {
            save();
        } catch (RuntimeException e) {
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
