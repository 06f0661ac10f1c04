package org.ohmstead.ocpp.rpc.lane;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.ohmstead.api.ocpp.OcppDialect;

/** The dialects that are here, by subprotocol, and the memory of those that have just gone. Thread-safe. */
final class Dialects {

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Entry> present = new ArrayList<>();
    private final Map<String, Gone> gone = new HashMap<>();

    /** One dialect that is here; the subprotocol is remembered since a going dialect is not asked any more. */
    record Entry(OcppDialect dialect, String subprotocol, Spelling spelling, int ranking) {}

    private record Gone(Spelling spelling, long since) {}

    Entry add(OcppDialect dialect, int ranking) {
        Entry entry = new Entry(dialect, dialect.subprotocol(), new Spelling(dialect), ranking);
        lock.lock();
        try {
            present.add(entry);
            present.sort(Comparator.comparingInt(Entry::ranking).reversed());
            gone.remove(entry.subprotocol);
            return entry;
        } finally {
            lock.unlock();
        }
    }

    Optional<Entry> remove(OcppDialect dialect) {
        lock.lock();
        try {
            Optional<Entry> entry =
                    present.stream().filter(one -> one.dialect == dialect).findFirst();
            entry.ifPresent(one -> {
                present.remove(one);
                gone.put(one.subprotocol, new Gone(one.spelling, System.nanoTime()));
            });
            return entry;
        } finally {
            lock.unlock();
        }
    }

    /** The highest-ranked of this subprotocol. */
    Optional<Entry> speaking(String subprotocol) {
        lock.lock();
        try {
            return present.stream()
                    .filter(entry -> entry.subprotocol.equals(subprotocol))
                    .findFirst();
        } finally {
            lock.unlock();
        }
    }

    boolean has(OcppDialect dialect) {
        lock.lock();
        try {
            return present.stream().anyMatch(entry -> entry.dialect == dialect);
        } finally {
            lock.unlock();
        }
    }

    /** How errors are spelt in a subprotocol that is here, or went no longer ago than this. */
    Optional<Spelling> spelling(String subprotocol, Duration patience) {
        lock.lock();
        try {
            return speaking(subprotocol)
                    .map(Entry::spelling)
                    .or(() -> Optional.ofNullable(gone.get(subprotocol))
                            .filter(last -> System.nanoTime() - last.since < patience.toNanos())
                            .map(Gone::spelling));
        } finally {
            lock.unlock();
        }
    }

    List<String> subprotocols() {
        lock.lock();
        try {
            return present.stream().map(Entry::subprotocol).distinct().sorted().toList();
        } finally {
            lock.unlock();
        }
    }
}
