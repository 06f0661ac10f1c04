package org.ohmstead.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.simulator.Simulator;
import org.ohmstead.simulator.fleet.Fleet;
import org.ohmstead.simulator.fleet.FleetPlan;
import org.ohmstead.simulator.ledger.Entry;
import org.ohmstead.simulator.ledger.Ledger;
import org.ohmstead.simulator.time.Pace;
import tools.jackson.databind.JsonNode;

/** A backup of a server under load serves the same stations in a second home, after the first one is lost. */
class RestoreIT {

    private static final int STATIONS = 12;
    private static final List<String> TOKENS = List.of("04A1B2C3", "04A1B2C4", "04A1B2C5");
    private static final double FASTER_THAN_LIFE = 300;
    private static final long SEED = Long.getLong("seed", System.nanoTime());

    @TempDir
    Path directory;

    private final Ledger ledger = Ledger.keepingEverything();

    @Test
    void theSameStationsGoOnInASecondHome() throws Exception {
        System.out.println("Seed of this run: -Dseed=" + SEED);
        Path home = directory.resolve("home");
        Path second = directory.resolve("second");
        Path backup = directory.resolve("backup.zip");
        Release.built().prepare(home);
        RunningServer server = RunningServer.start(home, 0);
        String password =
                Files.readString(home.resolve("secrets/initial-admin-password")).strip();
        Map<String, String> passwords = Rest.signIn(server.console(), password).register(ids(), TOKENS);
        List<Entry> before;
        Set<String> lost;

        try (Simulator simulator = Simulator.builder(server.door().toString())
                        .ledger(ledger)
                        .pace(Pace.times(FASTER_THAN_LIFE, Instant.now().minus(Duration.ofHours(20))))
                        .backoff(Duration.ofMillis(100), Duration.ofSeconds(1))
                        .patience(Duration.ofMinutes(2))
                        .build();
                Fleet fleet = new Fleet(simulator, plan(passwords), news -> {})) {
            fleet.start();
            more(300);
            before = List.copyOf(ledger.acknowledged());
            assertThat(ohmstead("backup", backup, "--home", home)).isZero();
            assertThat(ohmstead("verify", "--home", home))
                    .as("the running server's store")
                    .isZero();
            more(300);
            server.kill();
            lost = transactions(ledger.acknowledged());
            lost.removeAll(transactions(before));
            assertThat(ohmstead("restore", backup, "--home", second)).isZero();
            server = RunningServer.start(second, server.door().getPort());
            more(600);
            Patience.await(
                    Duration.ofMinutes(2),
                    () -> fleet.progress().online() == STATIONS
                            && fleet.progress().waiting() == 0);
        }

        Rest rest = Rest.signIn(server.console(), password);
        List<JsonNode> journal = rest.all("/journal?after=1:0");
        assertThat(journal.stream().map(RestoreIT::epoch).distinct()).hasSize(2).startsWith("1");
        new Books(rest).compare(before);
        assertNothingIsGivenOutTwice();
        List<JsonNode> unmatched = journal.stream()
                .filter(entry -> entry.get("kind").asString().equals("TransactionUnmatched"))
                .toList();
        assertThat(unmatched)
                .as("stations spoke of transactions that were lost")
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(lost)
                        .contains(Books.key(
                                entry.get("station").asString(),
                                entry.get("fact").get("stationTransactionId").asString())));
        assertThat(rest.all("/reviews")).isNotEmpty();
        server.stop();
        assertThat(ohmstead("verify", "--json", "--home", second)).isZero();
        assertThat(rebuilt(second)).contains("nothing was otherwise").doesNotContain("MENDED");
        assertThat(ohmstead("verify", "--json", "--home", second)).isZero();
        RunningServer.start(second, 0).stop();
    }

    private String rebuilt(Path home) throws IOException, InterruptedException {
        Path said = directory.resolve("rebuilt");
        Process process = new ProcessBuilder(program(), "restore", "--rebuild", "--home", home.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(said)).isZero();
        return Files.readString(said);
    }

    /** The limit on the size of files stands for a full disk: writing fails in the middle. */
    @Test
    void aFullDiskLeavesNothingThatLooksLikeABackup() throws Exception {
        Path home = directory.resolve("home");
        RunningServer.start(home, 0).stop();
        Path backups = Files.createDirectory(directory.resolve("backups"));
        List<String> command = List.of("sh", "-c", "ulimit -f 300; exec \"$@\"", "sh", program(), "backup");

        assertThat(run(Stream.concat(command.stream(), Stream.of(backups.toString(), "--home", home.toString()))
                        .toList()))
                .isEqualTo(1);
        assertThat(backups).isEmptyDirectory();
        assertThat(ohmstead("backup", backups, "--home", home)).isZero();
        assertThat(backups).isDirectoryContaining("glob:**.zip");
    }

    @Test
    void aHomeWhoseRestoreWasKilledStartsNoServerAndSaysWhatToDo() throws Exception {
        Path home = directory.resolve("home");
        RunningServer.start(home, 0).stop();
        Path backup = directory.resolve("backup.zip");
        assertThat(ohmstead("backup", backup, "--home", home)).isZero();
        Path second = directory.resolve("second");
        Process restore =
                new ProcessBuilder(program(), "restore", backup.toString(), "--home", second.toString()).start();
        Patience.await(Duration.ofMinutes(1), () -> Files.exists(second.resolve("restore-unfinished")));
        restore.destroyForcibly().waitFor();

        if (Files.exists(second.resolve("restore-unfinished"))) {
            assertThat(ohmstead("start", "--home", second)).isEqualTo(2);
            assertThat(ohmstead("restore", backup, "--home", second)).isZero();
        }
        RunningServer.start(second, 0).stop();
        assertThat(ohmstead("verify", "--home", second)).isZero();
    }

    private void assertNothingIsGivenOutTwice() {
        Set<String> numbers = new HashSet<>();
        for (Entry entry : ledger.acknowledged()) {
            if (entry instanceof Entry.Start start) {
                assertThat(numbers.add(start.transaction().orElseThrow()))
                        .as("number " + start)
                        .isTrue();
            }
        }
    }

    private static Set<String> transactions(List<Entry> entries) {
        Set<String> transactions = new HashSet<>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.Start start) {
                transactions.add(Books.key(start.station(), start.transaction().orElseThrow()));
            }
        }
        return transactions;
    }

    private static String epoch(JsonNode entry) {
        return entry.get("position").asString().split(":")[0];
    }

    private void more(long entries) {
        long before = ledger.count();
        Patience.await(Duration.ofMinutes(2), () -> ledger.count() > before + entries);
    }

    private static int ohmstead(Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program()));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        return run(command);
    }

    private static int run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("ended: " + command).isTrue();
        return process.exitValue();
    }

    private static String program() {
        return System.getProperty("ohmstead.program");
    }

    private static List<String> ids() {
        return IntStream.rangeClosed(1, STATIONS).mapToObj(plan(Map.of())::id).toList();
    }

    private static FleetPlan plan(Map<String, String> passwords) {
        return new FleetPlan(
                STATIONS,
                "SAVED",
                passwords,
                Optional.empty(),
                TOKENS,
                1,
                FleetPlan.WITHOUT_END,
                Duration.ofSeconds(30),
                SEED);
    }
}
