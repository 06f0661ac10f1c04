import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How much one server carries, each on an empty home with the heap operators get by default:
 *
 * <pre>java distribution/benchmarks/Capacity.java idle|storm|authorize|history|soak [--bench ../shared/bench] [--heap 512m] ...</pre>
 *
 * <ul>
 *   <li>{@code idle}: {@code --n} stations connect, boot and stay silent
 *   <li>{@code storm}: all of them come back at once, first to a running server, then to one that was killed and started again
 *   <li>{@code authorize}: {@code --rate} Authorize a second on a fixed schedule while {@code --n} sessions run at a reading per 10 s
 *   <li>{@code history}: full sessions on an empty store and, in turns, on one with {@code --transactions} past ones and 10,000 cards
 *   <li>{@code soak}: {@code --minutes} of sessions and readings; memory, descriptors and threads every minute
 * </ul>
 *
 * Run it from the top of the checkout after {@code mvn -q package -DskipTests}, with a JDK 25.
 */
public final class Capacity {

    private static final String[] OPEN = {"--accept-unknown-stations", "--accept-unknown-tokens"};

    private final String scenario;
    private final Map<String, String> options = new HashMap<>(Map.of(
            "bench",
            "../shared/bench",
            "heap",
            "512m",
            "rate",
            "500",
            "minutes",
            "60",
            "transactions",
            "1000000",
            "rounds",
            "3"));
    private Path bench;

    public static void main(String[] args) throws Exception {
        new Capacity(args).run();
    }

    private Capacity(String[] args) {
        scenario = args.length == 0 ? "none" : args[0];
        for (int i = 1; i + 1 < args.length; i += 2) {
            options.put(args[i].substring(2), args[i + 1]);
        }
    }

    private void run() throws Exception {
        Files.createDirectories(Load.TARGET);
        bench = Load.built(Path.of(options.get("bench")));
        switch (scenario) {
            case "idle" -> idle();
            case "storm" -> storm();
            case "authorize" -> authorize();
            case "history" -> history();
            case "soak" -> soak();
            default -> throw new IllegalArgumentException("One of idle, storm, authorize, history, soak");
        }
    }

    private String stations(String preset) {
        return options.getOrDefault("n", preset);
    }

    private Server fresh() throws IOException {
        return Server.ohmstead(Files.createTempDirectory("ohmstead"), options.get("heap"), OPEN);
    }

    private void idle() throws IOException {
        Server server = fresh();
        try (server) {
            Result idle = Load.run(bench, server, "connect", "--n", stations("10000"), "--hold", "60");
            say(
                    "%.0f of %.0f connected in %.1f s, %.0f still after 60 s; RSS %.0f MiB, peak %.0f MiB, errors %.0f",
                    idle.number("ready"),
                    idle.number("n"),
                    idle.number("setupSeconds"),
                    idle.number("stillReady"),
                    idle.last("rssMiB"),
                    idle.last("peakRssMiB"),
                    idle.errors());
        }
        Server.delete(server.directory());
    }

    private void storm() throws IOException {
        String n = stations("10000");
        Server server = fresh();
        Result running = Load.run(bench, server, "storm", "--n", n, "--rounds", options.get("rounds"));
        say(
                "running server: all %s back in %s s, BootNotification accepted after %s ms; RSS %.0f MiB, errors %.0f",
                n, running.text("roundSeconds"), running.text("acceptedMs"), running.last("rssMiB"), running.errors());
        server.kill();
        long began = System.nanoTime();
        Server again = Server.ohmstead(server.directory(), options.get("heap"), OPEN);
        double started = (System.nanoTime() - began) / 1e9;
        try (again) {
            Result restarted = Load.run(bench, again, "connect", "--n", n, "--window", n, "--hold", "5");
            say(
                    "killed and started again: open after %.1f s, all %.0f of %s back %.1f s later, errors %.0f",
                    started, restarted.number("ready"), n, restarted.number("setupSeconds"), restarted.errors());
        }
        Server.delete(server.directory());
    }

    private void authorize() throws IOException {
        Server server = fresh();
        try (server) {
            int n = Integer.parseInt(stations("2000"));
            Load sessions = Load.start(
                    bench,
                    server,
                    "open",
                    "--n",
                    "" + n,
                    "--rate",
                    "" + n / 10.0,
                    "--call",
                    "meter",
                    "--warmup",
                    "90",
                    "--duration",
                    "60");
            Result authorize = Load.run(
                    bench,
                    server,
                    "open",
                    "--n",
                    "500",
                    "--first",
                    "" + (n + 1),
                    "--rate",
                    options.get("rate"),
                    "--call",
                    "authorize",
                    "--warmup",
                    "60",
                    "--duration",
                    "60");
            Result readings = sessions.result();
            say(
                    "Authorize at %.0f/s: %s, errors %.0f",
                    authorize.rate(), authorize.text("latencyMs"), authorize.errors());
            say(
                    "MeterValues at %.0f/s of %d sessions: %s, errors %.0f",
                    readings.rate(), n, readings.text("latencyMs"), readings.errors());
        }
        Server.delete(server.directory());
    }

