package org.ohmstead.availability;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ohmstead.api.csms.AvailabilityLedger.Interval;
import org.ohmstead.api.csms.AvailabilityLedger.State;
import org.ohmstead.api.csms.AvailabilityLedger.Summary;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.StationId;
import org.ohmstead.availability.store.AvailabilityStore;
import org.ohmstead.availability.store.AvailabilityStore.Start;

/** Reads the ledger: beginnings become intervals, neighbours that say the same become one. */
final class Reading {

    private static final int AT_ONCE = 1_000;

    private final AvailabilityStore store;
    private final Clock clock;

    Reading(AvailabilityStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** At most a page of them, from {@code from} on. */
    Page<Interval> intervals(StationId station, EvseId evse, Instant from, Instant to, int limit) {
        Instant end = earlier(to, clock.instant());
        List<Start> starts = store.starts(station, evse, from, end, limit + 1);
        boolean more = starts.size() > limit;
        Excuses excuses = new Excuses(store.exclusions(station), evse);
        List<Interval> intervals = new ArrayList<>();
        for (int i = 0; i < Math.min(limit, starts.size()); i++) {
            Start start = starts.get(i);
            Instant begin = later(start.from(), from);
            Instant next = i + 1 < starts.size() ? starts.get(i + 1).from() : end;
            if (begin.isBefore(next)) {
                add(intervals, new Interval(begin, next, start.state(), start.cause(), start.learnedAt()));
            }
        }
        return new Page<>(
                excuses.over(intervals),
                more ? Optional.of(starts.get(limit).from().toString()) : Optional.empty());
    }

    private static void add(List<Interval> intervals, Interval next) {
        if (!intervals.isEmpty()) {
            Interval last = intervals.getLast();
            if (last.state() == next.state()
                    && last.cause().equals(next.cause())
                    && last.learnedAt().equals(next.learnedAt())) {
                intervals.set(
                        intervals.size() - 1,
                        new Interval(last.from(), next.to(), last.state(), last.cause(), last.learnedAt()));
                return;
            }
        }
        intervals.add(next);
    }

    /** Empty where nothing is recorded of that stretch. */
    Optional<Summary> summary(StationId station, EvseId evse, Instant from, Instant to) {
        Map<State, Duration> time = new EnumMap<>(State.class);
        int changes = 0;
        Optional<Interval> first = Optional.empty();
        Optional<Interval> last = Optional.empty();
        Optional<Instant> next = Optional.of(from);
        while (next.isPresent()) {
            Page<Interval> page = intervals(station, evse, next.get(), to, AT_ONCE);
            for (Interval interval : page.items()) {
                time.merge(interval.counted(), Duration.between(interval.from(), interval.to()), Duration::plus);
                changes += last.filter(before -> before.state() != interval.state())
                                .isPresent()
                        ? 1
                        : 0;
                first = first.or(() -> Optional.of(interval));
                last = Optional.of(interval);
            }
            next = page.next().map(Instant::parse);
        }
        if (first.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Summary(evse, first.get().from(), last.get().to(), time, changes));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
