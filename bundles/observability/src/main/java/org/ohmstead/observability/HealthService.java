package org.ohmstead.observability;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.csms.HealthCheck.Health;
import org.ohmstead.api.csms.HealthCheck.Status;
import org.ohmstead.api.csms.HealthReport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins all health checks. Each runs on a thread of its own and has a second; one that hangs is reported, harms no other and is
 * not asked again before it came back. Results are a few seconds old at most, so that asking often costs nothing.
 */
@Component
public final class HealthService implements HealthReport {

    private static final Logger LOG = LoggerFactory.getLogger(HealthService.class);

    private final Duration deadline;
    private final Duration freshness;
    private final List<HealthCheck> checks = new CopyOnWriteArrayList<>();
    private final Map<HealthCheck, FutureTask<Health>> running = new ConcurrentHashMap<>();
    private final Map<String, Status> logged = new HashMap<>();
    private final ReentrantLock refreshing = new ReentrantLock();
    private volatile Results results = new Results(Map.of(), Long.MIN_VALUE);

    private record Results(Map<String, Health> byName, long takenNanos) {

        boolean isOlderThan(Duration age) {
            return takenNanos == Long.MIN_VALUE || System.nanoTime() - takenNanos > age.toNanos();
        }
    }

    /** With the usual patience. */
    @Activate
    public HealthService() {
        this(Duration.ofSeconds(1), Duration.ofSeconds(3));
    }

    HealthService(Duration deadline, Duration freshness) {
        this.deadline = deadline;
        this.freshness = freshness;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, unbind = "remove")
    void add(HealthCheck check) {
        checks.add(check);
    }

    void remove(HealthCheck check) {
        checks.remove(check);
        running.remove(check);
    }

    @Override
    public Status overall() {
        return checks().values().stream()
                .map(Health::status)
                .max(Enum::compareTo)
                .orElse(Status.OK);
    }

    @Override
    public Map<String, Health> checks() {
        if (results.isOlderThan(freshness)) {
            refreshing.lock();
            try {
                if (results.isOlderThan(freshness)) {
                    results = new Results(ask(), System.nanoTime());
                }
            } finally {
                refreshing.unlock();
            }
        }
        return results.byName();
    }

    private Map<String, Health> ask() {
        List<HealthCheck> asked = new ArrayList<>(checks);
        List<FutureTask<Health>> answers = asked.stream().map(this::start).toList();
        long until = System.nanoTime() + deadline.toNanos();
        Map<String, Health> byName = new TreeMap<>();
        for (int i = 0; i < asked.size(); i++) {
            HealthCheck check = asked.get(i);
            Health health = await(check, answers.get(i), until);
            byName.merge(check.name(), health, (a, b) -> a.status().compareTo(b.status()) >= 0 ? a : b);
        }
        byName.forEach(this::log);
        return Map.copyOf(byName);
    }

    private FutureTask<Health> start(HealthCheck check) {
        return running.computeIfAbsent(check, key -> {
            var task = new FutureTask<>(check::check);
            Thread.ofVirtual().name("health-" + check.name()).start(task);
            return task;
        });
    }

    private Health await(HealthCheck check, FutureTask<Health> answer, long until) {
        try {
            Health health = answer.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            running.remove(check, answer);
            return health;
        } catch (TimeoutException e) {
            return new Health(Status.WARN, "The check does not answer.", "Look into the log; it may be overloaded.");
        } catch (ExecutionException e) {
            running.remove(check, answer);
            LOG.debug("The check {} failed", check.name(), e.getCause());
            return new Health(Status.WARN, "The check failed: " + e.getCause() + ".", "Report this.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Health(Status.WARN, "The check was interrupted.", "Ask again.");
        }
    }

    /** Once per change, not once per check. */
    private void log(String name, Health health) {
        Status before = logged.put(name, health.status());
        if (before != null && before != health.status() || before == null && health.status() != Status.OK) {
            if (health.status() == Status.OK) {
                LOG.info("{} is well again: {}", name, health.message());
            } else {
                LOG.warn("{} is {}: {} {}", name, health.status(), health.message(), health.remedy());
            }
        }
    }
}
