package org.ohmstead.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.control.RemoteControl;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Location;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Party;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StationState;
import org.ohmstead.api.model.TransactionId;

class RouteFilesTest {

    private static final String SHIPPED = "transactions-to-csv.yaml.off";

    @TempDir
    Path home;

    private final ScriptedJournal journal = new ScriptedJournal();
    private final List<String> resets = new CopyOnWriteArrayList<>();
    private DefaultCamelContext camel;
    private RouteFolder folder;

    @BeforeEach
    void startCamel() throws IOException {
        Files.createDirectories(home.resolve("config/routes"));
        camel = new DefaultCamelContext();
        camel.getPropertiesComponent().addInitialProperty("ohmstead.home", home.toString());
        camel.addComponent("ohmstead", new OhmsteadComponent(journal, new OneStation()));
        camel.start();
        folder = new RouteFolder(home.resolve("config/routes"), camel);
    }

    @AfterEach
    void stopCamel() {
        camel.stop();
    }

    @Test
    void theShippedRouteWritesEachEndedTransactionWithItsPosition() throws Exception {
        write("csv.yaml", shipped());
        folder.scan();
        journal.append(ended(1, "04A1B2", "Local"));
        journal.append(new JournalEntry(
                new JournalPosition(1, 2),
                Optional.empty(),
                Instant.parse("2026-11-22T09:00:00Z"),
                SiteId.DEFAULT,
                Optional.empty(),
                new Facts.ServerStarted("1", Optional.empty())));
        journal.append(ended(3, "04A1B3", "Remote, by \"office\""));

        journal.run("transactions-to-csv");

        assertThat(csv()).hasSize(3);
        assertThat(csv().get(0)).startsWith("position,");
        assertThat(csv().get(1)).startsWith("1:1,").contains("04A1B2").contains("7200");
        assertThat(csv().get(2)).startsWith("1:3,").contains("\"Remote, by \"\"office\"\"\"");
    }

    @Test
    void aDayBeginsAtMidnightOfTheSite() throws Exception {
        write("csv.yaml", shipped());
        folder.scan();
        journal.append(ended(1, "04A1B2", "Local", "2026-11-22T23:30:00Z"));

        journal.run("transactions-to-csv");

        assertThat(home.resolve("exports/transactions-2026-11-23.csv")).exists();
    }

    @Test
    void aLineCutShortByACrashSpoilsNoOther() throws Exception {
        write("csv.yaml", shipped());
        folder.scan();
        Path file = home.resolve("exports/transactions-2026-11-22.csv");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "position\n1:1,half a li");
        journal.append(ended(1, "04A1B2", "Local"));

        journal.run("transactions-to-csv");

