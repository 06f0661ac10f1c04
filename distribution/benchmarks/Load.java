import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The load generator of {@code shared/bench}. Each line it prints is kept in {@code distribution/benchmarks/target/results.jsonl}. */
final class Load {

    static final Path TARGET = Path.of("distribution/benchmarks/target");

    private final Process process;

    private Load(Process process) {
        this.process = process;
    }

    /** The measuring tools are only read; they are built from a copy. */
    static Path built(Path source) throws Exception {
        Path copy = TARGET.resolve("bench");
        if (!Files.exists(copy.resolve("ceiling/target/ceiling.jar"))) {
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

    /** Starts a scenario against a server and watches that server's processes. */
    static Load start(Path bench, Server server, String scenario, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Server.java(),
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-jar",
                bench.resolve("ocppload/target/ocppload.jar").toString(),
                scenario,
                "--url",
                server.url(),
                "--watch",
                "server=" + server.pid()));
        command.addAll(List.of(more));
        return new Load(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    static Result run(Path bench, Server server, String scenario, String... more) throws IOException {
        return start(bench, server, scenario, more).result();
    }

    /** Waits for its end. */
    Result result() throws IOException {
        String line = new String(process.getInputStream().readAllBytes()).strip();
        if (line.isEmpty()) {
            throw new IllegalStateException("The load generator said nothing; its errors are above");
        }
        Files.writeString(
                TARGET.resolve("results.jsonl"), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return new Result(line);
    }
}
