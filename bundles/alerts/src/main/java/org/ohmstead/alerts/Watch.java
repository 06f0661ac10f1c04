package org.ohmstead.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.ohmstead.api.csms.HealthCheck.Status;
import org.ohmstead.api.csms.HealthReport;
import org.ohmstead.api.csms.Meters;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.StationState;

/** Looks for what is wrong, by name. */
@FunctionalInterface
interface Watch {

    int AT_ONCE = 1_000;

    Set<String> wrong(Instant now);

    /**
     * Stations of which nothing was heard for so long, whether they are connected or not. One that never came is not missed.
     *
     * @param begun when the watch began: what was not heard before it counts from there, or every restart would be an alert
     * @param toldSilent who was silent before it began, and is until it is heard: a restart is no good news of a station
     */
    static Watch silent(Stations stations, Duration longest, Instant begun, Set<String> toldSilent) {
        return now -> stations(
                stations,
                state -> state.lastHeard()
                        .filter(heard -> heard.isAfter(begun) || !toldSilent.contains(name(state)))
                        .map(heard -> heard.isAfter(begun) ? heard : begun)
                        .map(heard -> heard.plus(longest).isBefore(now))
                        .orElse(toldSilent.contains(name(state))));
    }

    private static String name(StationState state) {
        return state.station().id().value();
    }

    static Watch faulted(Stations stations) {
        return now -> stations(
                stations,
                state -> state.connectors().stream().anyMatch(report -> report.status() == ConnectorStatus.FAULTED));
    }

    private static Set<String> stations(Stations stations, Predicate<StationState> isWrong) {
        Set<String> wrong = new TreeSet<>();
        Optional<String> after = Optional.empty();
        do {
            Page<StationState> page = stations.page(Scope.ALL, "", new Page.Request(after, AT_ONCE));
            page.items().stream()
                    .filter(state -> state.station().registration() == RegistrationStatus.ACCEPTED)
                    .filter(isWrong)
                    .forEach(state -> wrong.add(name(state)));
            after = page.next();
        } while (after.isPresent());
        return wrong;
    }

    /**
     * Followers that failed and try again, or have more than {@code most} entries before them: one that does not run, too, since
     * the journal keeps for it what it has yet to take.
     */
    static Watch followers(Journal journal, long most) {
        return now -> {
            Set<String> wrong = new TreeSet<>();
            journal.followers().stream()
                    .filter(follower -> follower.failure().isPresent() || follower.lag() > most)
                    .forEach(follower -> wrong.add(follower.name()));
            return wrong;
        };
    }

    static Watch health(HealthReport report) {
        return now -> {
            Set<String> wrong = new TreeSet<>();
            report.checks().forEach((name, health) -> {
                if (health.status() != Status.OK) {
                    wrong.add(name);
                }
            });
            return wrong;
        };
    }

    /** A counter, as {@code /metrics} names it, that rises by more than {@code most} a minute; all its tags together. */
    static Watch errors(Meters meters, String counter, long most) {
        return new RisingCounter(meters, counter, most);
    }

    /** Only those whose whole name matches. */
    default Watch only(Pattern names) {
        return now -> {
            Set<String> wrong = new TreeSet<>(wrong(now));
            wrong.removeIf(name -> !names.matcher(name).matches());
            return wrong;
        };
    }
}
