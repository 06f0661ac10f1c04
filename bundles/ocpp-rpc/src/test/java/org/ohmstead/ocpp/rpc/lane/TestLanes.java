package org.ohmstead.ocpp.rpc.lane;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.ocpp.OcppDialect;
import org.ohmstead.api.ocpp.WirePolicy;
import org.ohmstead.ocpp.rpc.policy.WirePolicies;

/** The real lanes without a door, for tests: stations are {@link Line}s, and whoever must block does so on a thread from here. */
public final class TestLanes implements AutoCloseable {

    static final Duration LONG = Duration.ofSeconds(20);
    static final Duration SHORT = Duration.ofMillis(100);

    /** As patient as any test. */
    static final Rules PATIENT = new Rules(LONG, LONG, 3, 12, LONG, LONG, LONG);

    LanesService service;
    final WirePolicies policies = new WirePolicies();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    TestLanes(Rules rules) {
        service = new LanesService(rules, policies, Clock.systemUTC());
    }

    /** Lanes on which this dialect is spoken. */
    public TestLanes(OcppDialect dialect) {
        this(new Rules(LONG, LONG, 32, 32, LONG, LONG, LONG));
        speak(dialect);
    }

    /** From now on these count; nothing may have come yet. */
    void use(Rules rules) {
        service.stop();
        service = new LanesService(rules, policies, Clock.systemUTC());
    }

    <D extends OcppDialect> D speak(D dialect) {
        service.addDialect(dialect, Map.of());
        return dialect;
    }

    public TestLanes with(WirePolicy policy) {
        policies.addPolicy(policy, Map.of());
        return this;
    }

    /** From now on policies know what stations are made of. */
    public TestLanes with(Stations stations) {
        policies.setStations(stations);
        return this;
    }

    /** A new connection of a station. */
    public Line line(String station, String subprotocol) {
        return new Line(service, station, subprotocol);
    }

    Line line() {
        return line("CP-1", "test");
    }

    public <T> CompletableFuture<T> async(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, threads);
    }

    @Override
    public void close() {
        service.stop();
        threads.shutdownNow();
    }
}
