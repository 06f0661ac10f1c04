package org.ohmstead.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The bearer that the server on a home gives to whoever owns it. It holds until this is closed, or the process is gone. */
record OwnersSession(SocketChannel channel, URI console, String bearer) implements AutoCloseable {

    /** Bytes that a socket's address may have on every system, with its last zero. */
    private static final int LONGEST_ADDRESS = 103;

    static OwnersSession open(Path home) {
        if (Files.exists(home) && !Files.isExecutable(home)) {
            throw new Failed(Exit.FAILED, "the home directory " + home + " is another user's.");
        }
        try {
            SocketChannel channel = connect(home.toAbsolutePath().resolve("run/admin.sock"));
            channel.write(StandardCharsets.UTF_8.encode("session\n"));
            var answer =
                    new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
            if (!"ok".equals(answer.readLine())) {
                throw new Failed(Exit.FAILED, answer.lines().collect(Collectors.joining(" ")));
            }
            return new OwnersSession(channel, URI.create(answer.readLine()), answer.readLine());
        } catch (IOException e) {
            throw new Failed(
                    Exit.NO_SERVER,
                    "there is no server on " + home.toAbsolutePath() + ". --home or $OHMSTEAD_HOME names another home.",
                    e);
        }
    }

    /** A socket's address is short and a home's may be longer; then over a link in the folder for temporary files. */
    private static SocketChannel connect(Path socket) throws IOException {
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_ADDRESS) {
            return SocketChannel.open(UnixDomainSocketAddress.of(socket));
        }
        Path folder = Files.createTempDirectory("ohmstead");
        Path link = folder.resolve("run");
        try {
            Files.createSymbolicLink(link, socket.getParent());
            return SocketChannel.open(UnixDomainSocketAddress.of(link.resolve(socket.getFileName())));
        } finally {
            Files.deleteIfExists(link);
            Files.delete(folder);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Without the bearer. */
    @Override
    public String toString() {
        return "OwnersSession[" + console + "]";
    }
}
