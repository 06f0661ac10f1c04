package org.ohmstead.observability;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.ohmstead.api.csms.Meters;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Counters, timers and gauges, written in the text format of Prometheus (0.0.4). Dots become underscores, counters end in
 * {@code _total} and timers in {@code _seconds}, and every name begins with {@code ohmstead_}, {@code jvm_} or {@code process_}.
 */
@Component
public final class MetersService implements Meters {

    /** Upper bounds in nanoseconds: from a decision out of memory to a station that takes its time. */
    private static final long[] BOUNDS =
            millis(1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000);

    private static final List<String> PREFIXES = List.of("ohmstead_", "jvm_", "process_");

    /** All instruments of one name. */
    private record Family(String type, String description, Map<List<String>, Instrument> members) {}

    /** Something that writes its lines. */
    @FunctionalInterface
    private interface Instrument {
        void write(StringBuilder out, String name, List<String> tags);
    }

    private final Map<String, Family> families = new ConcurrentSkipListMap<>();

    /** Starts with what the Java machine tells about itself. */
    @Activate
    public MetersService() {
        JvmMeters.register(this);
    }

    private static long[] millis(double... bounds) {
        return Arrays.stream(bounds).mapToLong(ms -> (long) (ms * 1_000_000)).toArray();
    }

    @Override
    public Counter counter(String name, String description, String... tags) {
        return instrument(nameOf(name, "_total"), "counter", description, tags, CountingInstrument::new);
    }

    @Override
    public Timer timer(String name, String description, String... tags) {
        return instrument(nameOf(name, "_seconds"), "histogram", description, tags, TimingInstrument::new);
    }

    @Override
    public Registration gauge(String name, String description, DoubleSupplier value, String... tags) {
        return asked(family(nameOf(name, ""), "gauge", description), value, tags);
    }

    @Override
    public Registration total(String name, String description, DoubleSupplier value, String... tags) {
        return asked(family(nameOf(name, "_total"), "counter", description), value, tags);
    }

    private static Registration asked(Family family, DoubleSupplier value, String... tags) {
        Instrument asked = (out, name, labels) -> line(out, name, labels, number(value.getAsDouble()));
        List<String> labels = List.of(tags);
        family.members().put(labels, asked);
        // A replaced component closes its own after its successor registered one of the same name: only its own goes.
        return () -> family.members().remove(labels, asked);
    }

    private <T extends Instrument> T instrument(
            String name, String type, String description, String[] tags, Supplier<T> make) {
        Instrument found = family(name, type, description).members().computeIfAbsent(List.of(tags), key -> make.get());
        @SuppressWarnings("unchecked") // The family's type says what its members are.
        T instrument = (T) found;
        return instrument;
    }

    private Family family(String name, String type, String description) {
        Family family = families.computeIfAbsent(name, key -> new Family(type, description, new ConcurrentHashMap<>()));
        if (!family.type().equals(type)) {
            throw new IllegalArgumentException(name + " is a " + family.type() + " already");
        }
        return family;
    }

    private static String nameOf(String dotted, String suffix) {
        String name = dotted.replace('.', '_');
        boolean prefixed = PREFIXES.stream().anyMatch(name::startsWith);
        return (prefixed ? name : "ohmstead_" + name) + (name.endsWith(suffix) ? "" : suffix);
    }

    @Override
    public String scrape() {
        var out = new StringBuilder(8_192);
        families.forEach((name, family) -> {
            if (!family.members().isEmpty()) {
                out.append("# HELP ").append(name).append(' ').append(escaped(family.description()));
                out.append("\n# TYPE ")
                        .append(name)
                        .append(' ')
                        .append(family.type())
                        .append('\n');
                family.members().forEach((tags, instrument) -> instrument.write(out, name, tags));
            }
        });
        return out.toString();
    }

    private static void line(StringBuilder out, String name, List<String> tags, String value, String... more) {
        out.append(name);
        char separator = '{';
        for (int i = 0; i < tags.size() + more.length; i += 2) {
            String key = i < tags.size() ? tags.get(i) : more[i - tags.size()];
            String text = i < tags.size() ? tags.get(i + 1) : more[i + 1 - tags.size()];
            out.append(separator)
                    .append(key)
                    .append("=\"")
                    .append(escaped(text))
                    .append('"');
            separator = ',';
        }
        out.append(separator == '{' ? " " : "} ").append(value).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /** Whole numbers without a fraction, the rest as Java writes it, which Prometheus reads. */
    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static final class CountingInstrument implements Counter, Instrument {

        private final LongAdder count = new LongAdder();

        @Override
        public void add(long amount) {
            count.add(amount);
        }

        @Override
        public void write(StringBuilder out, String name, List<String> tags) {
            line(out, name, tags, Long.toString(count.sum()));
        }
    }

    private static final class TimingInstrument implements Timer, Instrument {

        private final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
        private final LongAdder nanos = new LongAdder();

        private TimingInstrument() {
            Arrays.setAll(buckets, i -> new LongAdder());
        }

        @Override
        public void record(Duration took) {
            long spent = took.toNanos();
            int found = Arrays.binarySearch(BOUNDS, spent);
            buckets[found >= 0 ? found : -found - 1].increment();
            nanos.add(spent);
        }

        @Override
        public void write(StringBuilder out, String name, List<String> tags) {
            long sum = 0;
            for (int i = 0; i < buckets.length; i++) {
                sum += buckets[i].sum();
                String bound = i < BOUNDS.length ? number(BOUNDS[i] / 1e9) : "+Inf";
                line(out, name + "_bucket", tags, Long.toString(sum), "le", bound);
            }
            line(out, name + "_sum", tags, Double.toString(nanos.sum() / 1e9));
            line(out, name + "_count", tags, Long.toString(sum));
        }
    }
}
