package org.ohmstead.routes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalFollower;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.journal.JournalProjection;
import org.ohmstead.api.model.StationId;

/** A journal that hands an entry to its followers on the caller's thread and remembers how far each is. */
final class ScriptedJournal implements Journal {

    private final List<JournalEntry> entries = new ArrayList<>();
    private final Map<String, JournalFollower> running = new ConcurrentHashMap<>();
    private final Map<String, Integer> positions = new ConcurrentHashMap<>();

    /** What else the store knows of followers. */
    final List<FollowerState> others = new ArrayList<>();

    void append(JournalEntry entry) {
        entries.add(entry);
    }

    boolean followed(String name) {
        return running.containsKey(name);
    }

    /** Lets a follower read on until it throws. */
    void run(String name) throws Exception {
        JournalFollower follower = running.get(name);
        for (int next = positions.getOrDefault(name, 0); next < entries.size(); next++) {
            JournalEntry entry = entries.get(next);
            if (follower.kinds().isEmpty() || follower.kinds().contains(entry.kind())) {
                follower.follow(entry);
            }
            positions.put(name, next + 1);
        }
    }

    @Override
    public Subscription follow(JournalFollower follower, boolean fromBeginning) {
        if (running.putIfAbsent(follower.name(), follower) != null) {
            throw new IllegalStateException("Somebody follows as " + follower.name() + " already");
        }
        positions.putIfAbsent(follower.name(), fromBeginning ? 0 : entries.size());
        return () -> running.remove(follower.name());
    }

    @Override
    public Subscription project(JournalProjection projection) {
        throw new UnsupportedOperationException("Routes project nothing");
    }

    @Override
    public JournalPosition head() {
        return new JournalPosition(1, entries.size());
    }

    @Override
    public List<JournalEntry> read(JournalPosition after, int limit) {
        return entries.stream()
                .filter(entry -> entry.position().seq() > after.seq())
                .limit(limit)
                .toList();
    }

    @Override
    public List<JournalEntry> read(StationId station, JournalPosition after, int limit) {
        return List.of();
    }

    @Override
    public List<JournalEntry> latest(StationId station, int limit) {
        return List.of();
    }

    @Override
    public List<JournalEntry> latest(StationId station, JournalPosition upTo, int limit) {
        return List.of();
    }

    @Override
    public JournalPosition lastBefore(Instant instant) {
        return head();
    }

    @Override
    public List<FollowerState> followers() {
        return List.copyOf(others);
    }

    @Override
    public Subscription onAppend(Runnable listener) {
        return () -> {};
    }
}
