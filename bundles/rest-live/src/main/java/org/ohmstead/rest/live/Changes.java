package org.ohmstead.rest.live;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.csms.TransactionHistory;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StationState;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.rest.live.view.Overview;
import org.ohmstead.rest.view.EntryView;
import org.ohmstead.rest.view.StationView;
import org.ohmstead.rest.view.StationViews;
import org.ohmstead.rest.view.TransactionViews;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the end of the journal once for all viewers and tells each what changed. One thread, and only while somebody watches;
 * looks at most twice a second, so that a thousand commits a second cost two reads.
 */
final class Changes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);
    /** A commit wakes us before the one who made it has it in memory, where we look. */
    private static final Duration SETTLING = Duration.ofMillis(100);

    private static final Duration PAUSE = Duration.ofMillis(400);
    private static final Duration OVERVIEW = Duration.ofSeconds(1);
    private static final int READ_AT_ONCE = 1_000;

    private record Watching(Topics topics, Viewer viewer) {}

    private final Journal journal;
    private final Stations stations;
    private final TransactionHistory history;
    private final TransactionViews views;
    private final StationViews stationViews;
    private final Overviews overviews;

    private final List<Watching> watching = new CopyOnWriteArrayList<>();
    private final ReentrantLock starting = new ReentrantLock();
    private final Semaphore appended = new Semaphore(0);
    private boolean reading;
    private final CountDownLatch closed = new CountDownLatch(1);

    Changes(
            Journal journal,
            Stations stations,
            TransactionHistory history,
            TransactionViews views,
            StationViews stationViews,
            Overviews overviews) {
        this.journal = journal;
        this.stations = stations;
        this.history = history;
        this.views = views;
        this.stationViews = stationViews;
        this.overviews = overviews;
    }

    /** Tells the viewer what changes from now on. */
    AutoCloseable watch(Topics topics, Viewer viewer) {
        var here = new Watching(topics, viewer);
        starting.lock();
        try {
            if (closed.getCount() == 0) {
                viewer.close();
                return () -> {};
            }
            watching.add(here);
            if (!reading) {
                // Taken before the viewer is told anything, so that nothing falls in between.
                JournalPosition from = journal.head();
                Overview known = overviews.now();
                reading = true;
                Thread.ofVirtual().name("rest-changes").start(() -> read(from, known));
            }
        } finally {
            starting.unlock();
        }
        return () -> watching.remove(here);
    }

    private void read(JournalPosition from, Overview known) {
        JournalPosition position = from;
        Overview last = known;
        long lastOverview = System.nanoTime();
        Journal.Subscription subscription = journal.onAppend(appended::release);
        try {
            while (isAnybodyWatching()) {
                if (appended.tryAcquire(OVERVIEW.toMillis(), TimeUnit.MILLISECONDS)) {
                    closed.await(SETTLING.toMillis(), TimeUnit.MILLISECONDS);
                }
                appended.drainPermits();
                try {
                    position = tellEntries(position);
                    if (System.nanoTime() - lastOverview >= OVERVIEW.toNanos()) {
                        lastOverview = System.nanoTime();
                        last = tellOverview(last);
                    }
                } catch (RuntimeException e) {
                    // Live screens are lossy; the store being away is told by health and by whoever writes.
                    LOG.debug("The journal's end cannot be read", e);
                }
                closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            subscription.close();
        }
    }

    private boolean isAnybodyWatching() {
        starting.lock();
        try {
            reading = !watching.isEmpty();
            return reading;
        } finally {
            starting.unlock();
        }
    }

    private JournalPosition tellEntries(JournalPosition position) {
        JournalPosition head = journal.head();
        if (head.equals(position)) {
            return position;
        }
        List<JournalEntry> entries = journal.read(position, READ_AT_ONCE);
        if (entries.size() == READ_AT_ONCE) {
            // Too far behind to tell each: everybody asks for the whole again.
            watching.forEach(it -> it.viewer().lost(READ_AT_ONCE));
            return head;
        }
        Set<StationId> changedStations = new LinkedHashSet<>();
        Set<TransactionId> changedTransactions = new LinkedHashSet<>();
        for (JournalEntry entry : entries) {
            note(entry, changedStations, changedTransactions);
            tell(entry);
        }
        if (entries.stream().map(JournalEntry::fact).anyMatch(Changes::concernsInbox)) {
            tellReviews();
        }
        changedStations.forEach(this::tell);
        changedTransactions.forEach(this::tell);
        return entries.isEmpty() ? position : entries.getLast().position();
    }

    private static void note(
            JournalEntry entry, Set<StationId> changedStations, Set<TransactionId> changedTransactions) {
        switch (entry.fact()) {
            case Facts.TransactionStarted it -> changedTransactions.add(it.transaction());
            case Facts.TransactionEnded it -> changedTransactions.add(it.transaction());
            case Facts.TransactionFlagged it -> changedTransactions.add(it.transaction());
            case Facts.EnergyCounted it -> changedTransactions.add(it.transaction());
            case Facts.TransactionDoubted it -> changedTransactions.add(it.transaction());
            case Facts.TransactionReopened it -> changedTransactions.add(it.transaction());
            case Facts.TransactionDecided it -> changedTransactions.add(it.transaction());
            case Facts.ReadingsStored it -> {
                // They have a tap of their own.
            }
            default -> entry.station().ifPresent(changedStations::add);
        }
    }

    /** Whether it may add a case to the inbox, change one or settle it. A plain start does not. */
    private static boolean concernsInbox(Fact fact) {
        return switch (fact) {
            case Facts.TransactionStarted it -> !it.flags().isEmpty();
            case Facts.TransactionEnded it -> true;
            case Facts.TransactionFlagged it -> true;
            case Facts.EnergyCounted it -> true;
            case Facts.TransactionDoubted it -> true;
            case Facts.TransactionReopened it -> true;
            case Facts.TransactionDecided it -> true;
            case Facts.TransactionUnmatched it -> true;
            case Facts.UnmatchedReportDecided it -> true;
            default -> false;
        };
    }

    private void tellReviews() {
        watching.stream()
                .filter(it -> it.topics().reviews())
                .forEach(it -> it.viewer().offer("reviews", Map.of()));
    }

    private void tell(JournalEntry entry) {
        List<Watching> interested = watching.stream()
                .filter(it -> entry.station()
                        .map(it.topics()::wantsJournal)
                        .orElse(it.topics().wholeJournal()))
                .toList();
        if (!interested.isEmpty()) {
            EntryView view = EntryView.of(entry);
            interested.forEach(it -> it.viewer().offer("entry", view));
        }
    }

    private void tell(StationId station) {
        List<Watching> interested = watching.stream()
                .filter(it -> it.topics().wantsStation(station))
                .toList();
        if (interested.isEmpty()) {
            return;
        }
        Optional<StationState> state = stations.find(station);
        if (state.isPresent()) {
            StationView view = stationViews.of(state.get());
            interested.forEach(it -> it.viewer().offer("station", view));
        } else {
            interested.forEach(it -> it.viewer().offer("station-removed", Map.of("id", station.value())));
        }
    }

    private void tell(TransactionId transaction) {
        List<Watching> interested = watching.stream()
                .filter(it -> it.topics().wantsTransaction(transaction))
                .toList();
        if (!interested.isEmpty()) {
            history.find(transaction)
                    .map(views::of)
                    .ifPresent(view -> interested.forEach(it -> it.viewer().offer("transaction", view)));
        }
    }

    /** @return what is known now */
    private Overview tellOverview(Overview last) {
        Overview now = overviews.now();
        if (!now.sameNumbers(last)) {
            watching.stream()
                    .filter(it -> it.topics().overview())
                    .forEach(it -> it.viewer().offer("overview", now));
        }
        return now;
    }

    /** Ends all streams. */
    @Override
    public void close() {
        starting.lock();
        try {
            closed.countDown();
            watching.forEach(it -> it.viewer().close());
            watching.clear();
            appended.release();
        } finally {
            starting.unlock();
        }
    }
}
