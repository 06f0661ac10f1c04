package org.ohmstead.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ohmstead.routes.Entries.ended;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.csms.Routes.State;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.testkit.InMemoryDeadLetters;

class RouteFilesTest {

    private static final String SHIPPED = "transactions-to-csv.yaml.off";

    @TempDir
    Path home;

    private final ScriptedJournal journal = new ScriptedJournal();
    private final List<String> resets = new CopyOnWriteArrayList<>();
    private final Memory memory = new Memory();
    private DefaultCamelContext camel;
    private RouteFolder folder;

    @BeforeEach
    void startCamel() throws IOException {
        Files.createDirectories(home.resolve("config/routes"));
        camel = new DefaultCamelContext();
        camel.getPropertiesComponent().addInitialProperty("ohmstead.home", home.toString());
        var secrets = new Secrets(home.resolve("secrets"));
        var complaints = new Complaints(secrets);
        var core =
                new OhmsteadComponent.Core(journal, new InMemoryDeadLetters(), new OneStation(resets), memory, memory);
        camel.addComponent("ohmstead", new OhmsteadComponent(core, secrets, complaints, Clock.systemUTC()));
        camel.start();
        folder = new RouteFolder(home.resolve("config/routes"), camel, complaints, () -> RoutesService.COMPONENTS);
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

        assertThat(mistake("kafka.yaml"))
                .isEqualTo("line 4: There is no component for kafka:transactions; there are "
                        + String.join(", ", RoutesService.COMPONENTS));
        assertThat(RoutesService.COMPONENTS)
                .allSatisfy(name -> assertThat(camel.getComponent(name)).isNotNull());
    }

    @Test
    void anEntryWhoseRouteFailsComesAgain() throws Exception {
        write("csv.yaml", shipped());
        folder.scan();
        Files.writeString(home.resolve("exports"), "a file where the folder should be");
        journal.append(ended(1, "04A1B2", "Local"));

        assertThatThrownBy(() -> journal.run("transactions-to-csv")).isInstanceOf(RouteFailure.class);
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
        assertThat(failed()).containsExactlyInAnyOrder("misspelt.yaml", "broken.yaml");
        assertThat(mistake("misspelt.yaml")).contains("ohmstead:jornal does not exist");

        write("misspelt.yaml", follower("mended"));
        folder.scan();
        assertThat(failed()).containsExactly("broken.yaml");
        assertThat(journal.followed("mended")).isTrue();
    }

    @Test
    void aMissingOptionIsNamed() throws Exception {
        write("nameless.yaml", follower("x").replace("follower: x", "kinds: TransactionEnded"));
        folder.scan();

        assertThat(mistake("nameless.yaml")).contains("follower is missing");
    }

    @Test
    void aMistypedOptionIsNamedWithItsLine() throws Exception {
        write("journal.yaml", follower("x").replace("follower: x", "folower: x"));
        write("step.yaml", follower("y").replace("log:entries", "ohmstead:json?felds=a"));
        write(
                "webhook.yaml",
                "- from:\n    uri: direct:a\n    steps:\n      - to:\n          uri: ohmstead:webhook\n"
                        + "          parameters:\n            url: https://erp.example.com/\n            # sekret: no\n"
                        + "            \"sekret\": a\n");
        folder.scan();

        assertThat(mistake("journal.yaml"))
                .isEqualTo("line 5: There is no option folower of ohmstead:journal; there are"
                        + " follower, fromBeginning, giveUpAfter, kinds");
        assertThat(mistake("step.yaml"))
                .isEqualTo("line 7: There is no option felds of ohmstead:json; there are fields");
        assertThat(mistake("webhook.yaml")).startsWith("line 9: There is no option sekret of ohmstead:webhook");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ohmstead:journal?follower=a&kind=TransactionEnded",
                "ohmstead:command?action=reset&aktions=reset",
                "ohmstead:csv?directory=a&file=b&columns=c&column=d",
                "ohmstead:json?field=a",
                "ohmstead:webhook?url=https://erp.example.com&secret=a&patience=3"
            })
    void noOptionIsTakenThatThereIsNot(String address) {
        assertThatThrownBy(() -> camel.getEndpoint(address))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .rootCause()
                .hasMessageStartingWith("There is no option ");
    }

    @Test
    void whatCamelItselfTakesIsTaken() {
        assertThat(camel.getEndpoint("ohmstead:json?fields=a&exchangePattern=InOnly"))
                .isNotNull();
    }

    @Test
    void aRouteAsksAStationAndSeesItsAnswer() {
        Object answer = camel.createProducerTemplate()
                .requestBodyAndHeader("ohmstead:command?action=reset", null, "station", "CP-1");

        assertThat(answer).hasToString("{station=CP-1, outcome=REJECTED, word=Rejected}");
        assertThat(resets).containsExactly("ON_IDLE");
    }

    @Test
    void whatAStationCannotDoIsAnOutcome() {
        Object answer = camel.createProducerTemplate()
                .requestBodyAndHeader("ohmstead:command?action=clear-cache", null, "station", "CP-1");

        assertThat(answer).asString().contains("NOT_SUPPORTED");
    }

    private Set<String> failed() {
        return folder.files().entrySet().stream()
                .filter(file -> file.getValue().state() == State.FAILED)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private String mistake(String name) {
        return folder.files().get(name).mistake().orElseThrow().toString();
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
}
