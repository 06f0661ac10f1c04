import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server under load: the built distribution, or the bare ceiling. Closing it ends its processes; its directory stays. */
record Server(Process process, String url, Path directory) implements AutoCloseable {

    private static final int START_SECONDS = 180;
    private static final Path INSTALL = Path.of("distribution/target/ohmstead");

    /** Everything is durable, with commits for many messages at once, as in the product. */
    static Server ceiling(Path bench, String heap) throws IOException {
        int port = freePort();
        Path directory = Files.createTempDirectory("ceiling");
        Process process = new ProcessBuilder(
                        java(),
                        "-Xmx" + heap,
                        "-XX:+UseSerialGC",
                        "-cp",
                        bench.resolve("ceiling/target/ceiling.jar") + ":" + bench.resolve("ceiling/target/lib") + "/*",
                        "ceiling.BareServer",
                        "port=" + port,
                        "store=derby",
                        "rows=packed",
                        "commit=group",
                        "writers=1",
                        "db=" + directory.resolve("db"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        awaitLine(process, "ready");
        return new Server(process, "ws://127.0.0.1:" + port + "/ocpp/{id}", directory);
    }

    /** @param more further options of {@code ohmstead run}, such as who may come in */
    static Server ohmstead(Path home, String heap, String... more) throws IOException {
        if (Files.notExists(home.resolve("config"))) {
            configure(home);
        }
        List<String> command = new ArrayList<>(List.of(
                INSTALL.resolve("bin/ohmstead").toString(),
                "run",
                "--home",
                home.toString(),
                "--http-port",
                "0",
                "--door-port",
                "0",
                "--java-opts",
                "-Xmx" + heap));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        Load.TARGET.resolve("ohmstead.log").toFile()))
                .start();
        Matcher door = Pattern.compile("\"door\":\"([^\"]+)\"").matcher(awaitLine(process, "\"ready\""));
        if (!door.find()) {
            throw new IllegalStateException("The server did not say where its door is");
        }
        return new Server(process, door.group(1) + "/{id}", home);
    }

    /** As shipped, but stations may send as fast as they are answered. */
    private static void configure(Path home) throws IOException {
        Path shipped = INSTALL.resolve("config");
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : files.toList()) {
                Files.copy(file, home.resolve("config").resolve(shipped.relativize(file)));
            }
        }
        Files.writeString(
                home.resolve("config/org.ohmstead.ocpp.websocket.cfg"),
                "\nmessagesPerSecond = 0\n",
                StandardOpenOption.APPEND);
    }

    /** The start script becomes the server. */
    long pid() {
        return process.pid();
    }

    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        boolean late = process.onExit()
                .orTimeout(60, TimeUnit.SECONDS)
                .handle((exited, timeout) -> timeout != null)
                .join();
        if (late) {
            kill();
        }
    }

    static void delete(Path directory) throws IOException {
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

    static String java() {
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
                    "The server stopped before it was ready, see " + Load.TARGET.resolve("ohmstead.log"));
        }
        Thread.ofVirtual().start(() -> output.lines().forEach(rest -> {}));
        return line;
    }
}
