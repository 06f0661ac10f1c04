package org.ohmstead.transactions;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What fails of that which is tried again and again, so that it is told once until it works. Thread-safe. */
final class Complaints<T> {

    private final Set<T> failing = ConcurrentHashMap.newKeySet();

    /** @return whether it is to be told: it worked the last time, or was never tried */
    boolean fails(T what) {
        return failing.add(what);
    }

    void works(T what) {
        failing.remove(what);
    }

    /** Nothing else is tried any more. */
    void retain(Collection<T> tried) {
        failing.retainAll(tried);
    }
}