        assertThat(csv()).hasSize(3);
        assertThat(csv().get(2)).startsWith("1:1,");
    }

    @Test
    void textThatASpreadsheetWouldRunIsMadeHarmless() throws Exception {
        write("csv.yaml", shipped());
        folder.scan();
        journal.append(ended(1, "=HYPERLINK(1)", "Local"));

        journal.run("transactions-to-csv");

        assertThat(csv().get(1)).contains("'=HYPERLINK(1)");
    }

    @Test
    void cardNumbersAreShortenedWhereTheColumnSaysSo() throws Exception {
        write("csv.yaml", shipped().replace("idToken,", "idTokenShortened,"));
        folder.scan();
        journal.append(ended(1, "04A1B2C3D4", "Local"));

        journal.run("transactions-to-csv");

        assertThat(csv().get(1)).contains("04A1***").doesNotContain("04A1B2C3D4");
    }

    @Test
    void whoAsksForAComponentThatIsNotThereIsToldWhichAre() throws Exception {
        write("kafka.yaml", "- from:\n    uri: direct:a\n    steps:\n      - to: kafka:transactions\n");

        folder.scan();

        assertThat(folder.failures().get("kafka.yaml"))
                .isEqualTo("There is no component for kafka://transactions; there are "
                        + String.join(", ", RouteFolder.COMPONENTS));
        assertThat(RouteFolder.COMPONENTS)
                .allSatisfy(name -> assertThat(camel.getComponent(name)).isNotNull());
    }

    @Test
    void anEntryWhoseRouteFailsComesAgain() throws Exception {
        write("csv.yaml", shipped());
        folder.scan();
        Files.writeString(home.resolve("exports"), "a file where the folder should be");
        journal.append(ended(1, "04A1B2", "Local"));

        assertThatThrownBy(() -> journal.run("transactions-to-csv")).isInstanceOf(IOException.class);
        Files.delete(home.resolve("exports"));
        journal.run("transactions-to-csv");

        assertThat(csv()).hasSize(2);
    }

    @Test
    void filesAreAddedChangedAndRemovedWhileRunning() throws Exception {
        folder.scan();
        assertThat(camel.getRoutes()).isEmpty();

        write("hello.yaml", follower("first"));
        folder.scan();
        assertThat(journal.followed("first")).isTrue();

        write("hello.yaml", follower("second"));
        folder.scan();
        assertThat(journal.followed("first")).isFalse();
        assertThat(journal.followed("second")).isTrue();

        Files.delete(home.resolve("config/routes/hello.yaml"));
        folder.scan();
        assertThat(journal.followed("second")).isFalse();
        assertThat(camel.getRoutes()).isEmpty();
    }

    @Test
    void aFileThatDoesNotStartIsReportedAndHarmsNoOther() throws Exception {
        write("good.yaml", follower("good"));
        write("misspelt.yaml", follower("bad").replace("ohmstead:journal", "ohmstead:jornal"));
        write("broken.yaml", "- route: [");
        folder.scan();

        assertThat(journal.followed("good")).isTrue();
        assertThat(folder.failures().keySet()).containsExactlyInAnyOrder("misspelt.yaml", "broken.yaml");
        assertThat(folder.failures().get("misspelt.yaml")).contains("ohmstead:jornal does not exist");

        write("misspelt.yaml", follower("mended"));
        folder.scan();
        assertThat(folder.failures()).containsOnlyKeys("broken.yaml");
        assertThat(journal.followed("mended")).isTrue();
    }

    @Test
    void aMissingOptionIsNamed() throws Exception {
        write("nameless.yaml", follower("x").replace("follower: x", "kinds: TransactionEnded"));
        folder.scan();

        assertThat(folder.failures().get("nameless.yaml")).contains("follower is missing");
    }

    @Test
    void aRouteAsksAStationAndSeesItsAnswer() {
        Object answer = camel.createProducerTemplate()
                .requestBodyAndHeader("ohmstead:command?action=reset", "", "station", "CP-1");

        assertThat(answer).hasToString("{outcome=REJECTED, word=Rejected}");
        assertThat(resets).containsExactly("ON_IDLE");
    }

    @Test
    void whatAStationCannotDoIsAnOutcome() {
        Object answer = camel.createProducerTemplate()
                .requestBodyAndHeader("ohmstead:command?action=clear-cache", "", "station", "CP-1");

        assertThat(answer).asString().contains("NOT_SUPPORTED");
    }

    private void write(String name, String yaml) throws IOException {
        Path file = home.resolve("config/routes").resolve(name);
        boolean replaced = Files.exists(file);
        Files.writeString(file, yaml);
        if (replaced) {
            // Two writes within one tick of the file system's clock look alike when the sizes are equal.
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(2)));
        }
    }

    private static String shipped() throws IOException {
        return Files.readString(Path.of("../../config/routes").resolve(SHIPPED));
    }

    private static String follower(String name) {
        return """
                - route:
                    from:
                      uri: ohmstead:journal
                      parameters:
                        follower: %s
                      steps:
                        - to: log:entries
                """.formatted(name);
    }

    private List<String> csv() throws IOException {
        return Files.readAllLines(home.resolve("exports/transactions-2026-11-22.csv"));
    }

    private static JournalEntry ended(long seq, String token, String reason) {
        return ended(seq, token, reason, "2026-11-22T10:00:00Z");
    }

    private static JournalEntry ended(long seq, String token, String reason, String receivedAt) {
        return new JournalEntry(
                new JournalPosition(1, seq),
                Optional.of(Instant.parse("2026-11-22T09:59:58Z")),
                Instant.parse(receivedAt),
                SiteId.DEFAULT,
                Optional.of(new StationId("CP-1")),
                new Facts.TransactionEnded(
                        new TransactionId(4711),
                        Connector.of(1),
                        "17",
                        Optional.of(IdToken.of(token)),
                        Instant.parse("2026-11-22T09:00:00Z"),
                        Optional.of(Energy.ofWattHours(1_000)),
                        Optional.of(Energy.ofWattHours(8_200)),
                        Optional.of(Energy.ofWattHours(7_200)),
                        reason,
                        Optional.empty(),
                        false,
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    /** A station that refuses every reset and can do nothing else. */
    private final class OneStation implements Stations, RemoteControl {

        @Override
        public StationControl control(StationId station) {
            return new StationControl() {
                @Override
                public <T> Optional<T> as(Class<T> capability) {
                    return capability == RemoteControl.class
                            ? Optional.of(capability.cast(OneStation.this))
                            : Optional.empty();
                }
            };
        }

        @Override
        public Outcome reset(Reset kind) {
            resets.add(kind.name());
            return Outcome.of(Outcome.Kind.REJECTED, "Rejected");
        }

        @Override
        public Outcome startCharging(Optional<EvseId> evse, IdToken idToken, int remoteStartId) {
            return Outcome.notSupported();
        }

        @Override
        public Outcome stopCharging(String stationTransactionId) {
            return Outcome.notSupported();
        }

        @Override
        public Outcome unlock(Connector connector) {
            return Outcome.notSupported();
        }

        @Override
        public Outcome trigger(Report report, Optional<EvseId> evse) {
            return Outcome.notSupported();
        }

        @Override
        public Optional<StationState> find(StationId station) {
            return Optional.empty();
        }

        @Override
        public Page<StationState> page(Scope scope, String search, Page.Request request) {
            return new Page<>(List.of(), Optional.empty());
        }

        @Override
        public Totals totals(Scope scope) {
            return new Totals(1, 1, 0);
        }

        @Override
        public List<HardwareSeen> hardwareHistory(StationId station) {
            return List.of();
        }

        @Override
        public List<Location> locations() {
            return List.of(new Location(
                    SiteId.DEFAULT,
                    "Depot",
                    ZoneId.of("Europe/Berlin"),
                    Currency.getInstance("EUR"),
                    new Party("DE", "OHM")));
        }
    }
}
