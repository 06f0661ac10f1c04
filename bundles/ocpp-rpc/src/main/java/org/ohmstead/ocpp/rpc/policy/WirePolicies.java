package org.ohmstead.ocpp.rpc.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StationState;
import org.ohmstead.api.ocpp.WirePolicy;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All policies together. They come and go while stations stay connected; without any, asking costs nothing. A policy may be
 * anybody's plugin: one that fails, or does not answer in time, is not asked any more. Thread-safe.
 */
@Component(service = WirePolicies.class)
public final class WirePolicies {

    private static final Logger log = LoggerFactory.getLogger(WirePolicies.class);

    /** Long for a pure function, since a busy machine is not the fault of a policy. */
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** Longer than anybody waits; nanoseconds can still count it. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private final Duration deadline;
    private final ReentrantLock changing = new ReentrantLock();
    private volatile List<Ranked> policies = List.of();
    private volatile Function<StationId, Optional<StationState>> stations = station -> Optional.empty();
    private Stations stationService;

    private record Ranked(WirePolicy policy, int ranking) {}

    public WirePolicies() {
        this(DEADLINE);
    }

    /** @param deadline how long a policy may think */
    WirePolicies(Duration deadline) {
        this.deadline = deadline;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addPolicy(WirePolicy policy, Map<String, Object> properties) {
        int ranking = properties.get("service.ranking") instanceof Integer given ? given : 0;
        changing.lock();
        try {
            List<Ranked> sorted = new ArrayList<>(policies);
            sorted.add(new Ranked(policy, ranking));
            sorted.sort(Comparator.comparingInt(Ranked::ranking).reversed());
            policies = List.copyOf(sorted);
        } finally {
            changing.unlock();
        }
    }

    public void removePolicy(WirePolicy policy) {
        changing.lock();
        try {
            policies = policies.stream().filter(one -> one.policy != policy).toList();
        } finally {
            changing.unlock();
        }
    }

    /** Without it, what a station is made of is not known, and policies by vendor or model do not apply. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void setStations(Stations service) {
        changing.lock();
        try {
            stationService = service;
            stations = service::find;
        } finally {
            changing.unlock();
        }
    }

    /** A successor is set before its predecessor is unset. */
    public void unsetStations(Stations service) {
        changing.lock();
        try {
            if (stationService == service) {
                stationService = null;
                stations = station -> Optional.empty();
            }
        } finally {
            changing.unlock();
        }
    }

    /**
     * What holds for a station in one matter, from zero to a year; empty when nobody says anything about it. Waits for policies
     * that think, so never ask under a lock.
     */
    public Optional<Duration> decide(StationId station, Function<WirePolicy, Optional<Duration>> matter) {
        List<Ranked> now = policies;
        if (now.isEmpty()) {
            return Optional.empty();
        }
        Optional<Hardware> hardware =
                stations.apply(station).flatMap(state -> state.station().hardware());
        return now.stream()
                .flatMap(one -> opinion(one.policy, station, hardware, matter).stream())
                .findFirst();
    }

    private Optional<Duration> opinion(
            WirePolicy policy,
            StationId station,
            Optional<Hardware> hardware,
            Function<WirePolicy, Optional<Duration>> matter) {
        FutureTask<Optional<Duration>> answer =
                new FutureTask<>(() -> policy.applies(station, hardware) ? matter.apply(policy) : Optional.empty());
        Thread asked = Thread.ofVirtual().name("wire-policy").start(answer);
        try {
            return sensible(answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            giveUp(policy, "fails", e.getCause());
        } catch (TimeoutException e) {
            asked.interrupt();
            giveUp(policy, "does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    /** No answer, and a time before now, say nothing. */
    private static Optional<Duration> sensible(Optional<Duration> said) {
        return said == null
                ? Optional.empty()
                : said.filter(time -> !time.isNegative()).map(time -> time.compareTo(LONGEST) > 0 ? LONGEST : time);
    }

    private void giveUp(WirePolicy policy, String what, Throwable cause) {
        log.error(
                "The wire policy {} {} and is not asked any more",
                policy.getClass().getName(),
                what,
                cause);
        removePolicy(policy);
    }
}
