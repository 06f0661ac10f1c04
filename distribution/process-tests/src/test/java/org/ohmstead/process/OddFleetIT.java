package org.ohmstead.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.simulator.SimulationException;
import org.ohmstead.simulator.Simulator;
import org.ohmstead.simulator.fleet.Fleet;
import org.ohmstead.simulator.fleet.FleetPlan;
import org.ohmstead.simulator.ledger.Ledger;
import org.ohmstead.simulator.meter.Energy;
import org.ohmstead.simulator.ocpp16.Station16;
import org.ohmstead.simulator.oddity.Oddity;
import org.ohmstead.simulator.time.Pace;
import tools.jackson.databind.JsonNode;

/**
 * Well-behaved stations and one of every odd kind charge while the server is killed and started again. What the server
 * believes in the end is true, or waits for a person.
 */
class OddFleetIT {

    private static final int ROUNDS = Integer.getInteger("rounds");
    private static final int WELL_BEHAVED = 6;
    private static final String TOKEN = "04A1B2C3";
    private static final Energy WANTED = Energy.kWh(3.6);
    private static final double FASTER_THAN_LIFE = 300;
    private static final long SEED = Long.getLong("seed", System.nanoTime());

    /** Away for three days in each session; after more sessions it would be in the future. */
    private static final String AWAY = "offline-for-days";

    private static final int SESSIONS_AWAY = 3;
    private static final Duration BACK_IN_TIME = Duration.ofDays(12);

    @TempDir
    Path directory;

    private final Ledger good = Ledger.keepingEverything();
    private final Ledger odd = Ledger.keepingEverything();
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Map<Oddity, Station16> stations = new LinkedHashMap<>();

    @Test
    void whatTheServerBelievesIsTrueOrWaitsForAPerson() throws Exception {
        System.out.println("Seed of this run: -Dseed=" + SEED);
        Path home = directory.resolve("home");
        Release.built().prepare(home);
        RunningServer server = RunningServer.start(home, 0);
        String password =
                Files.readString(home.resolve("secrets/initial-admin-password")).strip();
        Map<String, String> passwords = Rest.signIn(server.console(), password).register(ids(), List.of(TOKEN));

        try (Simulator wellBehaved = simulator(
                        server, good, Pace.times(FASTER_THAN_LIFE, Instant.now().minus(Duration.ofHours(20))));
                Simulator misbehaving =
                        simulator(server, odd, Pace.stepping(Instant.now().minus(BACK_IN_TIME)));
                Fleet fleet = new Fleet(wellBehaved, plan(passwords), news -> {});
                ExecutorService drivers = Executors.newVirtualThreadPerTaskExecutor()) {
            fleet.start();
            for (Oddity oddity : Oddity.all()) {
                stations.put(
                        oddity,
                        oddity.plays(misbehaving.ocpp16(oddity.name()).password(passwords.get(oddity.name())))
                                .key("AllowOfflineTxForUnknownId", "true")
                                .boots());
            }
            for (int round = 1; round <= ROUNDS; round++) {
                long before = odd.count();
                long some = random.nextLong(20, 200);
                List<CompletableFuture<Void>> sessions = sessions(round, drivers);
                Patience.await(Duration.ofMinutes(1), () -> odd.count() > before + some);
                server.kill();
                server = RunningServer.start(home, server.door().getPort());
                CompletableFuture.allOf(sessions.toArray(CompletableFuture[]::new))
                        .get(3, TimeUnit.MINUTES);
            }
            Rest operator = Rest.signIn(server.console(), password);
            acceptsAStartAndBeginsNothing(operator);
            acceptsAStopAndGoesOn(operator);
            Patience.await(
                    Duration.ofMinutes(2),
                    () -> fleet.progress().online() == WELL_BEHAVED
                            && fleet.progress().waiting() == 0
                            && stations.values().stream().allMatch(station -> station.backlog() == 0));
        }

        assertThat(good.violations()).isEmpty();
        assertThat(odd.violations()).isEmpty();
        Rest rest = Rest.signIn(server.console(), password);
        Books books = new Books(rest);
        books.compare(good);
        OddBooks oddBooks = new OddBooks(rest, books);
        for (Oddity oddity : Oddity.all()) {
            oddBooks.compare(oddity.name(), oddity.name(), odd);
        }
        server.stop();
        assertThat(Files.readAllLines(home.resolve("logs/ohmstead.log"))).noneMatch(line -> line.contains(" ERROR "));
    }

    private static void acceptsAStartAndBeginsNothing(Rest rest) throws Exception {
        String station = "/stations/ignores-remote-start";
        JsonNode answer = rest.post(station + "/commands/start-charging", Map.of("idToken", TOKEN));
        assertThat(answer.get("outcome").asString()).isEqualTo("ACCEPTED");
        assertThat(rest.get(station + "/remote-starts").get("items")).hasSize(1);
    }

    private void acceptsAStopAndGoesOn(Rest rest) throws Exception {
        String name = "ignores-remote-stop";
        Station16 station = stations.get(Oddity.named(name).orElseThrow());
        var connector = station.connector(1).plugsIn().swipes(TOKEN);
        Patience.await(Duration.ofMinutes(1), () -> station.backlog() == 0);
        List<JsonNode> open = rest.all("/transactions?open=true&station=" + name);
        assertThat(open).hasSize(1);
        JsonNode answer = rest.post("/transactions/" + open.getFirst().get("id").asString() + "/stop", Map.of());
        assertThat(answer.get("outcome").asString()).isEqualTo("ACCEPTED");
        assertThat(connector.inTransaction()).isTrue();
        connector.charges(WANTED).unplugs();
    }

    private List<CompletableFuture<Void>> sessions(int round, ExecutorService drivers) {
        List<CompletableFuture<Void>> sessions = new ArrayList<>();
        stations.forEach((oddity, station) -> {
            if (round <= SESSIONS_AWAY || !oddity.name().equals(AWAY)) {
                sessions.add(CompletableFuture.runAsync(() -> session(station), drivers));
            }
        });
        return sessions;
    }

    private static void session(Station16 station) {
        var connector = station.connector(1);
        try {
            connector.plugsIn().swipes(TOKEN);
            if (connector.inTransaction()) {
                connector.charges(WANTED);
            }
        } catch (SimulationException ended) {
            // The server refused the token as the station spelt it, and the station ended the transaction.
        } finally {
            connector.unplugs();
        }
    }

    private static Simulator simulator(RunningServer server, Ledger ledger, Pace pace) {
        return Simulator.builder(server.door().toString())
                .ledger(ledger)
                .pace(pace)
                .seed(SEED)
                .backoff(Duration.ofMillis(100), Duration.ofSeconds(1))
                .patience(Duration.ofMinutes(2))
                .build();
    }

    private static List<String> ids() {
        List<String> ids =
                new ArrayList<>(Oddity.all().stream().map(Oddity::name).toList());
        ids.addAll(IntStream.rangeClosed(1, WELL_BEHAVED)
                .mapToObj(plan(Map.of())::id)
                .toList());
        return ids;
    }

    private static FleetPlan plan(Map<String, String> passwords) {
        return new FleetPlan(
                WELL_BEHAVED,
                "GOOD",
                passwords,
                Optional.empty(),
                List.of(TOKEN),
                1,
                FleetPlan.WITHOUT_END,
                Duration.ofSeconds(30),
                SEED);
    }
}
