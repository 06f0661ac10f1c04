package org.ohmstead.ocpp.websocket;

import java.time.Duration;

/**
 * What the door allows.
 *
 * @param connections stations at once
 * @param messageBytes length of one message
 * @param handshakesPerSecond from one address; 0 for any number
 * @param handshakesAtOnce from one address
 * @param ping time between our pings; zero for none
 * @param silence a connection on which nothing came for this long is ended; zero for never
 */
record Limits(
        int connections,
        int messageBytes,
        int handshakesPerSecond,
        int handshakesAtOnce,
        Duration ping,
        Duration silence) {}
