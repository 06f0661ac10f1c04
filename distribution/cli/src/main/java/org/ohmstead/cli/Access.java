package org.ohmstead.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which server a command talks to and how it answers: the options that all commands have. */
final class Access {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.[0-9.]+|\\[::1]");
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");
    private static final Set<PosixFilePermission> OF_THE_OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Map<String, String> environment;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "the server on this home (default: $OHMSTEAD_HOME or ./ohmstead-home)")
    private Optional<Path> home;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "a server elsewhere, with an API token of it in $OHMSTEAD_TOKEN or --token-file")
    private Optional<String> server;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "a file that only you can read, with the API token")
    private Optional<Path> tokenFile;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "the certificates, as PEM, of who vouches for that server (default: as Java knows them)")
    private Optional<Path> caFile;

    @Option(names = "--json", description = "for scripts: JSON, with times in UTC")
    private boolean json;

    Access(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The server, ready to be asked; to be closed. */
    Server open() {
        if (server.isEmpty()) {
            if (tokenFile.isPresent() || caFile.isPresent()) {
                throw wrong("--token-file and --ca-file are for a server that --server names.");
            }
            return Server.of(OwnersSession.open(home()));
        }
        return new Server(base(server.get()), token(), caFile.map(Trust::in), () -> {});
    }

    /** The home of the server on this machine, for what is done there and nowhere else. */
    Path homeHere() {
        if (server.isPresent()) {
            throw wrong("that is done on the machine of the server itself, without --server.");
        }
        return home();
    }

    private Path home() {
        return home.orElseGet(() -> Path.of(environment.getOrDefault("OHMSTEAD_HOME", "ohmstead-home")));
    }

    boolean json() {
        return json;
    }

    PrintWriter out() {
        return command.commandLine().getOut();
    }

    PrintWriter err() {
        return command.commandLine().getErr();
    }

    ParameterException wrong(String sentence) {
        return new ParameterException(command.commandLine(), sentence);
    }

    private URI base(String typed) {
        URI given;
        try {
            given = URI.create(typed);
        } catch (IllegalArgumentException e) {
            throw noAddress(typed);
        }
        boolean encrypted = "https".equals(given.getScheme());
        if (given.getHost() == null || given.getUserInfo() != null || !encrypted && !"http".equals(given.getScheme())) {
            throw noAddress(typed);
        }
        if (!encrypted && !LOOPBACK.matcher(given.getHost()).matches()) {
            throw wrong("--server needs https: over http everybody between here and " + given.getHost()
                    + " could read the token.");
        }
        return URI.create(typed.replaceFirst("/+$", ""));
    }

    private ParameterException noAddress(String typed) {
        return wrong("--server needs an address like https://ohmstead.example:8443, not \"" + typed + "\".");
    }

    private String token() {
        String token = tokenFile.map(this::read).orElseGet(() -> environment.getOrDefault("OHMSTEAD_TOKEN", ""));
        if (token.isEmpty()) {
            throw wrong("--server needs an API token of that server, in $OHMSTEAD_TOKEN or --token-file.");
        }
        if (!TOKEN.matcher(token).matches()) {
            throw wrong("that is no API token: it has characters that none has.");
        }
        return token;
    }

    private String read(Path file) {
        try {
            if (!OF_THE_OWNER.containsAll(Files.getPosixFilePermissions(file))) {
                throw wrong("others than you may read " + file + "; \"chmod 600\" it, and better make a new token.");
            }
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            throw new ParameterException(command.commandLine(), "there is no file " + file + ".", e);
        } catch (IOException e) {
            throw new ParameterException(command.commandLine(), file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
