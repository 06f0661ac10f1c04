package org.ohmstead.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.simulator.Simulator;
import org.ohmstead.simulator.fleet.Fleet;
import org.ohmstead.simulator.fleet.FleetPlan;
import org.ohmstead.simulator.ledger.Ledger;
import org.ohmstead.simulator.time.Pace;

/** The server is killed under load, again and again; what it acknowledged is on disk exactly once. */
class CrashIT {

    private static final int CRASHES = Integer.getInteger("crashes");
    private static final int STATIONS = 12;
    private static final List<String> TOKENS = List.of("04A1B2C3", "04A1B2C4", "04A1B2C5");
    private static final double FASTER_THAN_LIFE = 300;
    private static final long SEED = Long.getLong("seed", System.nanoTime());

    @TempDir
    Path directory;

    private final Ledger ledger = Ledger.keepingEverything();
    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void whatWasAcknowledgedIsStoredExactlyOnce() throws Exception {
        System.out.println("Seed of this run: -Dseed=" + SEED);
        Path home = directory.resolve("home");
        Release.built().prepare(home);
        RunningServer server = RunningServer.start(home, 0);
        String password =
                Files.readString(home.resolve("secrets/initial-admin-password")).strip();
        List<String> ids =
                IntStream.rangeClosed(1, STATIONS).mapToObj(plan(Map.of())::id).toList();
        Map<String, String> passwords = Rest.signIn(server.console(), password).register(ids, TOKENS);

        try (Simulator simulator = Simulator.builder(server.door().toString())
                        .ledger(ledger)
                        .pace(Pace.times(FASTER_THAN_LIFE, Instant.now().minus(Duration.ofHours(20))))
                        .backoff(Duration.ofMillis(100), Duration.ofSeconds(1))
                        .patience(Duration.ofMinutes(2))
                        .build();
                Fleet fleet = new Fleet(simulator, plan(passwords), news -> {})) {
            fleet.start();
            for (int crash = 1; crash <= CRASHES; crash++) {
                long before = ledger.count();
                long some = random.nextLong(50, 600);
                Patience.await(Duration.ofMinutes(1), () -> ledger.count() > before + some);
                server.kill();
                server = RunningServer.start(home, server.door().getPort());
            }
            Patience.await(
                    Duration.ofMinutes(2),
                    () -> fleet.progress().online() == STATIONS
                            && fleet.progress().waiting() == 0);
        }

        assertThat(ledger.violations()).isEmpty();
        new Books(Rest.signIn(server.console(), password)).compare(ledger);
        server.stop();
    }

    private static FleetPlan plan(Map<String, String> passwords) {
        return new FleetPlan(
                STATIONS,
                "CRASH",
                passwords,
                Optional.empty(),
                TOKENS,
                1,
                FleetPlan.WITHOUT_END,
                Duration.ofSeconds(30),
                SEED);
    }
}
