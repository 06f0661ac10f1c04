package org.ohmstead.simulator.fleet;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ohmstead.simulator.oddity.Oddity;

/**
 * What a fleet is and does. Two fleets with one plan have the same stations, cars and drivers.
 *
 * @param prefix of the stations' ids, which count up from 1
 * @param password of the stations that {@code passwords} does not name; empty for none
 * @param tokens the drivers' tokens
 * @param sessionsPerHour how many sessions a connector has in an hour of simulated time, if its drivers meet no trouble
 * @param sessions how many sessions a connector has altogether; {@link #WITHOUT_END} for no limit
 * @param meterInterval how often a station sends meter values
 * @param oddities what every second station does wrong, each in turn; empty where all behave well
 */
public record FleetPlan(
        int stations,
        String prefix,
        Map<String, String> passwords,
        Optional<String> password,
        List<String> tokens,
        double sessionsPerHour,
        int sessions,
        Duration meterInterval,
        long seed,
        List<Oddity> oddities) {

    /** As many sessions as there is time for. */
    public static final int WITHOUT_END = Integer.MAX_VALUE;

    public FleetPlan {
        if (stations < 1 || tokens.isEmpty() || sessionsPerHour <= 0) {
            throw new IllegalArgumentException("a fleet has a station, a token, and drivers that come");
        }
        passwords = Map.copyOf(passwords);
        tokens = List.copyOf(tokens);
        oddities = List.copyOf(oddities);
    }

    /** A fleet of well-behaved stations. */
    public FleetPlan(
            int stations,
            String prefix,
            Map<String, String> passwords,
            Optional<String> password,
            List<String> tokens,
            double sessionsPerHour,
            int sessions,
            Duration meterInterval,
            long seed) {
        this(stations, prefix, passwords, password, tokens, sessionsPerHour, sessions, meterInterval, seed, List.of());
    }

    /** What a station, counted from 1, does wrong. */
    Optional<Oddity> oddityOf(int number) {
        boolean behaves = oddities.isEmpty() || number % 2 == 1;
        return behaves ? Optional.empty() : Optional.of(oddities.get((number / 2 - 1) % oddities.size()));
    }

    /** The id of a station, counted from 1. */
    public String id(int number) {
        return String.format(Locale.ROOT, "%s-%03d", prefix, number);
    }

    Optional<String> passwordOf(String id) {
        return Optional.ofNullable(passwords.get(id)).or(() -> password);
    }

    /** From one arrival to the next, on average. */
    Duration betweenArrivals() {
        return Duration.ofMillis((long) (3_600_000 / sessionsPerHour));
    }
}
