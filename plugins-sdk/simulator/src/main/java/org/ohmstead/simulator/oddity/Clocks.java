package org.ohmstead.simulator.oddity;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.ohmstead.simulator.ocpp16.Connector16;
import org.ohmstead.simulator.ocpp16.Habits;
import org.ohmstead.simulator.ocpp16.Station16;
import org.ohmstead.simulator.wire.Json;

/** Clocks that are wrong. The station's own time, which its ledger uses, is right; only what it tells is not. */
final class Clocks {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final Duration BEHIND = Duration.ofMinutes(47);

    static List<Oddity> oddities() {
        return List.of(
                new Oddity(
                        "clock-1970",
                        "has a clock that began on 1 January 1970 with its first message",
                        () -> beginning(Instant.EPOCH)),
                new Oddity(
                        "clock-2014",
                        "has a clock that began on 1 January 2014 with its first message (Alfen)",
                        () -> beginning(Instant.parse("2014-01-01T00:00:00Z"))),
                new Oddity(
                        "local-time-as-utc",
                        "tells the time of Berlin and calls it UTC",
                        () -> new Clock(
                                time -> time.atZone(ZONE).toLocalDateTime().toInstant(ZoneOffset.UTC))),
                new Oddity(
                        "clock-jumps",
                        "is 47 minutes behind until its clock is set in the middle of the first session",
                        ClockThatJumps::new));
    }

    private Clocks() {}

    private static Habits beginning(Instant begin) {
        var first = new AtomicReference<Instant>();
        return new Clock(time -> {
            first.compareAndSet(null, time);
            return begin.plus(Duration.between(first.get(), time));
        });
    }

    /** Tells another time in every message. */
    private static class Clock implements Habits {

        private final UnaryOperator<Instant> told;

        Clock(UnaryOperator<Instant> told) {
            this.told = told;
        }

        @Override
        public final String words(String action, String payload) {
            return payload.contains("\"timestamp\"") ? Json.text(retimed(Json.parse(payload))) : payload;
        }

        private Object retimed(Object json) {
            return switch (json) {
                case Map<?, ?> members -> {
                    var changed = new LinkedHashMap<String, Object>();
                    members.forEach((name, value) -> changed.put(
                            (String) name, name.equals("timestamp") ? retimed((String) value) : retimed(value)));
                    yield changed;
                }
                case List<?> items -> items.stream().map(this::retimed).toList();
                case null, default -> json;
            };
        }

        private String retimed(String time) {
            return told.apply(Instant.parse(time))
                    .truncatedTo(ChronoUnit.MILLIS)
                    .toString();
        }
    }

    private static final class ClockThatJumps extends Clock {

        private final AtomicReference<Instant> set;

        ClockThatJumps() {
            this(new AtomicReference<>(Instant.MAX));
        }

        private ClockThatJumps(AtomicReference<Instant> set) {
            super(time -> time.isAfter(set.get()) ? time : time.minus(BEHIND));
            this.set = set;
        }

        @Override
        public void drawn(Station16 station, Connector16 connector) {
            set.compareAndSet(Instant.MAX, station.clock().now());
        }
    }
}
