import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Measures the built distribution beside the bare Jetty and Derby ceiling, in turns on one machine, and prints medians.
 *
 * <pre>java distribution/benchmarks/Bench.java [--bench ../shared/bench] [--rounds 3] [--n 100] [--scenarios meter,session]</pre>
 *
 * Run it from the top of the checkout after {@code mvn -q package -DskipTests}, with a JDK 25. Each line of the load generator is
 * kept in {@code distribution/benchmarks/target/results.jsonl}.
 */
public final class Bench {

    private static final Path TARGET = Path.of("distribution/benchmarks/target");
    private static final int START_SECONDS = 60;

    private final Map<String, String> options = new HashMap<>(Map.of(
            "bench", "../shared/bench", "rounds", "3", "n", "100", "scenarios", "meter,session", "heap", "512m"));

    public static void main(String[] args) throws Exception {
        new Bench(args).run();
    }

    private Bench(String[] args) {
        for (int i = 0; i + 1 < args.length; i += 2) {
            options.put(args[i].substring(2), args[i + 1]);
        }
    }

    private void run() throws Exception {
        Files.createDirectories(TARGET);
        Path bench = built(Path.of(options.get("bench")));
        for (String scenario : options.get("scenarios").split(",")) {
            List<Result> ceiling = new ArrayList<>();
            List<Result> product = new ArrayList<>();
            int rounds = Integer.parseInt(options.get("rounds"));
            for (int round = 1; round <= rounds; round++) {
                System.err.printf("%s, round %d of %d%n", scenario, round, rounds);
                try (Server server = ceiling(bench)) {
                    ceiling.add(measure(bench, scenario, "ceiling", server));
                }
                try (Server server = ohmstead()) {
                    product.add(measure(bench, scenario, "ohmstead", server));
                }
            }
            report(scenario, ceiling, product);
        }
    }

    /** The measuring tools are only read; they are built from a copy. */
    private static Path built(Path source) throws Exception {
        Path copy = TARGET.resolve("bench");
        if (!Files.exists(copy.resolve("ocppload/target/ocppload.jar"))) {
            copy(source, copy);
            for (String project : List.of("ocppload", "ceiling")) {
                System.err.println("building " + project);
                ProcessBuilder maven = new ProcessBuilder(
                                "mvn", "-q", "-B", "-f", copy.resolve(project).toString(), "package")
                        .inheritIO();
                maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
                if (maven.start().waitFor() != 0) {
                    throw new IllegalStateException(project + " does not build");
                }
            }
        }
        return copy;
    }

