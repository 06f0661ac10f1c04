package org.ohmstead.observability;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;
import org.ohmstead.api.csms.HealthCheck;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the memory is enough. A server that runs out of it ends at once, since nobody knows which of its threads met that: what
 * was acknowledged is on disk, and {@code bin/ohmstead} has the Java machine leave a mark for the next server.
 */
@Component
public final class MemoryHealth implements HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryHealth.class);
    private static final String MARK = "run/out-of-memory";

    /** So long an operator is told of the end of a server. */
    private static final Duration TOLD = Duration.ofDays(1);

    /** Of the heap, after a collection; what is left then soon is too little. */
    private static final double NEARLY_FULL = 0.9;

    private static final String REMEDY =
            "Give it more, for example with --java-opts -Xmx1g, and look in the log and at /metrics what grew.";

    private final Clock clock;
    private final Supplier<Optional<MemoryUsage>> afterCollection;
    private final Optional<Instant> ended;

    @Activate
    public MemoryHealth(BundleContext context) {
        this(Path.of(context.getProperty("ohmstead.home")), Clock.systemUTC(), MemoryHealth::oldest);
    }

    /** @param afterCollection what the garbage collector could not take; empty before its first run */
    MemoryHealth(Path home, Clock clock, Supplier<Optional<MemoryUsage>> afterCollection) {
        this.clock = clock;
        this.afterCollection = afterCollection;
        this.ended = mark(home.resolve(MARK));
        ended.ifPresent(when -> LOG.warn("A server ended for lack of memory at {}.", when));
    }

    private Optional<Instant> mark(Path file) {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            Instant when = Files.getLastModifiedTime(file).toInstant();
            if (isTold(when)) {
                return Optional.of(when);
            }
            Files.delete(file);
        } catch (IOException e) {
            LOG.warn("{} could not be read", file, e);
        }
        return Optional.empty();
    }

    private boolean isTold(Instant when) {
        return when.plus(TOLD).isAfter(clock.instant());
    }

    /** The pool where long-lived objects are; found when first asked. */
    private static Optional<MemoryUsage> oldest() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
                .max(Comparator.comparingLong(pool -> pool.getUsage().getMax()))
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(usage -> usage.getUsed() > 0 && usage.getMax() > 0);
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Health check() {
        Optional<MemoryUsage> usage = afterCollection.get();
        if (usage.isPresent()
                && usage.get().getUsed() > NEARLY_FULL * usage.get().getMax()) {
            return new Health(
                    Status.WARN,
                    "The memory is nearly full: "
                            + 100 * usage.get().getUsed() / usage.get().getMax()
                            + " % are in use after a collection. The server ends when there is none left.",
                    REMEDY);
        }
        return ended.filter(this::isTold)
                .map(when -> new Health(Status.WARN, "A server ended for lack of memory at " + when + ".", REMEDY))
                .orElseGet(() -> Health.ok("There is memory enough."));
    }
}
