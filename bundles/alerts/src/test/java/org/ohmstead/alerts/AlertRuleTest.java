package org.ohmstead.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.alerts.store.AlertStore;
import org.ohmstead.alerts.store.InMemoryAlertStore;
import org.ohmstead.alerts.store.Incident;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.csms.HealthCheck.Health;
import org.ohmstead.api.csms.HealthCheck.Status;
import org.ohmstead.api.csms.HealthReport;
import org.ohmstead.api.csms.Meters;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts.AlertEnded;
import org.ohmstead.api.journal.Facts.AlertRaised;
import org.ohmstead.api.journal.Facts.AlertRaised.Occasion;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.log.LogLines;
import org.ohmstead.api.model.ChargingStation;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StationState;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** A rule as it is written in a file, from its first to its last moment. */
class AlertRuleTest {

    @TempDir
    private Path home;

    private Path file;
    private final List<HealthCheck> registered = new ArrayList<>();
    private final InMemoryAlertStore store = new InMemoryAlertStore(fact -> {
        throw new AssertionError("Nothing is wrong");
    });

    @BeforeEach
    void config() throws IOException {
        file = Files.createDirectories(home.resolve("config")).resolve("org.ohmstead.alerts~depot.cfg");
    }

    @Test
    void aSoundRuleRegistersNoMistake() throws Exception {
        Files.writeString(file, "watches = SILENT\nonly = CP-.*\n");
        try (LogLines log = new LogLines(AlertRule.class)) {
            AlertRule rule = rule("SILENT", "CP-.*");

            assertThat(registered).isEmpty();
            assertThat(log.all()).isEmpty();
            rule.close();
        }
    }

    @Test
    void namesThatCannotBeReadAreAMistakeOfTheirLineUntilTheFileIsMended() throws Exception {
        Files.writeString(file, "# the depot\nwatches = SILENT\n only: CP-[1\n");
        try (LogLines log = new LogLines(AlertRule.class)) {
            AlertRule rule = rule("SILENT", "CP-[1");

            assertThat(registered).singleElement().satisfies(check -> {
                assertThat(check.name()).isEqualTo("alert depot");
                Health health = check.check();
                assertThat(health.status()).isEqualTo(Status.WARN);
                assertThat(health.message())
                        .startsWith("config/org.ohmstead.alerts~depot.cfg:3: only is no regular expression (")
                        .endsWith("; the rule watches all.");
            });
            assertThat(log.all())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING config/org.ohmstead.alerts~depot.cfg:3: only is no regular expression");
            rule.close(); // as declarative services do when the file changes
            assertThat(registered).isEmpty();
            rule("SILENT", "CP-1").close();
            assertThat(registered).isEmpty();
        }
    }

    @Test
    void aRuleThatWatchesNothingSaysSo() throws Exception {
        Files.writeString(file, "minutes = 5\n");
        try (LogLines log = new LogLines(AlertRule.class)) {
            AlertRule rule = rule("", ".*");

            assertThat(registered)
                    .singleElement()
                    .satisfies(check -> assertThat(check.check().message())
                            .isEqualTo(
                                    "config/org.ohmstead.alerts~depot.cfg: watches is one of SILENT, FAULTED, FOLLOWER, HEALTH,"
                                            + " ERRORS; the rule watches nothing."));
            assertThat(log.all()).hasSize(1);
            rule.close();
            assertThat(registered).isEmpty();
        }
    }

    @Test
    void aWordNobodyKnowsIsNamedWithItsLineTheLastOneThatCounts() throws Exception {
        Files.writeString(file, "watches = HEALTH\nwatches = EVERYTHING\n");
        AlertRule rule = rule("EVERYTHING", ".*");

        assertThat(registered.getFirst().check().message())
                .startsWith("config/org.ohmstead.alerts~depot.cfg:2: watches is one of");
        rule.close();
    }

    @Test
    void aRestartIsNoGoodNewsOfWhoWasSilentBefore() throws Exception {
        List<Fact> said = new CopyOnWriteArrayList<>();
        InMemoryAlertStore kept = new InMemoryAlertStore(said::add);
        Instant before = Instant.now().minusSeconds(3_600);
        kept.tell(
                new Incident("depot", before, before, List.of("CP-1")),
                new AlertRaised("depot", Occasion.BEGAN, "", 1, List.of("CP-1"), before, List.of()),
                before);
        StationState neverHeard = new StationState(
                new ChargingStation(
                        new StationId("CP-1"),
                        SiteId.DEFAULT,
                        "",
                        RegistrationStatus.ACCEPTED,
                        Optional.empty(),
                        before),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
        BlockingQueue<String> looks = new LinkedBlockingQueue<>();
        Stations stations = answering(Stations.class, (method, arguments) -> {
            looks.add(method);
            return new Page<>(List.of(neverHeard), Optional.empty());
        });

        AlertRule rule = rule("SILENT", ".*", kept, stations, Duration.ofMillis(1));
        for (int look = 0; look < 5; look++) {
            assertThat(looks.poll(20, TimeUnit.SECONDS)).isEqualTo("page");
        }
        rule.close();

        assertThat(said).hasSize(1).noneMatch(AlertEnded.class::isInstance);
    }

    private AlertRule rule(String watches, String only) {
        return rule(watches, only, store, unasked(Stations.class), Duration.ofDays(1));
    }

    private AlertRule rule(String watches, String only, AlertStore kept, Stations stations, Duration pause) {
        BundleContext context = answering(BundleContext.class, (method, arguments) -> switch (method) {
            case "getProperty" -> home.toString();
            case "registerService" -> {
                registered.add((HealthCheck) arguments[1]);
                yield answering(
                        ServiceRegistration.class,
                        (unregister, nothing) -> registered.remove((HealthCheck) arguments[1]) ? null : null);
            }
            default -> throw new AssertionError(method);
        });
        return new AlertRule(
                context,
                new Written(watches, only),
                Map.of("service.pid", "org.ohmstead.alerts~depot"),
                kept,
                stations,
                unasked(Journal.class),
                unasked(HealthReport.class),
                unasked(Meters.class),
                pause);
    }

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T unasked(Class<T> type) {
        return answering(type, (method, arguments) -> {
            throw new AssertionError("It does not look at once");
        });
    }

    private static <T> T answering(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answer.to(method.getName(), arguments)));
    }

    private record Written(String watches, String only) implements AlertRule.Settings {

        @Override
        public int minutes() {
            return 10;
        }

        @Override
        public int clearMinutes() {
            return 0;
        }

        @Override
        public int newsMinutes() {
            return 15;
        }

        @Override
        public int repeatHours() {
            return 24;
        }

        @Override
        public long most() {
            return 10;
        }

        @Override
        public String counter() {
            return "";
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return AlertRule.Settings.class;
        }
    }
}
