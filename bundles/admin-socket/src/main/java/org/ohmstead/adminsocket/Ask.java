package org.ohmstead.adminsocket;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Asks the running server one thing over the socket in its home: {@code Ask status}. The working directory is that home,
 * because a socket address is too short for many absolute paths. Exits with 3 when no server answers, 1 when it refuses.
 */
public final class Ask {

    private static final Path SOCKET = Path.of("run", "admin.sock");
    private static final int REFUSED = 1;
    private static final int NOT_RUNNING = 3;

    private Ask() {}

    /** Sends the request, which is the arguments in one line, then what is typed, and prints the answer. */
    public static void main(String[] args) throws IOException {
        try (SocketChannel server = SocketChannel.open(UnixDomainSocketAddress.of(SOCKET))) {
            server.write(StandardCharsets.UTF_8.encode(String.join(" ", args) + "\n"));
            Thread typing = new Thread(() -> forward(System.in, server), "typing");
            typing.setDaemon(true);
            typing.start();
            System.exit(print(server));
        } catch (IOException e) {
            System.err.println("Ohmstead is not running on " + Path.of("").toAbsolutePath());
            System.exit(NOT_RUNNING);
        }
    }

    private static int print(SocketChannel server) throws IOException {
        var answer = new BufferedReader(new InputStreamReader(Channels.newInputStream(server), StandardCharsets.UTF_8));
        String verdict = answer.readLine();
        if (!"ok".equals(verdict) && !"refused".equals(verdict)) {
            // Silence is no yes: who asks whether the audit trail is whole must not take it for one.
            System.err.println("The server ended the talk without an answer; look into logs/ohmstead.log.");
            return REFUSED;
        }
        boolean refused = "refused".equals(verdict);
        char[] text = new char[4096];
        for (int length = answer.read(text); length >= 0; length = answer.read(text)) {
            (refused ? System.err : System.out).print(new String(text, 0, length));
            System.out.flush();
        }
        return refused ? REFUSED : 0;
    }

    private static void forward(InputStream typed, SocketChannel server) {
        try {
            typed.transferTo(Channels.newOutputStream(server));
            server.shutdownOutput();
        } catch (IOException e) {
            // The server closed the talk; the printing side sees the end.
        }
    }
}
