package org.ohmstead.api.csms;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Numbers about the server itself, for {@code /metrics}. Names are lower case with dots, tags are key, value, key, value.
 * Registering the same name and tags again gives the same instrument. Thread-safe; counting is cheap.
 */
@ProviderType
public interface Meters {

    Counter counter(String name, String description, String... tags);

    Timer timer(String name, String description, String... tags);

    /** @return removes the gauge; close it when the component goes */
    Registration gauge(String name, String description, DoubleSupplier value, String... tags);

    /**
     * A counter that somebody else counts up.
     *
     * @param value never falls, unless what counts began anew
     * @return removes the counter; close it when the component goes
     */
    Registration total(String name, String description, DoubleSupplier value, String... tags);

    /** Everything in the text format of Prometheus. */
    String scrape();

    /** Counts up. */
    @FunctionalInterface
    interface Counter {
        void add(long amount);
    }

    /** Remembers how long things took. */
    @FunctionalInterface
    interface Timer {
        void record(Duration took);
    }

    /** Something to be taken back. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
