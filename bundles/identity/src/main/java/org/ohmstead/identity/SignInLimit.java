package org.ohmstead.identity;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often somebody may be wrong. From one address for one name: five times, then once a minute. From one address for all names
 * together: fifty times, then ten times a minute; a name that was right from there before does not ask for that, so that whoever
 * guesses behind the same proxy does not keep it out. A name alone is never refused, or anybody on the network could keep its
 * owner out. An attempt counts when it begins and is taken back when it succeeds, so that trying in parallel gains nothing. In
 * memory only, bounded, thread-safe.
 */
final class SignInLimit {

    private static final Logger LOG = LoggerFactory.getLogger(SignInLimit.class);
    private static final int REMEMBERED = 10_000;
    private static final int IPV6 = 16;

    /** So many at once, then one in each pause; what was not used comes back at the same pace. */
    private enum Rule {
        NAME_FROM_ADDRESS(5, Duration.ofMinutes(1)),
        ADDRESS(50, Duration.ofSeconds(6));

        private final Duration pause;
        private final Duration most;

        Rule(int atOnce, Duration pause) {
            this.pause = pause;
            this.most = pause.multipliedBy(atOnce);
        }
    }

    /** Failures as time: each puts the moment at which they are all forgotten a pause further. */
    private record Failures(Instant forgotten, boolean told) {}

    private final Clock clock;
    private final Map<String, Failures> failures = bounded();

    /** Names from where they were right. */
    private final Set<String> known = Collections.newSetFromMap(bounded());

    SignInLimit(Clock clock) {
        this.clock = clock;
    }

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > REMEMBERED;
            }
        };
    }

    /** Whether this attempt may be made. */
    synchronized boolean tryAcquire(String name, String address) {
        String pair = nameKey(name, address);
        boolean asksForAddress = !known.contains(pair);
        boolean allowed =
                mayTry(pair, Rule.NAME_FROM_ADDRESS) && (!asksForAddress || mayTry(addressKey(address), Rule.ADDRESS));
        if (allowed) {
            count(pair, Rule.NAME_FROM_ADDRESS);
            if (asksForAddress) {
                count(addressKey(address), Rule.ADDRESS);
            }
        }
        return allowed;
    }

    private boolean mayTry(String key, Rule rule) {
        Instant now = clock.instant();
        return !forgotten(key, now).plus(rule.pause).isAfter(now.plus(rule.most));
    }

    private Instant forgotten(String key, Instant now) {
        Failures made = failures.get(key);
        return made == null || made.forgotten().isBefore(now) ? now : made.forgotten();
    }

    private void count(String key, Rule rule) {
        Instant now = clock.instant();
        Instant before = forgotten(key, now);
        Instant after = before.plus(rule.pause);
        boolean told = after.isAfter(now.plus(rule.most).minus(rule.pause));
        Failures made = failures.remove(key);
        boolean toldBefore = made != null && made.told() && before.isAfter(now);
        if (told && !toldBefore) {
            LOG.warn("Too many failed sign-ins for {}: one attempt each {} s from now on", key, rule.pause.toSeconds());
        }
        failures.put(key, new Failures(after, told || toldBefore));
    }

    /** The attempt was right after all. Failures for other names stay: who has one account gains nothing by it for the rest. */
    synchronized void succeeded(String name, String address) {
        String pair = nameKey(name, address);
        failures.remove(pair);
        if (known.add(pair)) {
            failures.computeIfPresent(
                    addressKey(address),
                    (key, made) -> new Failures(made.forgotten().minus(Rule.ADDRESS.pause), made.told()));
        }
    }

    /** The name has a new password: its failures are forgotten wherever they came from, those of an address as a whole stay. */
    synchronized void forgive(String name) {
        failures.keySet().removeIf(key -> key.endsWith(named(name)));
    }

    /** An address has no comma, so that no two pairs share a key. */
    private static String nameKey(String name, String address) {
        return addressKey(address) + named(name);
    }

    private static String named(String name) {
        return ", name " + name;
    }

    private static String addressKey(String address) {
        return "address " + network(address);
    }

    /** An IPv6 host owns a /64 and takes whichever address in it it likes, so that is what is counted. */
    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress(); // no name has a colon: nobody is asked for it
            return bytes.length == IPV6
                    ? InetAddress.getByAddress(Arrays.copyOf(Arrays.copyOf(bytes, IPV6 / 2), IPV6))
                                    .getHostAddress() + "/64"
                    : InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
