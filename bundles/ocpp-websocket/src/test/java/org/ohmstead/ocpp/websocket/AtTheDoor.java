package org.ohmstead.ocpp.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.ohmstead.ocpp.rpc.KeepAlive;

/** A door on a free port, with stations that may come in and lanes that echo. */
abstract class AtTheDoor {

    static final String KEY = "0123456789abcdef0123";
    static final String SPEAKS = "Sec-WebSocket-Protocol: ocpp1.6";

    static final Limits.Rate ANY = new Limits.Rate(0, 1);
    static final Proxies NOBODY = new Proxies("");

    final Gatehouse gatehouse =
            new Gatehouse().with("CP-1", KEY).with("CP 2", KEY).with("A:1@b.c", KEY);
    final Echoes lanes = new Echoes();
    OpenDoor door;

    @BeforeEach
    void open() throws Exception {
        door = open(limits(100, 8192, 0, 1, Duration.ZERO, Duration.ZERO));
    }

    @AfterEach
    void close() throws Exception {
        door.close();
    }

    static Limits limits(int connections, int bytes, int perSecond, int atOnce, Duration ping, Duration silence) {
        return new Limits(
                connections,
                bytes,
                new Limits.Rate(perSecond, atOnce),
                ANY,
                NOBODY,
                new KeepAlive(ping, silence),
                patience(Duration.ofSeconds(1)));
    }

    static Limits limits(Limits.Rate messages, Proxies proxies, Limits.Patience patience) {
        return new Limits(100, 8192, ANY, messages, proxies, new KeepAlive(Duration.ZERO, Duration.ZERO), patience);
    }

    static Limits.Patience patience(Duration time) {
        return new Limits.Patience(time, time, time);
    }

    OpenDoor open(Limits limits) throws Exception {
        OpenDoor opened = new OpenDoor(gatehouse, lanes, limits, DoorMeters::none);
        opened.open("127.0.0.1", 0);
        return opened;
    }

    RawStation station() throws IOException {
        return new RawStation(door.uri());
    }

    RawStation connected() throws IOException {
        RawStation station = station();
        assertThat(station.knock("/ocpp/CP-1", SPEAKS, RawStation.basic("CP-1", KEY))
                        .getFirst())
                .startsWith("HTTP/1.1 101");
        return station;
    }
}