    private static void copy(Path source, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = target.resolve(source.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.write(to, Files.readAllBytes(file));
            }
        }
    }

    private Server ceiling(Path bench) throws IOException {
        int port = freePort();
        Path database = Files.createTempDirectory("ceiling").resolve("db");
        Process process = new ProcessBuilder(
                        java(),
                        "-Xmx" + options.get("heap"),
                        "-XX:+UseSerialGC",
                        "-cp",
                        bench.resolve("ceiling/target/ceiling.jar") + ":" + bench.resolve("ceiling/target/lib") + "/*",
                        "ceiling.BareServer",
                        "port=" + port,
                        "store=derby",
                        "rows=packed",
                        "commit=group",
                        "writers=1",
                        "db=" + database)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        awaitLine(process, "ready");
        return new Server(process, "ws://127.0.0.1:" + port + "/ocpp/{id}", database.getParent());
    }

    private Server ohmstead() throws IOException {
        Path home = Files.createTempDirectory("ohmstead");
        Process process = new ProcessBuilder(
                        "distribution/target/ohmstead/bin/ohmstead",
                        "run",
                        "--home",
                        home.toString(),
                        "--http-port",
                        "0",
                        "--door-port",
                        "0",
                        "--accept-unknown-stations",
                        "--accept-unknown-tokens",
                        "--java-opts",
                        "-Xmx" + options.get("heap"))
                .redirectError(TARGET.resolve("ohmstead.log").toFile())
                .start();
        Matcher door = Pattern.compile("\"door\":\"([^\"]+)\"").matcher(awaitLine(process, "\"ready\""));
        if (!door.find()) {
            throw new IllegalStateException("The server did not say where its door is");
        }
        return new Server(process, door.group(1) + "/{id}", home);
    }

    private Result measure(Path bench, String scenario, String label, Server server) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                java(),
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-jar",
                bench.resolve("ocppload/target/ocppload.jar").toString(),
                scenario,
                "--n",
                options.get("n"),
                "--url",
                server.url(),
                "--warmup",
                "60",
                "--duration",
                "20",
                "--label",
                label,
                "--watch",
                "server=" + server.process().pid() + "*"));
        Process load = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = new String(load.getInputStream().readAllBytes()).strip();
        Files.writeString(
                TARGET.resolve("results.jsonl"), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Result result = Result.of(line);
        System.err.printf(
                Locale.ROOT,
                "  %-9s %8.0f calls/s  p99 %7.1f ms  %6.1f us CPU/call  errors %.0f  foreign %.2f%n",
                label,
                result.rate(),
                result.p99(),
                result.cpuMicros(),
                result.errors(),
                result.foreignCores());
        return result;
    }

    private static void report(String scenario, List<Result> ceiling, List<Result> product) {
        System.out.printf(
                "%n| %s | calls/s median (range) | p99 ms | CPU us/call | errors |%n|---|---|---|---|---|%n", scenario);
        row("ceiling", ceiling);
        row("ohmstead", product);
        System.out.printf(
                Locale.ROOT,
                "| ratio | %.2f | %.2f | %.2f | |%n",
                median(product, Result::rate) / median(ceiling, Result::rate),
                median(product, Result::p99) / median(ceiling, Result::p99),
                median(product, Result::cpuMicros) / median(ceiling, Result::cpuMicros));
    }

    private static void row(String name, List<Result> results) {
        double[] rates = results.stream().mapToDouble(Result::rate).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "| %s | %.0f (%.0f to %.0f) | %.1f | %.1f | %.0f |%n",
                name,
                median(results, Result::rate),
                rates[0],
                rates[rates.length - 1],
                median(results, Result::p99),
                median(results, Result::cpuMicros),
                results.stream().mapToDouble(Result::errors).sum());
    }

    private static double median(List<Result> results, java.util.function.ToDoubleFunction<Result> figure) {
        double[] sorted = results.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static int freePort() throws IOException {
        try (var socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Waits for a line of standard output and leaves a thread that reads the rest away. */
    private static String awaitLine(Process process, String part) throws IOException {
        BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream()));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        String line = output.readLine();
        while (line != null && !line.contains(part) && System.nanoTime() < deadline) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IllegalStateException(
                    "The server stopped before it was ready, see " + TARGET.resolve("ohmstead.log"));
        }
        Thread.ofVirtual().start(() -> output.lines().forEach(rest -> {}));
        return line;
    }

    private record Server(Process process, String url, Path directory) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            if (process.onExit()
                            .orTimeout(30, TimeUnit.SECONDS)
                            .handle((exited, late) -> late)
                            .join()
                    != null) {
                process.destroyForcibly();
            }
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> {
                    try {
                        Files.deleteIfExists(file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            }
        }
    }

    private record Result(double rate, double p99, double cpuMicros, double errors, double foreignCores) {

        static Result of(String json) {
            return new Result(
                    number(json, "callsPerSecond"),
                    number(json, "p99"),
                    number(json, "serverCpuMicrosPerCall"),
                    number(json, "errors"),
                    number(json, "foreignCores"));
        }

        private static double number(String json, String key) {
            Matcher matcher = Pattern.compile("\"" + key + "\":([-0-9.E]+)").matcher(json);
            if (!matcher.find()) {
                throw new IllegalStateException("No " + key + " in " + json.substring(0, Math.min(400, json.length())));
            }
            return Double.parseDouble(matcher.group(1));
        }
    }
}
