package org.ohmstead.ocpp.websocket;

import java.time.Duration;
import org.ohmstead.ocpp.rpc.KeepAlive;

/**
 * What the door allows.
 *
 * @param connections stations at once
 * @param messageBytes length of one message
 * @param handshakesPerSecond from one address; 0 for any number
 * @param handshakesAtOnce from one address
 * @param keepAlive of stations that need nothing else
 * @param writeTime how long a frame may wait until the peer has read enough of what was before it
 */
record Limits(
        int connections,
        int messageBytes,
        int handshakesPerSecond,
        int handshakesAtOnce,
        KeepAlive keepAlive,
        Duration writeTime) {

    private static final Duration WRITE_TIME = Duration.ofSeconds(30);

    static Limits of(WebSocketDoor.Settings settings) {
        return new Limits(
                settings.maxConnections(),
                settings.maxMessageBytes(),
                settings.handshakesPerSecond(),
                settings.handshakesAtOnce(),
                new KeepAlive(
                        Duration.ofSeconds(settings.pingSeconds()), Duration.ofSeconds(settings.silenceSeconds())),
                WRITE_TIME);
    }
}
