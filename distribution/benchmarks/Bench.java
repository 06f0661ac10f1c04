import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Measures the built distribution beside the bare Jetty and Derby ceiling, in turns on one machine, and prints medians.
 *
 * <pre>java distribution/benchmarks/Bench.java [--bench ../shared/bench] [--rounds 3] [--n 100] [--scenarios meter,session]</pre>
 *
 * Run it from the top of the checkout after {@code mvn -q package -DskipTests}, with a JDK 25.
 */
public final class Bench {

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
        Files.createDirectories(Load.TARGET);
        Path bench = Load.built(Path.of(options.get("bench")));
        String heap = options.get("heap");
        for (String scenario : options.get("scenarios").split(",")) {
            List<Result> ceiling = new ArrayList<>();
            List<Result> product = new ArrayList<>();
            int rounds = Integer.parseInt(options.get("rounds"));
            for (int round = 1; round <= rounds; round++) {
                System.err.printf("%s, round %d of %d%n", scenario, round, rounds);
                ceiling.add(measure(bench, scenario, "ceiling", Server.ceiling(bench, heap)));
                product.add(measure(
                        bench,
                        scenario,
                        "ohmstead",
                        Server.ohmstead(
                                Files.createTempDirectory("ohmstead"),
                                heap,
                                "--accept-unknown-stations",
                                "--accept-unknown-tokens")));
            }
            report(scenario, ceiling, product);
        }
    }

    private Result measure(Path bench, String scenario, String label, Server server) throws IOException {
        Result result;
        try (server) {
            result = Load.run(
                    bench,
                    server,
                    scenario,
                    "--n",
                    options.get("n"),
                    "--warmup",
                    "60",
                    "--duration",
                    "20",
                    "--label",
                    label);
        }
        Server.delete(server.directory());
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

    static double median(List<Result> results, ToDoubleFunction<Result> figure) {
        double[] sorted = results.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
