package org.ohmstead.transactions;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.SiteId;

/** What ended transactions delivered today, by site; a day begins at midnight of the default site. Thread-safe. */
final class EnergyToday {

    private final ZoneId zone;
    private final Map<SiteId, Sum> ended = new ConcurrentHashMap<>();
    private volatile Day latest;

    EnergyToday(ZoneId zone, Instant now) {
        this.zone = zone;
        this.latest = Day.of(now, zone);
    }

    /** The number of the day an instant belongs to. Cheap for the latest day, which is asked for with every reading. */
    long dayOf(Instant at) {
        Day day = latest;
        if (!day.contains(at)) {
            day = Day.of(at, zone);
            if (day.number > latest.number) {
                latest = day;
            }
        }
        return day.number;
    }

    Instant midnightBefore(Instant at) {
        return Day.of(at, zone).from;
    }

    /** @param milliwattHours negative to correct what was added before */
    void add(SiteId site, long day, long milliwattHours) {
        ended.merge(site, new Sum(day, milliwattHours), Sum::and);
    }

    long ended(Scope scope, long day) {
        long sum = 0;
        for (Map.Entry<SiteId, Sum> site : ended.entrySet()) {
            if (site.getValue().day == day && scope.includes(site.getKey())) {
                sum += site.getValue().milliwattHours;
            }
        }
        return sum;
    }

    private record Sum(long day, long milliwattHours) {

        Sum and(Sum other) {
            if (day == other.day) {
                return new Sum(day, milliwattHours + other.milliwattHours);
            }
            return day > other.day ? this : other;
        }
    }

    private record Day(long number, Instant from, Instant to) {

        static Day of(Instant at, ZoneId zone) {
            LocalDate date = LocalDate.ofInstant(at, zone);
            return new Day(
                    date.toEpochDay(),
                    date.atStartOfDay(zone).toInstant(),
                    date.plusDays(1).atStartOfDay(zone).toInstant());
        }

        boolean contains(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }
}