    /** The past is made by the load itself, so that it is a past as the product writes it. */
    private void history() throws Exception {
        Path full = options.containsKey("full") ? Path.of(options.get("full")) : filled();
        say("%s has %,d MB; give it as --full to measure again", full, size(full) / 1_000_000);
        List<Result> onEmpty = new ArrayList<>();
        List<Result> onFull = new ArrayList<>();
        for (int round = 0; round < Integer.parseInt(options.get("rounds")); round++) {
            Server empty = fresh();
            try (empty) {
                onEmpty.add(session(empty, "empty", "60", "20"));
            }
            Server.delete(empty.directory());
            try (Server server = Server.ohmstead(full, options.get("heap"), OPEN[0])) {
                onFull.add(session(server, "full", "60", "20"));
            }
            say(
                    "empty %.0f calls/s at %.0f us, full %.0f calls/s at %.0f us, errors %.0f",
                    onEmpty.getLast().rate(),
                    onEmpty.getLast().cpuMicros(),
                    onFull.getLast().rate(),
                    onFull.getLast().cpuMicros(),
                    onEmpty.getLast().errors() + onFull.getLast().errors());
        }
        say("ratio of the medians %.2f", Bench.median(onFull, Result::rate) / Bench.median(onEmpty, Result::rate));
    }

    private Path filled() throws Exception {
        Path full = Files.createTempDirectory("ohmstead-full");
        long wanted = Long.parseLong(options.get("transactions"));
        try (Server server = Server.ohmstead(full, options.get("heap"), OPEN)) {
            importCards(full);
            for (long made = 0; made < wanted; ) {
                Result filling = session(server, "filling", "0", "60");
                made += Math.round(filling.number("sessionsPerSecond") * filling.number("seconds"));
                say(
                        "%,d of %,d transactions, %.0f calls/s, p99 %.0f ms, errors %.0f",
                        made, wanted, filling.rate(), filling.p99(), filling.errors());
            }
        }
        return full;
    }

    private Result session(Server server, String label, String warmup, String seconds) throws IOException {
        return Load.run(
                bench,
                server,
                "session",
                "--n",
                "100",
                "--tags",
                "10000",
                "--warmup",
                warmup,
                "--duration",
                seconds,
                "--label",
                label);
    }

    private static void importCards(Path home) throws Exception {
        Path cards = home.resolve("cards.csv");
        List<String> lines = new ArrayList<>(List.of("value"));
        for (int i = 1; i <= 10_000; i++) {
            lines.add(String.format("04AB%04X", i));
        }
        Files.write(cards, lines);
        Process tokens = new ProcessBuilder(
                        "distribution/target/ohmstead/bin/ohmstead",
                        "tokens",
                        "import",
                        cards.toString(),
                        "--home",
                        home.toString())
                .inheritIO()
                .start();
        if (tokens.waitFor() != 0) {
            throw new IllegalStateException("The cards were not imported");
        }
    }

    private void soak() throws Exception {
        Server server = fresh();
        try (server) {
            long minutes = Long.parseLong(options.get("minutes"));
            Load readings = Load.start(
                    bench,
                    server,
                    "open",
                    "--n",
                    stations("500"),
                    "--rate",
                    "100",
                    "--call",
                    "meter",
                    "--warmup",
                    "0",
                    "--duration",
                    "" + minutes * 60);
            say("| minute | RSS MiB | live heap MiB | descriptors | threads | sessions | errors |");
            say("|---|---|---|---|---|---|---|");
            for (long minute = 1; minute <= minutes; minute++) {
                Result sessions = Load.run(
                        bench, server, "session", "--n", "2", "--first", "5001", "--warmup", "0", "--duration", "5");
                if (minute % 5 == 1) {
                    say(
                            "| %d | %d | %d | %d | %d | %.0f | %.0f |",
                            minute,
                            status(server, "VmRSS:") / 1024,
                            liveHeap(server),
                            descriptors(server),
                            status(server, "Threads:"),
                            sessions.number("sessionsPerSecond") * 5,
                            sessions.errors());
                }
                TimeUnit.SECONDS.sleep(54);
            }
            Result all = readings.result();
            say("MeterValues at %.0f/s: %s, errors %.0f", all.rate(), all.text("latencyMs"), all.errors());
        }
        Server.delete(server.directory());
    }

    private static long status(Server server, String field) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + server.pid() + "/status")).stream()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }

    private static long descriptors(Server server) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + server.pid() + "/fd"))) {
            return open.count();
        }
    }

    /** In MiB, after a full collection. */
    private static long liveHeap(Server server) throws Exception {
        jcmd(server, "GC.run");
        return jcmd(server, "GC.heap_info")
                        .lines()
                        .map(line -> line.replaceAll("^(?:DefNew|Tenured) .* used (\\d+)K.*", "$1"))
                        .filter(used -> used.matches("\\d+"))
                        .mapToLong(Long::parseLong)
                        .sum()
                / 1024;
    }

    private static String jcmd(Server server, String command) throws Exception {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), "" + server.pid(), command)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes());
        jcmd.waitFor();
        return said;
    }

    private static long size(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static void say(String sentence, Object... values) {
        System.out.printf(Locale.ROOT, sentence + "%n", values);
    }
}
