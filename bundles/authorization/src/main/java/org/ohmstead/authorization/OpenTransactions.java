package org.ohmstead.authorization;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.TransactionId;

/**
 * The accepted transactions that run, by the token and the group they began with, so that a limit is checked without asking history.
 * Thread-safe; two stations wait for each other only where they ask about the same token or group at the same moment.
 */
final class OpenTransactions {

    private final Map<TransactionId, Open> all = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Map<TransactionId, Open>> byToken = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Map<TransactionId, Open>> byGroup = new ConcurrentHashMap<>();

    /**
     * Adds one unless its limit is reached. Checking and adding are one step.
     *
     * @return whether it was added
     */
    boolean admit(Open open, Limit limit) {
        ConcurrentMap<String, Map<TransactionId, Open>> counted = limit.ofGroup() ? byGroup : byToken;
        String key = limit.ofGroup() ? open.group().orElseThrow() : open.token();
        Map<TransactionId, Open> together = counted.compute(key, (same, running) -> {
            Map<TransactionId, Open> now = running == null ? new ConcurrentHashMap<>() : running;
            if (limit.most() == 0 || count(now, open) < limit.most()) {
                now.put(open.id(), open);
            }
            return now;
        });
        boolean admitted = together.containsKey(open.id());
        if (admitted) {
            add(open);
        }
        return admitted;
    }

    /** Adds one that runs whatever the limits say. May be repeated. */
    void add(Open open) {
        if (all.putIfAbsent(open.id(), open) == null) {
            put(byToken, open.token(), open);
            open.group().ifPresent(group -> put(byGroup, group, open));
        }
    }

    void remove(TransactionId id) {
        Open open = all.remove(id);
        if (open != null) {
            remove(byToken, open.token(), id);
            open.group().ifPresent(group -> remove(byGroup, group, id));
        }
    }

    /** Whether a transaction of that token runs at that station. */
    boolean runs(StationId at, String token) {
        return byToken.getOrDefault(token, Map.of()).values().stream()
                .anyMatch(open -> open.at().equals(at));
    }

    /** One that still runs at the EVSE of a new one is about to be superseded by it. */
    private static long count(Map<TransactionId, Open> running, Open newcomer) {
        return running.values().stream()
                .filter(open -> open.counts()
                        && !(open.at().equals(newcomer.at()) && open.evse().equals(newcomer.evse())))
                .count();
    }

    private static void put(ConcurrentMap<String, Map<TransactionId, Open>> index, String key, Open open) {
        index.compute(key, (same, running) -> {
            Map<TransactionId, Open> now = running == null ? new ConcurrentHashMap<>() : running;
            now.put(open.id(), open);
            return now;
        });
    }

    private static void remove(ConcurrentMap<String, Map<TransactionId, Open>> index, String key, TransactionId id) {
        index.computeIfPresent(key, (same, running) -> {
            running.remove(id);
            return running.isEmpty() ? null : running;
        });
    }

    /**
     * A transaction that runs.
     *
     * @param token in the case in which tokens are compared
     * @param group the same
     * @param counts whether it takes one of the places its token has: it was begun on the token's account
     */
    record Open(TransactionId id, StationId at, EvseId evse, String token, Optional<String> group, boolean counts) {}

    /**
     * How many may run at once.
     *
     * @param most 0 for any number
     * @param ofGroup whether all tokens of the group are counted together
     */
    record Limit(int most, boolean ofGroup) {}
}
