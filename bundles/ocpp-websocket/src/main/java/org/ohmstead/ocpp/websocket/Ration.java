package org.ohmstead.ocpp.websocket;

import java.util.concurrent.TimeUnit;

/**
 * How much one connection may say: some at once, and so much a second in the long run. Whoever has taken too much has to wait
 * until it is made up for. For one thread at a time.
 */
final class Ration {

    private final double perNano;
    private final double atOnce;
    private double left;
    private long at;

    Ration(Limits.Rate rate, long now) {
        perNano = (double) rate.perSecond() / TimeUnit.SECONDS.toNanos(1);
        atOnce = rate.atOnce();
        left = atOnce;
        at = now;
    }

    /** Takes one; says how many nanoseconds to wait before the next. */
    long take(long now) {
        if (perNano == 0) {
            return 0;
        }
        left = Math.min(atOnce, left + (now - at) * perNano) - 1;
        at = now;
        return left >= 0 ? 0 : (long) Math.ceil(-left / perNano);
    }
}
