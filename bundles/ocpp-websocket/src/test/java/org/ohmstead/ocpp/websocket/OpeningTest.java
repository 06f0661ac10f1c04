package org.ohmstead.ocpp.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ohmstead.api.csms.HealthCheck;

/** A port that is taken. */
class OpeningTest {

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    private final Gatehouse gatehouse = new Gatehouse().with("CP-1", AtTheDoor.KEY);

    private WebSocketDoor door(int port, Duration retry) {
        return door("127.0.0.1", port, retry);
    }

    private WebSocketDoor door(String host, int port, Duration retry) {
        return new WebSocketDoor(
                gatehouse,
                new Echoes(),
                AtTheDoor.limits(10, 8192, 0, 1, Duration.ZERO, Duration.ZERO),
                host,
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
        assertThat(tells())
                .contains(":" + port)
                .contains("Address already in use; choose another port")
                .doesNotContain("host");
        assertThat(door.check().status()).isEqualTo(HealthCheck.Status.DOWN);
        assertThat(door.check().remedy()).contains("Do as it says");
        assertThat(told.poll(300, TimeUnit.MILLISECONDS)).as("once is enough").isNull();
        other.close();
        assertThat(tells()).isEqualTo("no complaint any more");
        assertThat(tells()).isEqualTo("open at " + port);
        assertThat(door.check().status()).isEqualTo(HealthCheck.Status.OK);
        door.close();
        assertThat(tells()).isEqualTo("not open any more");
    }

    /** 192.0.2.0/24 is nobody's (RFC 5737), and names under .invalid are none (RFC 6761). */
    @ParameterizedTest
    @CsvSource({"192.0.2.1,assign requested address", "nowhere.invalid,nobody knows an address of nowhere.invalid"})
    void whereTheAddressIsNotOursNoOtherPortIsAdvised(String host, String reason) throws Exception {
        WebSocketDoor door = door(host, 0, Duration.ofMinutes(1));

        assertThat(tells()).contains(reason, "set host in").doesNotContain("--door-port");
        door.close();
    }

    @Test
    void aPortThatIsNotAllowedIsSaidSo() {
        var denied = new IOException("Failed to bind to /0.0.0.0:80", new BindException("Permission denied"));

        assertThat(NotOpened.of(denied, "0.0.0.0").reason()).isEqualTo("Permission denied");
        assertThat(NotOpened.of(denied, "0.0.0.0").advice()).contains("from 1024 on");
    }

    @Test
    void healthNamesTheIdentityThatIsFoughtFor() throws Exception {
        WebSocketDoor door = door(0, Duration.ofMinutes(1));
        URI uri = URI.create("ws://127.0.0.1:" + tells().replace("open at ", ""));
        List<RawStation> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            assertThat(door.check().status()).isEqualTo(HealthCheck.Status.OK);
            RawStation station = new RawStation(uri);
            station.knock("/ocpp/CP-1", AtTheDoor.SPEAKS, RawStation.basic("CP-1", AtTheDoor.KEY));
            station.text("hello");
            station.receive();
            all.add(station);
        }
        assertThat(door.check().status()).isEqualTo(HealthCheck.Status.WARN);
        assertThat(door.check().message()).contains("CP-1");
        for (RawStation station : all) {
            station.close();
        }
        door.close();
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
