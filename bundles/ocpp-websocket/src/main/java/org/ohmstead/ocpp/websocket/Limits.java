package org.ohmstead.ocpp.websocket;

import java.time.Duration;
import org.ohmstead.ocpp.rpc.KeepAlive;

/**
 * What the door allows.
 *
 * @param connections stations at once
 * @param messageBytes length of one message
 * @param handshakes in vain, from one address
 * @param messages of one connection
 * @param proxies who may say that somebody comes from elsewhere
 * @param keepAlive of stations that need nothing else
 * @param patience with those who do not do their part
 */
record Limits(
        int connections,
        int messageBytes,
        Rate handshakes,
        Rate messages,
        Proxies proxies,
        KeepAlive keepAlive,
        Patience patience) {

    /**
     * How often something may happen.
     *
     * @param perSecond in the long run; 0 for any number
     * @param atOnce in one go
     */
    record Rate(int perSecond, int atOnce) {}

    /**
     * How long we wait.
     *
     * @param handshake from the beginning of a connection until it is let in
     * @param writing until a peer has read so much that a frame is written
     * @param farewell until a close frame is answered
     */
    record Patience(Duration handshake, Duration writing, Duration farewell) {

        /** A storm of handshakes takes its time, and so does a slow modem. */
        static final Patience USUAL =
                new Patience(Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(5));
    }

    static Limits of(WebSocketDoor.Settings settings) {
        return new Limits(
                settings.maxConnections(),
                settings.maxMessageBytes(),
                new Rate(settings.handshakesPerSecond(), settings.handshakesAtOnce()),
                new Rate(settings.messagesPerSecond(), settings.messagesAtOnce()),
                new Proxies(settings.trustedProxies()),
                new KeepAlive(
                        Duration.ofSeconds(settings.pingSeconds()), Duration.ofSeconds(settings.silenceSeconds())),
                Patience.USUAL);
    }
}
