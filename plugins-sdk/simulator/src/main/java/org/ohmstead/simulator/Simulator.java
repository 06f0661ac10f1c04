package org.ohmstead.simulator;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.ohmstead.simulator.ledger.Ledger;
import org.ohmstead.simulator.ocpp16.Station16;
import org.ohmstead.simulator.time.Pace;
import org.ohmstead.simulator.wire.Backoff;
import org.ohmstead.simulator.wire.Door;
import org.ohmstead.simulator.wire.WebSocketDoor;

/**
 * Makes charging stations that do what a script says.
 *
 * <pre>{@code
 * try (var simulator = Simulator.at("ws://127.0.0.1:8887/ocpp")) {
 *     var station = simulator.ocpp16("CP-1").password("...").boots();
 *     station.connector(1).plugsIn().swipes("04A1B2").charges(kWh(7.2)).unplugs();
 * }
 * }</pre>
 */
public final class Simulator implements AutoCloseable {

    private final World world;
    private final Runnable end;
    private final Queue<Station16> stations = new ConcurrentLinkedQueue<>();

    private Simulator(World world, Runnable end) {
        this.world = world;
        this.end = end;
    }

    /** A simulator for one CSMS, with the defaults of {@link Builder}. */
    public static Simulator at(String door) {
        return builder(door).build();
    }

    /** @param door a WebSocket address without the station's id, such as {@code ws://127.0.0.1:8887/ocpp} */
    public static Builder builder(String door) {
        var webSockets = new WebSocketDoor(URI.create(door));
        return new Builder(webSockets, webSockets::close);
    }

    /** A simulator that reaches its CSMS some other way, such as without a socket. */
    public static Builder builder(Door door) {
        return new Builder(door, () -> {});
    }

    /** A new 1.6 station with one connector of 22 kW. It is silent until it connects or boots. */
    public Station16 ocpp16(String id) {
        var station = new Station16(id, world);
        stations.add(station);
        return station;
    }

    /** A new station without manners. */
    public RawStation raw(String id) {
        return new RawStation(id, world.door(), world.patience());
    }

    /** What the stations said and heard. */
    public Ledger ledger() {
        return world.ledger();
    }

    /** Ends all stations at once; their connections die. */
    @Override
    public void close() {
        world.timer().shutdownNow();
        stations.forEach(Station16::vanish);
        end.run();
    }

    /** How a simulator behaves. */
    public static final class Builder {

        /** Far enough in the past that a few sessions in simulated time do not reach the future. */
        private static final Duration BACK_IN_TIME = Duration.ofHours(6);

        private final Door door;
        private final Runnable end;
        private Pace pace = Pace.stepping(Instant.now().minus(BACK_IN_TIME));
        private Ledger ledger = Ledger.keepingEverything();
        private Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));
        private Duration patience = Duration.ofSeconds(30);
        private long seed = 1;

        private Builder(Door door, Runnable end) {
            this.door = door;
            this.end = end;
        }

        /** How time passes. By default in steps, from six hours ago. */
        public Builder pace(Pace chosen) {
            this.pace = chosen;
            return this;
        }

        /** Where the books are kept. By default everything stays in memory. */
        public Builder ledger(Ledger chosen) {
            this.ledger = chosen;
            return this;
        }

        /** How long a station that lost its connection waits before it tries again. By default 0.2 s, doubling up to 5 s. */
        public Builder backoff(Duration first, Duration longest) {
            this.backoff = new Backoff(first, longest);
            return this;
        }

        /** How long a script waits for the CSMS, on the wall clock, before it fails. By default 30 s. */
        public Builder patience(Duration chosen) {
            this.patience = chosen;
            return this;
        }

        /** Two runs with one seed have the same meters. By default 1. */
        public Builder seed(long chosen) {
            this.seed = chosen;
            return this;
        }

        public Simulator build() {
            ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("simulator timer").factory());
            return new Simulator(new World(door, pace, ledger, timer, backoff, patience, seed), end);
        }
    }
}
