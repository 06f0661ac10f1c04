package org.ohmstead.process;

import static org.ohmstead.simulator.meter.Energy.kWh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.ohmstead.simulator.Simulator;
import tools.jackson.databind.JsonNode;

/**
 * A home as a release left it, and what its books said then. Those of past releases lie in {@code src/test/resources/homes},
 * and every later release must open them. {@link UpgradeIT} leaves the one of this release in {@code target/homes}: when a
 * release is made, that file is copied beside the others.
 */
final class KeptHome {

    private static final String BOOKS = "books.txt";
    private static final List<String> CACHED = List.of("cache", "logs", "run");

    private KeptHome() {}

    /** Lets a fleet charge at a new server, with a car that still charges in the end; gives what the books say. */
    static Set<String> live(RunningServer server, String password) throws IOException, InterruptedException {
        Rest rest = Rest.signIn(server.console(), password);
        Map<String, String> keys = rest.register(List.of("KEPT-1", "KEPT-2"), List.of("04A1B2C3", "04A1B2C4"));
        try (Simulator simulator = Simulator.at(server.door().toString())) {
            var first = simulator.ocpp16("KEPT-1").password(keys.get("KEPT-1")).boots();
            first.connector(1).plugsIn().swipes("04A1B2C3").charges(kWh(7.2)).unplugs();
            first.connector(1).plugsIn().swipes("04A1B2C4").charges(kWh(3.1)).unplugs();
            var second = simulator.ocpp16("KEPT-2").password(keys.get("KEPT-2")).boots();
            second.connector(1).plugsIn().swipes("04A1B2C3").charges(kWh(1.5));
        }
        return books(rest);
    }

    /** A line for each thing that is there, which is there as long as the home is. */
    static Set<String> books(Rest rest) throws IOException, InterruptedException {
        Set<String> lines = new TreeSet<>();
        for (JsonNode station : rest.all("/stations")) {
            lines.add("station " + station.get("id").asString());
        }
        for (JsonNode token : rest.all("/tokens")) {
            lines.add("token " + token.get("value").asString());
        }
        for (JsonNode entry : rest.all("/journal?after=1:0")) {
            lines.add("journal " + entry.get("position").asString() + " "
                    + entry.get("kind").asString());
        }
        for (JsonNode transaction : rest.all("/transactions")) {
            int readings = rest.all("/transactions/" + transaction.get("id").asString() + "/readings")
                    .size();
            lines.add("transaction %s %s: %s Wh, %d readings, %s"
                    .formatted(
                            transaction.get("station").asString(),
                            transaction.get("stationTransactionId").asString(),
                            transaction.path("energyWh").asString("no"),
                            readings,
                            transaction.get("open").asBoolean() ? "charges" : "ended"));
        }
        return lines;
    }

    /** @param home of a server that was stopped */
    static void keep(Path home, Set<String> books, Path zip) throws IOException {
        Files.createDirectories(zip.getParent());
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
                Stream<Path> files = Files.walk(home)) {
            out.setLevel(Deflater.BEST_COMPRESSION);
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Path name = home.relativize(file);
                if (!CACHED.contains(name.getName(0).toString())) {
                    out.putNextEntry(new ZipEntry(name.toString()));
                    Files.copy(file, out);
                }
            }
            out.putNextEntry(new ZipEntry(BOOKS));
            out.write(String.join("\n", books).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Unpacks a home; gives what its books said. */
    static Set<String> unpack(Path zip, Path home) throws IOException {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = home.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(in, file);
            }
        }
        return Set.copyOf(Files.readAllLines(home.resolve(BOOKS)));
    }
}
