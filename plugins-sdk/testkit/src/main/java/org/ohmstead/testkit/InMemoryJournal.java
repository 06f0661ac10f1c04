package org.ohmstead.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalFollower;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.journal.JournalProjection;
import org.ohmstead.api.model.StationId;

/** A journal in memory, filled by the in-memory stores. Followers run on virtual threads of their own. Thread-safe. */
public final class InMemoryJournal implements Journal, Consumer<JournalEntry> {

    private static final long EPOCH = 1;
    private static final Duration BACK_OFF = Duration.ofMillis(20);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition appended = lock.newCondition();
    private final List<JournalEntry> entries = new ArrayList<>();
    private final Map<String, Follower> followers = new HashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Appends an entry; the journal hands out its position. */
    @Override
    public void accept(JournalEntry entry) {
        lock.lock();
        try {
            entries.add(new JournalEntry(
                    new JournalPosition(EPOCH, entries.size() + 1L),
                    entry.stationTime(),
                    entry.receivedAt(),
                    entry.site(),
                    entry.station(),
                    entry.fact()));
            appended.signalAll();
        } finally {
            lock.unlock();
        }
        listeners.forEach(Runnable::run);
    }

    /** Every fact of one kind, oldest first. */
    public <T extends Fact> List<T> facts(Class<T> kind) {
        return matching(entry -> kind.isInstance(entry.fact()), Integer.MAX_VALUE).stream()
                .map(entry -> kind.cast(entry.fact()))
                .toList();
    }

    @Override
    public JournalPosition head() {
        lock.lock();
        try {
            return new JournalPosition(EPOCH, entries.size());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<JournalEntry> read(JournalPosition after, int limit) {
        return matching(entry -> isAfter(entry, after), limit);
    }

    @Override
    public List<JournalEntry> read(StationId station, JournalPosition after, int limit) {
        return matching(entry -> isAbout(entry, station) && isAfter(entry, after), limit);
    }

    @Override
    public List<JournalEntry> latest(StationId station, int limit) {
        return latest(station, head(), limit);
    }

    @Override
    public List<JournalEntry> latest(StationId station, JournalPosition upTo, int limit) {
        List<JournalEntry> newestFirst = matching(
                        entry -> isAbout(entry, station) && !isAfter(entry, upTo), Integer.MAX_VALUE)
                .reversed();
        return List.copyOf(newestFirst.subList(0, Math.min(limit, newestFirst.size())));
    }

    @Override
    public JournalPosition lastBefore(Instant instant) {
        return matching(entry -> entry.receivedAt().isBefore(instant), Integer.MAX_VALUE).reversed().stream()
                .findFirst()
                .map(JournalEntry::position)
                .orElse(new JournalPosition(EPOCH, 0));
    }

    @Override
    public Subscription follow(JournalFollower follower, boolean fromBeginning) {
        lock.lock();
        try {
            Follower before = followers.get(follower.name());
            if (before != null && before.running) {
                throw new IllegalStateException(follower.name() + " follows already");
            }
            long position = before != null ? before.position : fromBeginning ? 0 : entries.size();
            Follower started = new Follower(follower, position);
            followers.put(follower.name(), started);
            started.thread =
                    Thread.ofVirtual().name("follower " + follower.name()).start(() -> run(started));
            return () -> stop(started);
        } finally {
            lock.unlock();
        }
    }

    /** As a follower that gets one entry at a time. */
    @Override
    public Subscription project(JournalProjection projection) {
        return follow(
                new JournalFollower() {
                    @Override
                    public String name() {
                        return projection.name();
                    }

                    @Override
                    public Set<String> kinds() {
                        return projection.kinds();
                    }

                    @Override
                    public void follow(JournalEntry entry) throws Exception {
                        projection.follow(List.of(entry), entry.position());
                    }
                },
                true);
    }

    @Override
    public List<FollowerState> followers() {
        lock.lock();
        try {
            return followers.values().stream()
                    .map(follower -> new FollowerState(
                            follower.follower.name(),
                            new JournalPosition(EPOCH, follower.position),
                            entries.size() - follower.position,
                            follower.running,
                            follower.failure))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Subscription onAppend(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void run(Follower follower) {
        try {
            while (true) {
                JournalEntry next = await(follower);
                boolean wanted = follower.follower.kinds().isEmpty()
                        || follower.follower.kinds().contains(next.kind());
                if (!wanted || followed(follower, next)) {
                    moved(follower);
                }
            }
        } catch (InterruptedException e) {
            // the subscription was closed
        }
    }

    private JournalEntry await(Follower follower) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (follower.position >= entries.size()) {
                appended.await();
            }
            return entries.get((int) follower.position);
        } finally {
            lock.unlock();
        }
    }

    private boolean followed(Follower follower, JournalEntry entry) throws InterruptedException {
        try {
            follower.follower.follow(entry);
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            lock.lock();
            try {
                follower.failure = Optional.of(String.valueOf(e.getMessage()));
            } finally {
                lock.unlock();
            }
            TimeUnit.NANOSECONDS.sleep(BACK_OFF.toNanos());
            return false;
        }
    }

    private void moved(Follower follower) {
        lock.lock();
        try {
            follower.position++;
            follower.failure = Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void stop(Follower follower) {
        follower.thread.interrupt();
        try {
            follower.thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lock.lock();
        try {
            follower.running = false;
        } finally {
            lock.unlock();
        }
    }

    private List<JournalEntry> matching(Predicate<JournalEntry> wanted, int limit) {
        lock.lock();
        try {
            return entries.stream().filter(wanted).limit(limit).toList();
        } finally {
            lock.unlock();
        }
    }

    private static boolean isAfter(JournalEntry entry, JournalPosition position) {
        return entry.position().epoch() > position.epoch()
                || entry.position().epoch() == position.epoch()
                        && entry.position().seq() > position.seq();
    }

    private static boolean isAbout(JournalEntry entry, StationId station) {
        return entry.station().equals(Optional.of(station)) && !(entry.fact() instanceof Facts.ReadingsStored);
    }

    /** Guarded by the journal's lock. */
    private static final class Follower {

        private final JournalFollower follower;
        private long position;
        private boolean running = true;
        private Optional<String> failure = Optional.empty();
        private Thread thread;

        Follower(JournalFollower follower, long position) {
            this.follower = follower;
            this.position = position;
        }
    }
}
