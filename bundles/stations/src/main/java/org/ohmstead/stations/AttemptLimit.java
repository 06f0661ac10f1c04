package org.ohmstead.stations;

import java.net.InetAddress;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Slows down whoever guesses. Each address, and each identity at an address, may fail so often in a row and then once in a
 * while; in between it is refused unheard. Failures at one address never count at another, so nobody can lock a station out from
 * afar. Thread-safe.
 */
final class AttemptLimit {

    private static final int MOST_REMEMBERED = 20_000;
    private static final Rate OF_IDENTITY = new Rate(30, 1.0);
    private static final Rate OF_ADDRESS = new Rate(300, 10.0);

    private final Clock clock;
    private final Map<Key, Bucket> buckets = new ConcurrentHashMap<>();

    AttemptLimit(Clock clock) {
        this.clock = clock;
    }

    /** Whether this identity failed there too often. */
    boolean exhausted(InetAddress from, String identity) {
        return empty(Key.of(from, identity), clock.millis());
    }

    /** Whether too many attempts failed there, whoever they were. */
    boolean exhausted(InetAddress from) {
        return empty(Key.of(from), clock.millis());
    }

    /** @return whether it is the first failure in a while, the one to be logged */
    boolean failed(InetAddress from, String identity) {
        long now = clock.millis();
        if (buckets.size() >= MOST_REMEMBERED) {
            buckets.values().removeIf(bucket -> bucket.after(now).full());
            if (buckets.size() >= MOST_REMEMBERED) {
                buckets.clear(); // a flood from everywhere: forgetting is safer than refusing everybody
            }
        }
        take(Key.of(from), OF_ADDRESS, now);
        Bucket left = take(Key.of(from, identity), OF_IDENTITY, now);
        return left.left() >= OF_IDENTITY.burst() - 1;
    }

    private boolean empty(Key key, long now) {
        Bucket bucket = buckets.get(key);
        return bucket != null && bucket.after(now).left() < 1;
    }

    private Bucket take(Key key, Rate rate, long now) {
        return buckets.compute(
                key,
                (same, bucket) -> (bucket == null ? new Bucket(rate, rate.burst(), now) : bucket.after(now)).take());
    }

    private record Rate(int burst, double perSecond) {}

    private record Bucket(Rate rate, double left, long at) {

        Bucket after(long now) {
            double refilled = left + Math.max(0, now - at) * rate.perSecond / 1e3; // the clock may be set back
            return new Bucket(rate, Math.min(rate.burst, refilled), now);
        }

        Bucket take() {
            return new Bucket(rate, Math.max(0, left - 1), at);
        }

        boolean full() {
            return left >= rate.burst;
        }
    }

    /** An IPv6 host owns a /64, so that is what is counted. */
    private record Key(long network, int length, String identity) {

        static Key of(InetAddress from) {
            return of(from, "");
        }

        static Key of(InetAddress from, String identity) {
            byte[] address = from.getAddress();
            long network = 0;
            for (byte b : Arrays.copyOf(address, Math.min(8, address.length))) {
                network = network << 8 | b & 0xff;
            }
            return new Key(network, address.length, identity);
        }
    }
}
