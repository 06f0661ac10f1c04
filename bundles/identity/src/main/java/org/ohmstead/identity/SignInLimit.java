package org.ohmstead.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often somebody may be wrong: from one address five times for a name and twenty times for all names, then once a minute. A
 * name alone is never refused, or anybody on the network could keep its owner out. An attempt counts when it begins and is taken
 * back when it succeeds, so that trying in parallel gains nothing. In memory only, bounded, thread-safe.
 */
final class SignInLimit {

    private static final Logger LOG = LoggerFactory.getLogger(SignInLimit.class);
    private static final int PER_NAME = 5;
    private static final int PER_ADDRESS = 20;
    private static final int REMEMBERED = 10_000;
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);

    private record Attempts(int count, Instant last) {}

    private final Clock clock;
    private final Map<String, Attempts> attempts = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Attempts> eldest) {
            return size() > REMEMBERED;
        }
    };

    SignInLimit(Clock clock) {
        this.clock = clock;
    }

    /** Whether this attempt may be made. */
    synchronized boolean tryAcquire(String name, String address) {
        Instant now = clock.instant();
        boolean allowed =
                mayTry(nameKey(name, address), PER_NAME, now) && mayTry(addressKey(address), PER_ADDRESS, now);
        if (allowed) {
            count(nameKey(name, address), PER_NAME, now);
            count(addressKey(address), PER_ADDRESS, now);
        }
        return allowed;
    }

    private boolean mayTry(String key, int limit, Instant now) {
        Attempts made = attempts.get(key);
        return made == null || made.count() < limit || !now.isBefore(made.last().plus(PAUSE));
    }

    private void count(String key, int limit, Instant now) {
        Attempts made = attempts.remove(key);
        int before = made == null || now.isAfter(made.last().plus(FORGOTTEN_AFTER)) ? 0 : made.count();
        if (before + 1 == limit) {
            LOG.warn("Too many failed sign-ins for {}: one attempt a minute from now on", key);
        }
        attempts.put(key, new Attempts(before + 1, now));
    }

    /** The attempt was right after all. */
    synchronized void succeeded(String name, String address) {
        attempts.remove(nameKey(name, address));
        attempts.remove(addressKey(address));
    }

    /** The name has a new password: its failures are forgotten wherever they came from, those of an address as a whole stay. */
    synchronized void forgive(String name) {
        attempts.keySet().removeIf(key -> key.endsWith(named(name)));
    }

    /** An address has no comma, so that no two pairs share a key. */
    private static String nameKey(String name, String address) {
        return addressKey(address) + named(name);
    }

    private static String named(String name) {
        return ", name " + name;
    }

    private static String addressKey(String address) {
        return "address " + address;
    }
}
