package org.ohmstead.ocpp.websocket;

import java.util.concurrent.ConcurrentHashMap;

/**
 * How often each of many may come: a bucket of tokens for each, which fills at a steady rate. Thread-safe.
 *
 * @param <K> who comes
 */
final class Buckets<K> {

    private static final long SECOND = 1_000_000_000L;
    /** A refusal is logged at most this often for each. */
    private static final long SILENCE = 60 * SECOND;

    private final double perNano;
    private final double depth;
    private final ConcurrentHashMap<K, Bucket> buckets = new ConcurrentHashMap<>();

    /**
     * @param perSecond tokens per second; 0 for any number
     * @param depth tokens at once
     */
    Buckets(int perSecond, int depth) {
        this.perNano = (double) perSecond / SECOND;
        this.depth = depth;
    }

    private record Bucket(double tokens, long at, long complainedAt, boolean open) {}

    /** Takes a token; false if there is none. */
    boolean take(K who, long now) {
        return perNano == 0 || buckets.compute(who, (key, bucket) -> taken(filled(bucket, now))).open;
    }

    void giveBack(K who) {
        buckets.computeIfPresent(
                who,
                (key, bucket) ->
                        new Bucket(Math.min(depth, bucket.tokens + 1), bucket.at, bucket.complainedAt, bucket.open));
    }

    /** Whether it is time to tell the operator of a refusal. */
    boolean mayBeReported(K who, long now) {
        boolean[] first = {false};
        buckets.compute(who, (key, bucket) -> {
            Bucket known = filled(bucket, now);
            first[0] = bucket == null || bucket.complainedAt == Long.MIN_VALUE || now - bucket.complainedAt > SILENCE;
            return new Bucket(known.tokens, now, first[0] ? now : known.complainedAt, known.open);
        });
        return first[0];
    }

    /** Forgets who has not been here for a while. */
    void forget(long now) {
        buckets.values().removeIf(bucket -> now - bucket.at > SILENCE && filled(bucket, now).tokens >= depth);
    }

    private Bucket filled(Bucket bucket, long now) {
        if (bucket == null) {
            return new Bucket(depth, now, Long.MIN_VALUE, true);
        }
        double tokens = Math.min(depth, bucket.tokens + (now - bucket.at) * perNano);
        return new Bucket(tokens, now, bucket.complainedAt, bucket.open);
    }

    private static Bucket taken(Bucket bucket) {
        boolean open = bucket.tokens >= 1;
        return new Bucket(open ? bucket.tokens - 1 : bucket.tokens, bucket.at, bucket.complainedAt, open);
    }
}
