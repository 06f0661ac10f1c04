package org.ohmstead.ocpp.websocket;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Of whom the operator was told a moment ago, so that one who comes again and again does not fill the log. Thread-safe.
 */
final class Told {

    private static final long SILENCE = TimeUnit.MINUTES.toNanos(1);

    /** Nobody reads about so many, and a flood may come from everywhere. */
    private static final int MOST = 10_000;

    private final ConcurrentHashMap<Object, Long> since = new ConcurrentHashMap<>();

    /** Whether it is time to tell of this one; if so it counts as told. */
    boolean anew(Object who, long now) {
        if (since.size() >= MOST) {
            return false;
        }
        return since.merge(who, now, (told, again) -> again - told > SILENCE ? again : told) == now;
    }

    void forget(long now) {
        since.values().removeIf(told -> now - told > SILENCE);
    }
}
