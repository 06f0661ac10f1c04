package org.ohmstead.adminsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.adminsocket.Command.Refused;
import org.ohmstead.api.csms.ClosedDoor;
import org.ohmstead.api.csms.Door;
import org.ohmstead.api.csms.People;

class SessionCommandTest {

    @TempDir
    Path home;

    private final CompletableFuture<String> signedOut = new CompletableFuture<>();
    private final Doors doors = new Doors(() -> {});
    private final SessionCommand command = new SessionCommand(doors, people());

    @Test
    void theSessionEndsWithTheConnection() throws Exception {
        doors.opened(console());
        AdminSocket socket = new AdminSocket(home, List.of(command));
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(home.resolve("run/admin.sock")))) {
            channel.write(StandardCharsets.UTF_8.encode("session\n"));
            var answer = new BufferedReader(new InputStreamReader(Channels.newInputStream(channel)));
            assertThat(List.of(answer.readLine(), answer.readLine(), answer.readLine()))
                    .containsExactly("ok", "http://127.0.0.1:8080", "secret");
            assertThat(signedOut).isNotDone();
        } finally {
            socket.close();
        }
        assertThat(signedOut.get(10, TimeUnit.SECONDS)).isEqualTo("secret");
    }

    @Test
    void withoutAConsoleNobodyIsLetIn() {
        assertThatThrownBy(command::ask).isInstanceOf(Refused.class).hasMessageContaining("not open yet");
    }

    @Test
    void aPortThatCannotBeOpenedIsNamed() {
        doors.cannotOpen(new ClosedDoor(Door.CONSOLE, "Port 8080 is taken"));
        assertThatThrownBy(command::ask).isInstanceOf(Refused.class).hasMessage("Port 8080 is taken");
    }

    private static Door console() {
        return new Door() {
            @Override
            public String name() {
                return Door.CONSOLE;
            }

            @Override
            public URI uri() {
                return URI.create("http://127.0.0.1:8080");
            }
        };
    }

    /** Nothing but the two methods is asked of it. */
    private People people() {
        return (People) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {People.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "admitOwner":
                            return "secret";
                        case "signOut":
                            signedOut.complete((String) arguments[0]);
                            return null;
                        default:
                            throw new UnsupportedOperationException(method.getName());
                    }
                });
    }
}
