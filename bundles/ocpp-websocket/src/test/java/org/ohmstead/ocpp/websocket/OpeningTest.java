package org.ohmstead.ocpp.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.ocpp.rpc.KeepAlive;

/** A port that is taken. */
class OpeningTest {

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    private WebSocketDoor door(int port, Duration retry) {
        return new WebSocketDoor(
                new Gatehouse(),
                new Echoes(),
                new Limits(10, 8192, 0, 1, new KeepAlive(Duration.ZERO, Duration.ZERO)),
                "127.0.0.1",
                port,
                retry,
                open -> {
                    told.add("open at " + open.uri().getPort());
                    return () -> told.add("not open any more");
                },
                closed -> {
                    told.add(closed.reason());
                    return () -> told.add("no complaint any more");
                });
    }

    private String tells() throws InterruptedException {
        return told.poll(10, TimeUnit.SECONDS);
    }

    @Test
    void aDoorThatIsTakenIsComplainedOfOnceAndOpenedWhenItIsFree() throws Exception {
        ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        int port = other.getLocalPort();
        WebSocketDoor door = door(port, Duration.ofMillis(50));
        assertThat(tells()).contains(":" + port).contains("choose another port");
        assertThat(door.check().status()).isEqualTo(HealthCheck.Status.DOWN);
        assertThat(door.check().remedy()).contains("Free the port");
        assertThat(told.poll(300, TimeUnit.MILLISECONDS)).as("once is enough").isNull();
        other.close();
        assertThat(tells()).isEqualTo("no complaint any more");
        assertThat(tells()).isEqualTo("open at " + port);
        assertThat(door.check().status()).isEqualTo(HealthCheck.Status.OK);
        door.close();
        assertThat(tells()).isEqualTo("not open any more");
    }

    @Test
    void aDoorThatWasGivenUpIsNotOpenedLater() throws Exception {
        WebSocketDoor door;
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            door = door(other.getLocalPort(), Duration.ofMillis(50));
            tells();
            door.close();
            assertThat(tells()).isEqualTo("no complaint any more");
        }
        assertThat(told.poll(300, TimeUnit.MILLISECONDS)).isNull();
    }
}
