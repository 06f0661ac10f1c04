package org.ohmstead.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.simulator.meter.Energy.kWh;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.simulator.Simulator;
import tools.jackson.databind.JsonNode;

/** The shipped routes, switched on one after the other in the running program, with real servers at their other ends. */
class RoutesIT {

    private static final String TOKEN = "04A1B2C3";
    private static final int KILLS = 3;
    private static final int SESSIONS = 6;
    private static final SplittableRandom RANDOM = new SplittableRandom();

    @TempDir
    Path directory;

    private Path home;
    private OtherSystems others;
    private RunningServer server;
    private Rest rest;
    private String password;
    private Map<String, String> keys;

    @BeforeEach
    void start() throws Exception {
        home = directory.resolve("home");
        others = new OtherSystems(Files.createDirectory(directory.resolve("others")));
        server = RunningServer.start(home, 0);
        password =
                Files.readString(home.resolve("secrets/initial-admin-password")).strip();
        rest = Rest.signIn(server.console(), password);
        keys = rest.register(List.of("CP-1"), List.of(TOKEN));
    }

    @AfterEach
    void stop() throws Exception {
        server.kill();
        others.close();
    }

    @Test
    void everyShippedRouteReachesItsOtherEnd() throws Exception {
        for (String name : List.of(
                "transactions-to-csv",
                "transactions-to-webhook",
                "transactions-to-mqtt",
                "commands-from-mqtt",
                "fault-to-mail",
                "csv-to-sftp")) {
            others.switchOn(home, name);
        }
        await("all files run", () -> running() == 6);

        try (Simulator simulator = Simulator.at(server.door().toString())) {
            var station = simulator.ocpp16("CP-1").password(keys.get("CP-1")).boots();
            station.connector(1).plugsIn().swipes(TOKEN).charges(kWh(7.2)).unplugs();

            await("the webhook came", () -> !others.posted.isEmpty());
            await(
                    "the message came",
                    () -> others.published.stream()
                            .anyMatch(it ->
                                    it.startsWith("ohmstead/CP-1/transactions ") && it.contains("TransactionEnded")));
            assertThat(others.published).noneMatch(it -> it.contains(TOKEN));
            await("the file came", () -> uploaded().anyMatch(it -> it.contains(TOKEN)));

            station.answers("Reset", "Rejected");
            String reset = "{\"request\":\"r1\",\"station\":\"CP-1\",\"action\":\"reset\"}";
            others.publish("ohmstead/commands", reset);
            await("the station's answer came", () -> answers() == 1);
            others.publish("ohmstead/commands", reset);
            await("the same answer came again", () -> answers() == 2);
            assertThat(station.commands().stream().filter(it -> it.toString().contains("Reset")))
                    .hasSize(1);

            station.connector(1).faults("GroundFailure");
            await("the mail came", () -> others.mail.getReceivedMessages().length > 0);
            assertThat(others.mail.getReceivedMessages()[0].getSubject())
                    .isEqualTo("Charging station CP-1: connector 1 is faulted");
            assertThat(others.mail.getReceivedMessages()[0].getContent().toString())
                    .contains("GroundFailure");
            assertThat(headers(others.mail.getReceivedMessages()[0]))
                    .contains("Subject")
                    .doesNotContain("kind", "position", "station");
        }
        assertThat(logs()).doesNotContain(OtherSystems.PASSWORD);
    }

    @Test
    void anAlertReachesPeopleWithoutTheConsole() throws Exception {
        others.switchOn(home, "alert-to-mail");
        others.switchOn(home, "alert-to-webhook");
        await("both files run", () -> running() == 2);
        Files.writeString(home.resolve("config/org.ohmstead.alerts~faulted.cfg"), "watches = FAULTED\nminutes = 0\n");

        try (Simulator simulator = Simulator.at(server.door().toString())) {
            var station = simulator.ocpp16("CP-1").password(keys.get("CP-1")).boots();
            station.connector(1).faults("GroundFailure");
            await("the mail came", () -> others.mail.getReceivedMessages().length > 0);
        }
        assertThat(others.mail.getReceivedMessages()[0].getSubject())
                .startsWith("Ohmstead, faulted: ")
                .contains("CP-1");
        assertThat(others.mail.getReceivedMessages()[0].getContent().toString())
                .containsPattern("Since +[-0-9]{10} [0-9:]{8} [+-]\\d\\d:\\d\\d");
        assertThat(headers(others.mail.getReceivedMessages()[0])).doesNotContain("kind", "position", "station");
        await("the webhook came", () -> !others.posted.isEmpty());
    }

