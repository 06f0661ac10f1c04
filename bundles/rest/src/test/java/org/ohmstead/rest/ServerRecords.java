package org.ohmstead.rest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.csms.FrameTap;
import org.ohmstead.api.csms.LogLevels;
import org.ohmstead.api.csms.WireLog;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalFollower;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.journal.JournalProjection;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StoreUnavailable;

/** What a server remembers and lets people see: journal, audit trail, frames, log levels. */
abstract class ServerRecords {

    public static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    public final List<JournalEntry> entries = new CopyOnWriteArrayList<>();
    public final List<FrameTap.SeenFrame> frameLog = new CopyOnWriteArrayList<>();
    public final List<Audit.Entry> trail = new CopyOnWriteArrayList<>();
    public volatile boolean diskIsFull;
    public final List<Consumer<FrameTap.PassedFrame>> frameViewers = new CopyOnWriteArrayList<>();
    private final List<Runnable> appendListeners = new CopyOnWriteArrayList<>();

    public void append(Optional<StationId> station, Fact fact) {
        append(NOW, station, fact);
    }

    public void append(Instant receivedAt, Optional<StationId> station, Fact fact) {
        entries.add(new JournalEntry(
                new JournalPosition(1, entries.size() + 1L),
                Optional.empty(),
                receivedAt,
                SiteId.DEFAULT,
                station,
                fact));
        appendListeners.forEach(Runnable::run);
    }

    /** Whether somebody waits for what is appended. */
    public boolean isListening() {
        return !appendListeners.isEmpty();
    }

    static <T> Page<T> cut(List<T> all, Page.Request request, Function<T, String> key) {
        int from = 0;
        if (request.after().isPresent()) {
            List<String> keys = all.stream().map(key).toList();
            from = keys.indexOf(request.after().get()) + 1;
            if (from == 0) {
                throw new IllegalArgumentException(
                        "For input string: " + request.after().get());
            }
        }
        List<T> items = all.subList(from, Math.min(all.size(), from + request.limit()));
        boolean more = from + items.size() < all.size();
        return new Page<>(items, more ? Optional.of(key.apply(items.getLast())) : Optional.empty());
    }

    public final Journal journal = new Journal() {
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
            return read(after, Integer.MAX_VALUE).stream()
                    .filter(entry -> entry.station().equals(Optional.of(station)))
                    .limit(limit)
                    .toList();
        }

        @Override
        public List<JournalEntry> latest(StationId station, int limit) {
            return latest(station, head(), limit);
        }

        @Override
        public JournalPosition lastBefore(Instant instant) {
            return new JournalPosition(
                    1,
                    entries.stream()
                            .filter(entry -> entry.receivedAt().isBefore(instant))
                            .count());
        }

        @Override
        public List<JournalEntry> latest(StationId station, JournalPosition upTo, int limit) {
            return entries.reversed().stream()
                    .filter(entry -> entry.station().equals(Optional.of(station)))
                    .filter(entry -> entry.position().seq() <= upTo.seq())
                    .limit(limit)
                    .toList();
        }

        @Override
        public Subscription follow(JournalFollower follower, boolean fromBeginning) {
            throw new UnsupportedOperationException("REST follows nothing");
        }

        @Override
        public Subscription project(JournalProjection projection) {
            throw new UnsupportedOperationException("REST projects nothing");
        }

        @Override
        public List<FollowerState> followers() {
            return List.of(new FollowerState("csv", head(), 0, true, Optional.empty()));
        }

        @Override
        public Subscription onAppend(Runnable listener) {
            appendListeners.add(listener);
            return () -> appendListeners.remove(listener);
        }
    };

    public final Audit audit = new Audit() {
        @Override
        public void record(String who, String action, String subject, Optional<String> before, Optional<String> after) {
            if (diskIsFull) {
                throw new StoreUnavailable("The disk is full", false, null);
            }
            trail.add(new Entry(trail.size() + 1L, NOW, who, action, subject, before, after, "5ea1" + trail.size()));
        }

        @Override
        public Page<Entry> page(Page.Request request) {
            return cut(trail.reversed(), request, entry -> Long.toString(entry.number()));
        }

        @Override
        public Verification verify(Optional<String> noted) {
            Optional<Broken> broken =
                    noted.map(seal -> new Broken(Optional.of(7L), "No entry has the seal that was noted."));
            return new Verification(
                    trail.size(), trail.isEmpty() ? "" : trail.getLast().seal(), broken);
        }
    };

    public final FrameTap frames = new FrameTap() {
        @Override
        public AutoCloseable watch(StationId station, Consumer<PassedFrame> viewer) {
            frameViewers.add(viewer);
            return () -> frameViewers.remove(viewer);
        }

        @Override
        public AutoCloseable watchAll(Consumer<PassedFrame> viewer) {
            throw new AssertionError("REST shows one station at a time");
        }
    };

    /** A station says it. */
    public void says(String station, String shown, String kept) {
        var frame = new FrameTap.PassedFrame() {
            @Override
            public int length() {
                return shown.length();
            }

            @Override
            public FrameTap.SeenFrame shown() {
                return new FrameTap.SeenFrame(new StationId(station), NOW, true, shown);
            }

            @Override
            public FrameTap.SeenFrame kept() {
                return new FrameTap.SeenFrame(new StationId(station), NOW, true, kept);
            }
        };
        frameViewers.forEach(viewer -> viewer.accept(frame));
    }

    public final LogLevels logLevels = new LogLevels() {
        private final Map<String, Setting> changed = new ConcurrentSkipListMap<>();

        @Override
        public List<Setting> settings() {
            return List.copyOf(changed.values());
        }

        @Override
        public Setting set(String logger, Level level, Optional<Duration> lasts) {
            if (logger.startsWith(".")) {
                throw new IllegalArgumentException("A logger is called like a package");
            }
            if (logger.equals("org.old")) {
                throw new IllegalStateException("logback.xml does not include it");
            }
            Setting setting = new Setting(logger, level, lasts.map(NOW::plus));
            changed.put(logger, setting);
            return setting;
        }

        @Override
        public Optional<Setting> reset(String logger) {
            return Optional.ofNullable(changed.remove(logger));
        }
    };

    public final WireLog wireLog = (query, request) -> cut(
            frameLog.stream()
                    .filter(frame ->
                            query.station().map(frame.station()::equals).orElse(true))
                    .filter(frame ->
                            !frame.at().isBefore(query.from()) && frame.at().isBefore(query.to()))
                    .toList(),
            request,
            frame -> frame.at().toString());

    /** Something for the journal that changes a station. */
    public static Fact stationFact() {
        return new Facts.StationConnected("ocpp1.6");
    }
}
