package org.ohmstead.maintenance;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The server that runs on a home, over the socket that only its owner can open. */
final class RunningServer {

    private RunningServer() {}

    /**
     * Asks for one thing and waits until it is done; what the server says to it.
     *
     * @throws Damaged if the server finds that part of its database cannot be read
     * @throws Refused if the server refuses, or goes away meanwhile
     */
    static String ask(Home home, String command) throws Refused {
        try (SocketChannel server = SocketChannel.open(UnixDomainSocketAddress.of(shortest(home.socket())))) {
            server.write(StandardCharsets.UTF_8.encode(command + "\n"));
            server.shutdownOutput();
            String answer = new String(Channels.newInputStream(server).readAllBytes(), StandardCharsets.UTF_8);
            int line = answer.indexOf('\n');
            if (line < 0) {
                throw new Refused("the server went away before it had answered; see its log.");
            }
            String text = answer.substring(line + 1).strip();
            if (answer.startsWith("damaged")) {
                throw new Damaged(text);
            }
            if (!answer.startsWith("ok")) {
                throw new Refused(text);
            }
            return text;
        } catch (IOException e) {
            throw new Refused(
                    "a server runs on " + home.path() + ", but does not answer. If it is just starting, try again; "
                            + "else look into its log.",
                    e);
        }
    }

    /** A socket address holds some hundred bytes; we are started inside the home, where the relative path is short. */
    private static Path shortest(Path path) {
        Path relative = Path.of("").toAbsolutePath().relativize(path.toAbsolutePath());
        return relative.toString().length() < path.toString().length() ? relative : path;
    }
}