    private static List<String> headers(MimeMessage mail) throws MessagingException {
        return Collections.list(mail.getAllHeaders()).stream()
                .map(Header::getName)
                .toList();
    }

    @Test
    void aKillLosesNoEntryForAnyFollower() throws Exception {
        others.refused = position -> Integer.parseInt(position.substring(position.indexOf(':') + 1)) % 3 == 0;
        others.switchOn(home, "transactions-to-csv");
        others.switchOn(home, "transactions-to-webhook");
        await("both files run", () -> running() == 2);

        try (Simulator simulator = Simulator.builder(server.door().toString())
                .patience(Duration.ofMinutes(2))
                .build()) {
            var station = simulator.ocpp16("CP-1").password(keys.get("CP-1")).boots();
            for (int kill = 1; kill <= KILLS; kill++) {
                for (int session = 0; session < SESSIONS; session++) {
                    station.connector(1).plugsIn().swipes(TOKEN).charges(kWh(1)).unplugs();
                }
                // In the middle of passing on, since the followers gather for a moment.
                LockSupport.parkNanos(RANDOM.nextLong(Duration.ofMillis(400).toNanos()));
                server.kill();
                station.vanish();
                server = RunningServer.start(home, server.door().getPort());
                rest = Rest.signIn(server.console(), password);
                station.reconnect();
            }
        }
        List<String> ended = rest.all("/journal").stream()
                .filter(entry -> entry.get("kind").asString().equals("TransactionEnded"))
                .map(entry -> entry.get("position").asString())
                .toList();
        assertThat(ended).hasSize(KILLS * SESSIONS);
        await(
                "all was passed on or given up",
                () -> Stream.concat(others.posted.stream(), givenUp())
                        .collect(Collectors.toSet())
                        .containsAll(ended));
        await("all is in the file", () -> written().containsAll(ended));
        assertThat(others.posted).noneMatch(others.refused);
        assertThat(givenUp()).isNotEmpty().allMatch(others.refused);

        others.refused = position -> false;
        for (String position : givenUp().toList()) {
            rest.post("/dead-letters/transactions-to-webhook/" + position + "/replay", Map.of());
        }
        assertThat(givenUp()).isEmpty();
        assertThat(others.posted).containsAll(ended);
    }

    private Stream<String> givenUp() throws Exception {
        return rest.all("/dead-letters").stream()
                .map(letter -> letter.get("position").asString());
    }

    private Set<String> written() throws IOException {
        Set<String> positions = new HashSet<>();
        try (Stream<Path> files = Files.list(home.resolve("exports"))) {
            for (Path file : files.toList()) {
                Files.readAllLines(file).forEach(line -> positions.add(line.substring(0, line.indexOf(','))));
            }
        }
        return positions;
    }

    private long answers() {
        return others.published.stream()
                .filter(it -> it.startsWith("ohmstead/answers ") && it.contains("\"Rejected\""))
                .count();
    }

    private Stream<String> uploaded() throws Exception {
        try (Stream<Path> files = Files.list(others.uploads)) {
            return files.filter(file -> file.toString().endsWith(".csv")).toList().stream()
                    .map(file -> {
                        try {
                            return Files.readString(file);
                        } catch (IOException e) {
                            return "";
                        }
                    });
        }
    }

    private long running() throws Exception {
        return files().filter(file -> file.get("state").asString().equals("RUNNING"))
                .count();
    }

    private Stream<JsonNode> files() throws Exception {
        return rest.get("/routes").get("items").valueStream();
    }

    private String logs() throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(home.resolve("logs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    private void await(String what, Callable<Boolean> condition) throws Exception {
        Instant deadline = Instant.now().plus(Duration.ofMinutes(1));
        while (!condition.call()) {
            assertThat(Instant.now())
                    .as(() -> "waited until " + what + "; routes: " + told())
                    .isBefore(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private String told() {
        try {
            return rest.get("/routes").toString();
        } catch (Exception e) {
            return e.toString();
        }
    }
}
