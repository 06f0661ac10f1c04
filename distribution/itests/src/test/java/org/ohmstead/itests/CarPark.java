package org.ohmstead.itests;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ohmstead.api.csms.StationRegister.Credential;
import org.ohmstead.simulator.Simulator;
import org.ohmstead.simulator.ledger.Ledger;
import org.ohmstead.simulator.meter.Energy;
import org.ohmstead.simulator.ocpp16.Connector16;
import org.ohmstead.simulator.ocpp16.Station16;
import org.ohmstead.simulator.time.Pace;
import org.ohmstead.simulator.wire.WebSocketDoor;

/** Simulated stations that are never free: when a car leaves, the next one comes. Their time is as fast as the server's answers. */
final class CarPark implements AutoCloseable {

    /** Some fifty readings. */
    private static final Energy SESSION = Energy.kWh(10);

    private static final Duration SOME_READINGS = Duration.ofMinutes(5);

    /** Long enough ago that no station's time gets ahead of ours. */
    private static final Duration BACK_IN_TIME = Duration.ofDays(60);

    private final WebSocketDoor sockets;
    private final WatchedDoor door;
    private final Simulator simulator;
    private final List<Station16> stations;
    private final ExecutorService drivers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> coming = new ArrayList<>();
    private volatile boolean closing;

    CarPark(URI address, List<Credential> credentials) {
        sockets = new WebSocketDoor(address);
        door = new WatchedDoor(sockets);
        simulator = Simulator.builder(door)
                .pace(Pace.stepping(Instant.now().minus(BACK_IN_TIME)))
                .build();
        stations = credentials.stream()
                .map(one -> simulator.ocpp16(one.station().value()).password(one.password()))
                .toList();
    }

    void opens(String token) {
        for (Station16 station : stations) {
            coming.add(drivers.submit(() -> driveIn(station.boots().connector(1), token)));
        }
    }

    private void driveIn(Connector16 connector, String token) {
        while (!closing) {
            connector.plugsIn().swipes(token).charges(SESSION).unplugs();
        }
    }

    /** Waits until every station has been answered some more. */
    void awaitReadings() {
        Map<Station16, Instant> then = new HashMap<>();
        stations.forEach(station -> then.put(station, station.clock().now().plus(SOME_READINGS)));
        Patience.await(
                "answers to every station",
                () -> coming.stream().anyMatch(Future::isDone)
                        || then.entrySet().stream()
                                .allMatch(one -> one.getKey().clock().now().isAfter(one.getValue())));
    }

    /** Waits until the last car has left. */
    void empties() throws ExecutionException, InterruptedException {
        closing = true;
        for (Future<?> driver : coming) {
            driver.get();
        }
    }

    List<Station16> stations() {
        return stations;
    }

    WatchedDoor door() {
        return door;
    }

    Ledger ledger() {
        return simulator.ledger();
    }

    @Override
    public void close() {
        closing = true;
        simulator.close();
        sockets.close();
        drivers.shutdownNow();
    }
}
