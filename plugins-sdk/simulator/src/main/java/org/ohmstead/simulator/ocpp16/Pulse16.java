package org.ohmstead.simulator.ocpp16;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.ohmstead.simulator.SimulationException;
import org.ohmstead.simulator.World;
import org.ohmstead.simulator.time.StationClock;

/** What a station does by itself from time to time: heartbeats, pings, and asking again to be accepted. */
final class Pulse16 {

    private final World world;
    private final StationClock clock;
    private final Configuration16 configuration;
    private final Uplink16 uplink;
    private final AtomicInteger life = new AtomicInteger();

    Pulse16(World world, StationClock clock, Configuration16 configuration, Uplink16 uplink) {
        this.world = world;
        this.clock = clock;
        this.configuration = configuration;
        this.uplink = uplink;
    }

    /** Forgets everything planned. */
    void stop() {
        life.incrementAndGet();
    }

    /** Beats and pings at the configured intervals, in place of all planned before. */
    void beat() {
        stop();
        beatLater();
        pingLater();
    }

    private void beatLater() {
        var interval = seconds("HeartbeatInterval");
        if (interval.isPositive()) {
            later(interval, () -> {
                if (uplink.silence().compareTo(clock.real(interval)) >= 0) {
                    uplink.say("Heartbeat", Messages16.EMPTY);
                }
                beatLater();
            });
        }
    }

    private void pingLater() {
        var interval = seconds("WebSocketPingInterval");
        if (interval.isPositive()) {
            later(interval, () -> {
                uplink.ping();
                pingLater();
            });
        }
    }

    private Duration seconds(String key) {
        return Duration.ofSeconds(configuration.number(key));
    }

    /** Does something later on a thread of its own, unless {@link #stop()} comes before. */
    void later(Duration simulated, Runnable task) {
        int mine = life.get();
        if (!world.timer().isShutdown()) {
            world.timer()
                    .schedule(() -> start(mine, task), clock.real(simulated).toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void start(int mine, Runnable task) {
        if (life.get() == mine) {
            Thread.ofVirtual().start(() -> {
                try {
                    task.run();
                } catch (SimulationException unanswered) {
                    // A station alone with its CSMS has nobody to complain to; it tries again when it is next due.
                }
            });
        }
    }
}
