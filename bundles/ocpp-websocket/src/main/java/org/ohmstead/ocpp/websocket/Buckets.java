package org.ohmstead.ocpp.websocket;

import java.util.concurrent.ConcurrentHashMap;

/**
 * How often each of many may come: a bucket of tokens for each, which fills at a steady rate. Thread-safe.
 *
 * @param <K> who comes
 */
final class Buckets<K> {

    private static final long SECOND = 1_000_000_000L;

    /** A full bucket that nobody has come to for so long is forgotten. */
    private static final long AWAY = 60 * SECOND;

    /** A flood from everywhere: forgetting all is better than no memory, or than refusing everybody. */
    private static final int MOST = 100_000;

    private final double perNano;
    private final double depth;
    private final ConcurrentHashMap<K, Bucket> buckets = new ConcurrentHashMap<>();

    Buckets(Limits.Rate rate) {
        this.perNano = (double) rate.perSecond() / SECOND;
        this.depth = rate.atOnce();
    }

    /** @param open whether there was a token for the last who came */
    private record Bucket(double tokens, long at, boolean open) {}

    /** Takes a token; false if there is none. */
    boolean take(K who, long now) {
        if (buckets.size() >= MOST) {
            buckets.clear();
        }
        return perNano == 0 || buckets.compute(who, (key, bucket) -> taken(filled(bucket, now))).open;
    }

    void giveBack(K who) {
        buckets.computeIfPresent(
                who, (key, bucket) -> new Bucket(Math.min(depth, bucket.tokens + 1), bucket.at, bucket.open));
    }

    /** Forgets who has not been here for a while. */
    void forget(long now) {
        buckets.values().removeIf(bucket -> now - bucket.at > AWAY && filled(bucket, now).tokens >= depth);
    }

    private Bucket filled(Bucket bucket, long now) {
        return bucket == null
                ? new Bucket(depth, now, true)
                : new Bucket(Math.min(depth, bucket.tokens + (now - bucket.at) * perNano), now, bucket.open);
    }

    private static Bucket taken(Bucket bucket) {
        boolean open = bucket.tokens >= 1;
        return new Bucket(open ? bucket.tokens - 1 : bucket.tokens, bucket.at, open);
    }
}
