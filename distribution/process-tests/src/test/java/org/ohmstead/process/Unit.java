package org.ohmstead.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The installed service unit, obeyed as far as that goes without systemd: its command, environment, user, state directory, no
 * privileges, readiness. Not: name spaces, system call filter, limits.
 */
final class Unit {

    /** Prints what a service tells systemd, for two minutes. Java cannot open such a socket, the Perl of every Debian can. */
    private static final String LISTEN = """
            use IO::Socket::UNIX; $| = 1; alarm 120;
            my $socket = IO::Socket::UNIX->new(Type => SOCK_DGRAM, Local => $ARGV[0]) or die $!;
            chmod 0666, $ARGV[0]; print "listening\\n";
            while (defined $socket->recv(my $message, 4096)) { print "$message\\n"; }
            """;

    private final DebianRoot root;
    private final List<String> lines;

    Unit(DebianRoot root, String name) throws IOException {
        this.root = root;
        this.lines = Files.readAllLines(root.path("/usr/lib/systemd/system/" + name));
    }

    /** All values of a key, in order. */
    List<String> all(String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .toList();
    }

    String only(String key) {
        return all(key).getFirst();
    }

    /**
     * Starts the service; returns when it said that it is ready.
     *
     * @param journal the file to which standard error goes
     */
    RunningServer start(Path journal) throws IOException {
        giveStateDirectory();
        Path socket = root.path("/notify");
        Files.deleteIfExists(socket);
        Process listener = new ProcessBuilder("perl", "-e", LISTEN, socket.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader told = listener.inputReader()) {
            expect("listening", told);
            ProcessBuilder service =
                    new ProcessBuilder(command()).directory(root.directory().toFile());
            service.environment().clear();
            service.environment().putAll(Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "NOTIFY_SOCKET", "" + socket));
            Stream.concat(all("Environment").stream(), environmentFile().stream())
                    .map(assignment -> assignment.split("=", 2))
                    .forEach(assignment -> service.environment().put(assignment[0], inRoot(assignment[1])));
            RunningServer server = RunningServer.start(service, journal);
            expect("READY=1", told);
            return server;
        } finally {
            listener.destroy();
        }
    }

    /** Whether systemd takes that exit code, after a stop it wanted, for a success. */
    boolean succeedsWith(int exitCode) {
        return exitCode == 0 || all("SuccessExitStatus").contains("" + exitCode);
    }

    private List<String> command() throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=" + id("/etc/passwd"), "--regid=" + id("/etc/group")));
            command.addAll(List.of("--clear-groups", "--no-new-privs", "--inh-caps=-all", "--bounding-set=-all"));
        }
        Stream.of(only("ExecStart").split(" ")).map(this::inRoot).forEach(command::add);
        return command;
    }

    private String inRoot(String value) {
        return value.startsWith("/") ? root.path(value).toString() : value;
    }

    private List<String> environmentFile() throws IOException {
        Path file = root.path(only("EnvironmentFile").replaceFirst("^-", ""));
        return Files.readAllLines(file).stream()
                .filter(line -> line.contains("=") && !line.startsWith("#"))
                .map(line -> line.replace("\"", ""))
                .toList();
    }

    /** Makes it, or gives it to the service's user with all that is in it, as systemd does. */
    private void giveStateDirectory() throws IOException {
        Path state = Files.createDirectories(root.path("/var/lib/" + only("StateDirectory")));
        if (isRoot()) {
            int user = id("/etc/passwd");
            int group = id("/etc/group");
            try (Stream<Path> all = Files.walk(state)) {
                all.forEach(file -> own(file, user, group));
            }
        }
    }

    private static void own(Path file, int user, int group) {
        try {
            Files.setAttribute(file, "unix:uid", user);
            Files.setAttribute(file, "unix:gid", group);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of the service's user in the passwd file, or of its group in the group file. */
    int id(String file) throws IOException {
        return Files.readAllLines(root.path(file)).stream()
                .map(line -> line.split(":"))
                .filter(entry -> entry[0].equals(only("User")))
                .mapToInt(entry -> Integer.parseInt(entry[2]))
                .findFirst()
                .orElseThrow();
    }

    static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private static void expect(String line, BufferedReader told) throws IOException {
        String said = told.readLine();
        while (!line.equals(said)) {
            if (said == null) {
                throw new AssertionError("The service never said " + line);
            }
            said = told.readLine();
        }
    }
}
