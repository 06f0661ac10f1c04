package org.ohmstead.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.HealthCheck.Health;
import org.ohmstead.api.csms.HealthCheck.Status;
import org.ohmstead.api.csms.HealthReport;
import org.ohmstead.api.csms.Meters;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.journal.Journal.FollowerState;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.ChargingStation;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StationState;

class WatchTest {

    private static final Instant T0 = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final List<StationState> states = new ArrayList<>();
    private final Stations stations = only(Stations.class, "page", () -> new Page<>(states, Optional.empty()));
    private String metrics = "";

    private void station(String id, RegistrationStatus registration, boolean online, Optional<Instant> lastHeard) {
        var station = new ChargingStation(new StationId(id), SiteId.DEFAULT, "", registration, Optional.empty(), T0);
        states.add(new StationState(
                station,
                online,
                Optional.empty(),
                Optional.empty(),
                lastHeard,
                Optional.empty(),
                Optional.empty(),
                List.of()));
    }

    @Test
    void silentIsWhoWasNotHeardForLongConnectedOrNot() {
        Instant now = T0.plus(Duration.ofHours(5));
        station("connected-and-heard", RegistrationStatus.ACCEPTED, true, Optional.of(now));
        station(
                "connected-and-silent",
                RegistrationStatus.ACCEPTED,
                true,
                Optional.of(now.minus(LONGEST).minusSeconds(1)));
        station("just-gone", RegistrationStatus.ACCEPTED, false, Optional.of(now.minusSeconds(60)));
        station("long-gone", RegistrationStatus.ACCEPTED, false, Optional.of(T0.minusSeconds(1)));
        station("never-came", RegistrationStatus.ACCEPTED, false, Optional.empty());
        station("not-wanted", RegistrationStatus.REJECTED, false, Optional.empty());

        assertThat(Watch.silent(stations, LONGEST, T0, Set.of()).wrong(now))
                .containsExactlyInAnyOrder("connected-and-silent", "long-gone");
    }

    @Test
    void afterARestartEveryStationHasItsTimeToComeBack() {
        station("CP-1", RegistrationStatus.ACCEPTED, false, Optional.of(T0.minus(Duration.ofDays(1))));
        Watch watch = Watch.silent(stations, LONGEST, T0, Set.of());

        assertThat(watch.wrong(T0.plus(LONGEST))).isEmpty();
        assertThat(watch.wrong(T0.plus(LONGEST).plusSeconds(1))).containsExactly("CP-1");
    }

    @Test
    void whoWasSilentBeforeARestartIsSoUntilItIsHeard() {
        station("CP-1", RegistrationStatus.ACCEPTED, false, Optional.of(T0.minus(Duration.ofDays(1))));
        station("CP-2", RegistrationStatus.ACCEPTED, true, Optional.of(T0.plusSeconds(5)));
        station("CP-3", RegistrationStatus.ACCEPTED, false, Optional.empty());
        Watch watch = Watch.silent(stations, LONGEST, T0, Set.of("CP-1", "CP-2", "CP-3"));

        assertThat(watch.wrong(T0.plusSeconds(15))).containsExactly("CP-1", "CP-3");
    }

    @Test
    void stuckIsAFollowerThatFailsOrIsFarBehindWhetherItRunsOrNot() {
        JournalPosition at = new JournalPosition(1, 5);
        Journal journal = only(
                Journal.class,
                "followers",
                () -> List.of(
                        new FollowerState("well", at, 10, true, Optional.empty()),
                        new FollowerState("far", at, 11, true, Optional.empty()),
                        new FollowerState("failing", at, 1, true, Optional.of("no route to host")),
                        new FollowerState("standing", at, 11, false, Optional.empty()),
                        new FollowerState("removed in time", at, 3, false, Optional.empty())));

        assertThat(Watch.followers(journal, 10).wrong(T0)).containsExactlyInAnyOrder("far", "failing", "standing");
    }

    @Test
    void aHealthCheckThatWarnsOrIsDownIsWrong() {
        HealthReport report = only(
                HealthReport.class,
                "checks",
                () -> Map.of(
                        "store", new Health(Status.DOWN, "gone", "restart"),
                        "disk", new Health(Status.WARN, "nearly full", "clean up"),
                        "ocpp", Health.ok("fine")));

        assertThat(Watch.health(report).wrong(T0)).containsExactlyInAnyOrder("store", "disk");
        assertThat(Watch.health(report).only(Pattern.compile("dis.*")).wrong(T0))
                .containsExactly("disk");
    }

    @Test
    void aCounterIsFastByItsRiseAMinuteOverAllItsTags() {
        Watch watch = Watch.errors(only(Meters.class, "scrape", () -> metrics), "errors_total", 10);
        metrics = "# TYPE errors_total counter\nerrors_total{kind=\"a b\"} 1000\nerrors_total_more 5\n";
        assertThat(watch.wrong(T0)).isEmpty();
        metrics = "errors_total{kind=\"a b\"} 1003\nerrors_total{kind=\"c\"} 2\nerrors_total_more 500\n";
        assertThat(watch.wrong(T0.plusSeconds(30))).isEmpty();
        metrics = "errors_total{kind=\"a b\"} 1003\nerrors_total{kind=\"c\"} 8\n";
        assertThat(watch.wrong(T0.plusSeconds(60))).containsExactly("errors_total");
    }

    /** Answers one question and no other. */
    private static <T> T only(Class<T> type, String question, Supplier<Object> answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            assertThat(method.getName()).isEqualTo(question);
            return answer.get();
        }));
    }
}
