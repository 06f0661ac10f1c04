package org.ohmstead.adminsocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.adminsocket.Command.Conversation;
import org.ohmstead.adminsocket.Command.Refused;

class AdminSocketTest {

    @TempDir
    Path home;

    private AdminSocket socket;

    @BeforeEach
    void open() throws IOException {
        Command echo = command("echo", () -> (in, out) -> out.println("you said " + in.readLine()));
        Command moody = command("moody", () -> {
            throw new Refused("Not today");
        });
        socket = new AdminSocket(home, List.of(echo, moody, new Repeat()));
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
    }

    @Test
    void aRequestIsAnsweredAndTheTalkGoesOn() throws IOException {
        assertThat(ask("echo\nhello\n")).isEqualTo("ok\nyou said hello\n");
    }

    @Test
    void aRefusalCarriesItsSentence() throws IOException {
        assertThat(ask("moody\n")).isEqualTo("refused\nNot today\n");
    }

    @Test
    void anUnknownCommandIsRefused() throws IOException {
        assertThat(ask("backup\n")).startsWith("refused\n").contains("\"backup\"");
    }

    @Test
    void whatFollowsTheNameReachesTheCommandThatTakesIt() throws IOException {
        assertThat(ask("repeat  two words \n")).isEqualTo("ok\ntwo words\n");
    }

    @Test
    void whatFollowsTheNameIsRefusedByTheCommandThatTakesNone() throws IOException {
        assertThat(ask("echo loudly\n")).startsWith("refused\n").contains("\"loudly\"");
    }

    @Test
    void someoneWhoLeavesWithoutAWordDoesNoHarm() throws IOException {
        assertThat(ask("")).startsWith("refused\n");
        assertThat(ask("echo\nstill there\n")).contains("still there");
    }

    @Test
    void oneThatCouldNotBeLetInIsNotTheLast() throws IOException {
        try (SocketChannel visitor = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            var knocks = new ArrayDeque<AdminSocket.Knock>(List.of(
                    () -> {
                        throw new IOException("Too many open files");
                    },
                    () -> visitor,
                    () -> {
                        throw new AsynchronousCloseException();
                    }));
            List<SocketChannel> letIn = new ArrayList<>();

            AdminSocket.accept(() -> knocks.remove().await(), letIn::add, Duration.ofMillis(1));

            assertThat(letIn).containsExactly(visitor);
        }
    }

    @Test
    void onlyTheOwnerMayOpenTheSocket() throws IOException {
        assertThat(Files.getPosixFilePermissions(socketFile())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aSocketFileLeftByAKilledServerIsNoObstacle() throws IOException {
        socket.close();
        Files.createFile(socketFile());
        open();
        assertThat(ask("echo\nagain\n")).contains("again");
    }

    private String ask(String words) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socketFile()))) {
            channel.write(StandardCharsets.UTF_8.encode(words));
            channel.shutdownOutput();
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Path socketFile() {
        return home.resolve("run/admin.sock");
    }

    /** Takes words. */
    private static final class Repeat implements Command {

        @Override
        public String name() {
            return "repeat";
        }

        @Override
        public Conversation ask() {
            return ask("nothing");
        }

        @Override
        public Conversation ask(String words) {
            return Conversation.saying(words);
        }
    }

    private interface Answer {
        Conversation give() throws Refused;
    }

    private static Command command(String name, Answer answer) {
        return new Command() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Conversation ask() throws Refused {
                return answer.give();
            }
        };
    }
}
