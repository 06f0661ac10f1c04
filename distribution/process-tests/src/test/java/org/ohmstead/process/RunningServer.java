package org.ohmstead.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real process of the built distribution. */
public final class RunningServer {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Process process;
    private final URI console;
    private final URI door;

    private RunningServer(Process process, URI console, URI door) {
        this.process = process;
        this.console = console;
        this.door = door;
    }

    /**
     * Starts the server and returns when both ports are open.
     *
     * @param doorPort 0 for any free one; stations that shall find a restarted server again need the port they know
     * @param options more of the start script's
     * @throws IllegalStateException with what it said if it ended before that
     */
    public static RunningServer start(Path home, int doorPort, String... options) throws IOException {
        return start(
                new ProcessBuilder(command(Release.built().program(), home, doorPort, options)),
                home.resolveSibling(home.getFileName() + ".stderr"));
    }

    static List<String> command(Path program, Path home, int doorPort, String... options) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "run"));
        command.addAll(List.of("--home", home.toString(), "--http-port", "0", "--door-port", "" + doorPort));
        command.addAll(List.of(options));
        return command;
    }

    /** @param complaints the file to which standard error goes */
    static RunningServer start(ProcessBuilder builder, Path complaints) throws IOException {
        Process process = builder.redirectError(ProcessBuilder.Redirect.appendTo(complaints.toFile()))
                .start();
        BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream()));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            JsonNode said = JSON.readTree(line);
            if (said.path("ready").asBoolean()) {
                return new RunningServer(
                        process,
                        URI.create(said.get("console").asString()),
                        URI.create(said.get("door").asString()));
            }
        }
        throw new IllegalStateException("The server did not become ready:\n" + Files.readString(complaints));
    }

    public URI console() {
        return console;
    }

    public URI door() {
        return door;
    }

    /** kill -9: no shutdown hook, no last write. */
    void kill() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.waitFor();
    }

    /** The polite way, with SIGTERM; gives the exit code, fails when the server does not end by itself. */
    public int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("The server did not stop within 30 s");
        }
        return process.exitValue();
    }
}
