package org.ohmstead.ocpp.websocket;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.eclipse.jetty.io.Connection;

/**
 * Where connections are before they are let in: for a while only, however slowly they speak, and only so many from one address,
 * so that nobody takes up the places of all. Thread-safe.
 */
final class Anteroom implements Connection.Listener {

    private final long patience;
    private final int places;
    private final Predicate<InetAddress> exempt;
    private final ConcurrentHashMap<Connection, Guest> waiting = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Source, Integer> ofEach = new ConcurrentHashMap<>();

    private record Guest(Source from, long since) {}

    /**
     * @param patience from the first byte of a connection until it is let in
     * @param places for one address
     * @param exempt who may have any number of places
     */
    Anteroom(Duration patience, int places, Predicate<InetAddress> exempt) {
        this.patience = patience.toNanos();
        this.places = places;
        this.exempt = exempt;
    }

    @Override
    public void onOpened(Connection connection) {
        boolean yetToBeLetIn = connection instanceof Connection.UpgradeFrom;
        if (yetToBeLetIn && connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress peer) {
            Guest guest = new Guest(Source.of(peer.getAddress()), System.nanoTime());
            waiting.put(connection, guest);
            if (ofEach.merge(guest.from, 1, Integer::sum) > places && !exempt.test(peer.getAddress())) {
                connection.getEndPoint().close();
            }
        }
    }

    /** It is over, or has become a WebSocket. */
    @Override
    public void onClosed(Connection connection) {
        Guest guest = waiting.remove(connection);
        if (guest != null) {
            ofEach.computeIfPresent(guest.from, (source, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Sends away who has been here for too long. */
    void clear(long now) {
        waiting.forEach((connection, guest) -> {
            if (now - guest.since > patience) {
                connection.getEndPoint().close();
            }
        });
    }
}
