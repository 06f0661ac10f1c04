package org.ohmstead.testkit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import org.ohmstead.api.csms.Meters;

/** Counts in memory. An instrument is named as {@code name key=value key=value}. Thread-safe. */
public final class InMemoryMeters implements Meters {

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final Map<String, DoubleSupplier> gauges = new ConcurrentHashMap<>();

    @Override
    public Counter counter(String name, String description, String... tags) {
        LongAdder count = counts.computeIfAbsent(named(name, tags), key -> new LongAdder());
        return count::add;
    }

    /** Counts how often something was timed, not how long it took. */
    @Override
    public Timer timer(String name, String description, String... tags) {
        LongAdder count = counts.computeIfAbsent(named(name, tags), key -> new LongAdder());
        return took -> count.increment();
    }

    @Override
    public Registration gauge(String name, String description, DoubleSupplier value, String... tags) {
        String key = named(name, tags);
        gauges.put(key, value);
        return () -> gauges.remove(key, value);
    }

    @Override
    public Registration total(String name, String description, DoubleSupplier value, String... tags) {
        return gauge(name, description, value, tags);
    }

    @Override
    public String scrape() {
        Map<String, String> lines = new ConcurrentSkipListMap<>();
        counts.forEach((name, count) -> lines.put(name, Long.toString(count.sum())));
        gauges.forEach((name, gauge) -> lines.put(name, Double.toString(gauge.getAsDouble())));
        StringBuilder text = new StringBuilder();
        lines.forEach(
                (name, value) -> text.append(name).append(' ').append(value).append('\n'));
        return text.toString();
    }

    /** What was counted; 0 where nothing was. */
    public long count(String instrument) {
        LongAdder count = counts.get(instrument);
        return count == null ? 0 : count.sum();
    }

    /** What a gauge shows; not a number where there is none. */
    public double gauge(String instrument) {
        DoubleSupplier gauge = gauges.get(instrument);
        return gauge == null ? Double.NaN : gauge.getAsDouble();
    }

    private static String named(String name, String... tags) {
        StringBuilder key = new StringBuilder(name);
        for (int i = 0; i + 1 < tags.length; i += 2) {
            key.append(' ').append(tags[i]).append('=').append(tags[i + 1]);
        }
        return key.toString();
    }
}
