package org.ohmstead.ocpp.websocket;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.ohmstead.api.model.StationId;

/**
 * Notices stations that fight for one identity: each comes back when the other has taken its place, without end. A station whose
 * network is bad leaves dead connections behind too, but those say nothing any more. Thread-safe.
 */
final class Rivals {

    /** A connection that spoke within this time before it was replaced was alive. */
    static final Duration ALIVE = Duration.ofMinutes(2);

    /** A station that restarts quickly replaces itself once or twice. */
    private static final int TAKEOVERS = 4;

    /** Without a takeover for this long the fight is over. */
    private static final Duration PEACE = Duration.ofMinutes(10);

    private final ConcurrentHashMap<StationId, Fight> fights = new ConcurrentHashMap<>();

    private record Fight(int takeovers, long latest) {}

    /**
     * A connection that was alive lost its place to another one.
     *
     * @param now in nanoseconds of {@link System#nanoTime}
     * @return whether this makes a fight that nobody was told of yet
     */
    boolean tookOver(StationId station, long now) {
        Fight fight = fights.merge(
                station,
                new Fight(1, now),
                (known, one) -> over(known, now) ? one : new Fight(known.takeovers + 1, now));
        return fight.takeovers == TAKEOVERS;
    }

    /** Who is fought for. */
    List<StationId> disputed(long now) {
        return fights.entrySet().stream()
                .filter(entry -> entry.getValue().takeovers >= TAKEOVERS && !over(entry.getValue(), now))
                .map(entry -> entry.getKey())
                .sorted((one, other) -> one.value().compareTo(other.value()))
                .toList();
    }

    void forget(long now) {
        fights.values().removeIf(fight -> over(fight, now));
    }

    private static boolean over(Fight fight, long now) {
        return now - fight.latest > PEACE.toNanos();
    }
}
