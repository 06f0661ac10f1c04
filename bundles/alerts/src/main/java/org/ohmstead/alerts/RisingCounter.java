package org.ohmstead.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.ohmstead.api.csms.Meters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares a counter with what it was at the look before. Used by one thread. */
final class RisingCounter implements Watch {

    private static final Logger LOG = LoggerFactory.getLogger(RisingCounter.class);
    private static final double SECONDS_A_MINUTE = 60;

    private final Meters meters;
    private final String counter;
    private final long mostAMinute;
    private boolean missed;
    private Instant lookedAt = Instant.MAX;
    private double before;

    RisingCounter(Meters meters, String counter, long mostAMinute) {
        this.meters = meters;
        this.counter = counter;
        this.mostAMinute = mostAMinute;
    }

    @Override
    public Set<String> wrong(Instant now) {
        double[] counts = meters.scrape()
                .lines()
                .filter(line -> line.startsWith(counter + " ") || line.startsWith(counter + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .toArray();
        if (counts.length == 0 && !missed) {
            missed = true;
            LOG.warn("An alert watches the counter {}, but /metrics has none of that name yet.", counter);
        }
        double count = DoubleStream.of(counts).sum();
        double minutes =
                Duration.between(lookedAt.isBefore(now) ? lookedAt : now, now).toMillis() / 1_000.0 / SECONDS_A_MINUTE;
        boolean fast = minutes > 0 && (count - before) / minutes > mostAMinute;
        lookedAt = now;
        before = count;
        return fast ? Set.of(counter) : Set.of();
    }
}
