package org.ohmstead.ocpp.websocket;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How often each address may knock: a bucket of tokens that fills at a steady rate. Behind one address there may be a whole car
 * park that comes back after a power cut, so the bucket is deep. Thread-safe.
 */
final class Visitors {

    private static final long SECOND = 1_000_000_000L;
    /** A refusal is logged at most this often for one address. */
    private static final long SILENCE = 60 * SECOND;

    private final double perNano;
    private final double depth;
    private final ConcurrentHashMap<Source, Bucket> buckets = new ConcurrentHashMap<>();

    /**
     * @param perSecond knocks per second; 0 for any number
     * @param depth knocks at once
     */
    Visitors(int perSecond, int depth) {
        this.perNano = (double) perSecond / SECOND;
        this.depth = depth;
    }

    /** An IPv6 subscriber has a whole /64 to knock from. */
    private record Source(long prefix, boolean v6) {

        static Source of(InetAddress address) {
            byte[] bytes = address.getAddress();
            boolean v6 = address instanceof Inet6Address;
            long prefix = 0;
            for (byte b : Arrays.copyOf(bytes, v6 ? 8 : bytes.length)) {
                prefix = prefix << 8 | b & 0xFF;
            }
            return new Source(prefix, v6);
        }
    }

    private record Bucket(double tokens, long at, long complainedAt, boolean open) {}

    /** Takes a token. */
    boolean mayKnock(InetAddress from, long now) {
        return perNano == 0 || buckets.compute(Source.of(from), (source, bucket) -> taken(filled(bucket, now))).open;
    }

    /** Whether it is time to tell the operator of a refusal. */
    boolean mayBeReported(InetAddress from, long now) {
        boolean[] first = {false};
        buckets.compute(Source.of(from), (source, bucket) -> {
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
