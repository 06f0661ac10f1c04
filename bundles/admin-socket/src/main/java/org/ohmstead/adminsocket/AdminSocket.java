package org.ohmstead.adminsocket;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.ohmstead.adminsocket.Command.Conversation;
import org.ohmstead.adminsocket.Command.Refused;
import org.ohmstead.api.model.StoreUnavailable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on {@code run/admin.sock} in the home directory, which only its owner can open. A request is one line with the
 * name of a command and what it takes; the answer is a line, {@code ok} or another verdict, and then text until the
 * connection closes.
 */
@Component
public final class AdminSocket {

    private static final Logger LOG = LoggerFactory.getLogger(AdminSocket.class);

    private final Path path;
    private final ServerSocketChannel server;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<Command> commands = List.of();

    /** Opens the socket in the home directory that the launcher chose. */
    @Activate
    public AdminSocket(BundleContext context) throws IOException {
        this(Path.of(context.getProperty("ohmstead.home")));
    }

    private AdminSocket(Path home) throws IOException {
        path = Files.createDirectories(home.resolve("run")).resolve("admin.sock");
        Files.deleteIfExists(path);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(shortest(path)));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        Thread.ofVirtual().name("admin-socket").start(this::accept);
    }

    AdminSocket(Path home, List<Command> commands) throws IOException {
        this(home);
        this.commands = commands;
    }

    @Deactivate
    void close() throws IOException {
        server.close();
        Files.deleteIfExists(path);
    }

    /** A socket address holds some hundred bytes; the server works inside its home, so there the relative path is short. */
    private static Path shortest(Path path) {
        Path relative = Path.of("").toAbsolutePath().relativize(path.toAbsolutePath());
        return relative.toString().length() < path.toString().length() ? relative : path;
    }

    private void accept() {
        accept(
                server::accept,
                connection -> Thread.ofVirtual().name("admin-request").start(() -> answer(connection)),
                Duration.ofSeconds(1));
    }

    /** Somebody who wants to come in. */
    @FunctionalInterface
    interface Knock {
        SocketChannel await() throws IOException;
    }

    /** Goes on where one could not be let in: too many files may be open, and this is the way to find out. */
    static void accept(Knock next, Consumer<SocketChannel> letIn, Duration pause) {
        while (true) {
            try {
                letIn.accept(next.await());
            } catch (ClosedChannelException e) {
                LOG.debug("The admin socket is closed");
                return;
            } catch (IOException e) {
                LOG.error("The command ohmstead could not reach this server just now", e);
                LockSupport.parkNanos(pause.toNanos());
            }
        }
    }

    private void answer(SocketChannel connection) {
        try (connection;
                var in = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(connection), StandardCharsets.UTF_8));
                var out = new PrintStream(Channels.newOutputStream(connection), true, StandardCharsets.UTF_8)) {
            hold(in, out);
        } catch (IOException e) {
            LOG.debug("Someone left the admin socket early: {}", e.getMessage());
        }
    }

    private void hold(BufferedReader in, PrintStream out) throws IOException {
        Conversation conversation;
        try {
            conversation = asked(in.readLine());
        } catch (Refused e) {
            out.println(e.verdict());
            out.println(e.getMessage());
            return;
        } catch (StoreUnavailable e) {
            out.println("refused");
            out.println("Nothing is known to be done, because of the store: " + e.getMessage());
            return;
        } catch (RuntimeException | LinkageError e) {
            LOG.error("A command failed that ohmstead sent to this server", e);
            out.println("refused");
            out.println("Something went wrong inside the server; the log tells more");
            return;
        }
        out.println("ok");
        conversation.hold(in, out);
    }

    private Conversation asked(String line) throws Refused {
        String[] request = line == null ? new String[] {""} : line.strip().split(" ", 2);
        return command(request[0]).ask(request.length > 1 ? request[1].strip() : "");
    }

    private Command command(String name) throws Refused {
        for (Command command : commands) {
            if (command.name().equals(name)) {
                return command;
            }
        }
        throw new Refused("This server cannot do \"" + name + "\" now: the part for it is not running");
    }
}
