package org.ohmstead.ocpp.websocket;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.ohmstead.api.model.StationId;

/**
 * The place of each station at this door, which belongs to the connection that was granted last, in whatever order the threads
 * run that open the connections and make the arrivals known. One lock per station. Thread-safe.
 */
final class Places {

    private final ConcurrentHashMap<StationId, Place> places = new ConcurrentHashMap<>();
    private final AtomicLong granted = new AtomicLong();

    /** One station's. */
    static final class Place {

        /** Held while an arrival is made known, so that an older one cannot come after a newer one. */
        final ReentrantLock arriving = new ReentrantLock();

        private volatile StationSocket latest;

        /** Whether no newer connection has come. */
        boolean belongsTo(StationSocket socket) {
            return latest == socket;
        }
    }

    /**
     * What became of an arrival.
     *
     * @param before the older connection it replaces
     */
    record Taken(Place place, Optional<StationSocket> before) {}

    /**
     * The number of a connection, drawn before its station is told that it may speak: a station that connects again after that
     * answer draws a higher one, though its connection may be opened first.
     */
    long grant() {
        return granted.incrementAndGet();
    }

    /** A connection was opened; it takes the place unless a newer one has it already. */
    Taken take(StationId station, StationSocket socket) {
        StationSocket[] before = {null};
        Place place = places.compute(station, (id, known) -> {
            Place now = known == null ? new Place() : known;
            if (now.latest == null || now.latest.number() < socket.number()) {
                before[0] = now.latest;
                now.latest = socket;
            }
            return now;
        });
        return new Taken(place, Optional.ofNullable(before[0]));
    }

    boolean has(StationId station) {
        return places.containsKey(station);
    }

    /** A connection is over; an older one's end leaves the place to its successor. */
    void leave(StationId station, StationSocket socket) {
        places.computeIfPresent(station, (id, place) -> place.belongsTo(socket) ? null : place);
    }
}
