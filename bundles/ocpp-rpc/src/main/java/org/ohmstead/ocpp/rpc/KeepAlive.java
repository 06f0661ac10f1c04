package org.ohmstead.ocpp.rpc;

import java.time.Duration;

/**
 * How a connection is kept alive and its death noticed.
 *
 * @param ping time between our pings; zero for none
 * @param silence a connection on which nothing came for this long is ended, whatever it is that might have come; zero for never
 */
public record KeepAlive(Duration ping, Duration silence) {

    /** A network may lose one ping, and another; after the third nobody is there. */
    private static final int PINGS = 3;

    /** With time for some pings before silence means anything. */
    public KeepAlive {
        Duration least = ping.multipliedBy(PINGS);
        if (silence.isPositive() && silence.compareTo(least) < 0) {
            silence = least;
        }
    }
}
