package org.ohmstead.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.alerts.store.InMemoryAlertStore;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.csms.HealthCheck.Health;
import org.ohmstead.api.csms.HealthCheck.Status;
import org.ohmstead.api.csms.HealthReport;
import org.ohmstead.api.csms.Meters;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.log.LogLines;
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

    private AlertRule rule(String watches, String only) {
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
                store,
                unasked(Stations.class),
                unasked(Journal.class),
                unasked(HealthReport.class),
                unasked(Meters.class));
    }

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T unasked(Class<T> type) {
        return answering(type, (method, arguments) -> {
            throw new AssertionError("It looks four times a minute, and not at once");
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
            return 5;
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
