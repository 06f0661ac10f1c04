package org.ohmstead.ocpp.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.model.StationId;
import org.ohmstead.ocpp.rpc.KeepAlive;

/** Stations come, replace each other, fall silent and go. */
class DoorTest extends AtTheDoor {

    @Test
    void aStationComesSpeaksAndGoes() throws Exception {
        try (RawStation station = connected()) {
            station.text("hello");
            assertThat(station.receive().text()).isEqualTo("ocpp1.6: hello");
            station.frame(true, 8, new byte[] {3, (byte) 0xE8});
            assertThat(station.closeCode()).isEqualTo(1000);
            assertThat(station.ended()).isTrue();
        }
        gatehouse.await(() -> gatehouse.diary().size() == 2);
        assertThat(gatehouse.diary()).containsExactly("CP-1 came", "CP-1 went");
        assertThat(lanes.closed).hasSize(1);
    }

    @Test
    void anOrdinaryClientConnectsAndIsPinged() throws Exception {
        close();
        door = open(limits(100, 8192, 0, 1, Duration.ofSeconds(1), Duration.ZERO));
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        WebSocket.Listener listener = new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                seen.add(text.toString());
                socket.request(1);
                return null;
            }

            @Override
            public CompletionStage<?> onPing(WebSocket socket, java.nio.ByteBuffer message) {
                seen.add("ping");
                socket.request(1);
                return null;
            }
        };
        try (HttpClient client = HttpClient.newHttpClient()) {
            WebSocket socket = client.newWebSocketBuilder()
                    .header("Authorization", RawStation.basic("CP-1", KEY).substring("Authorization: ".length()))
                    .subprotocols("ocpp2.0.1", "ocpp1.6")
                    .buildAsync(java.net.URI.create(door.uri() + "/CP-1"), listener)
                    .join();
            assertThat(socket.getSubprotocol()).isEqualTo("ocpp1.6");
            socket.sendText("hello", true);
            assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("ocpp1.6: hello");
            assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("ping");
            int heard = gatehouse.heard.get();
            gatehouse.await(() -> gatehouse.heard.get() > heard);
            socket.abort();
        }
    }

    @Test
    void aNewConnectionReplacesTheOldOneAndTheOldOnesEndDoesNoHarm() throws Exception {
        try (RawStation old = connected();
                RawStation young = connected()) {
            assertThat(old.closeCode()).isEqualTo(1000);
            old.socket.close();
            gatehouse.await(() -> gatehouse.diary().contains("CP-1 lost an old connection"));
            assertThat(gatehouse.has("CP-1")).isTrue();
            young.text("still here");
            assertThat(young.receive().text()).isEqualTo("ocpp1.6: still here");
        }
    }

    @Test
    void whatTheOldConnectionStillSaysReachesNobody() throws Exception {
        try (RawStation old = connected();
                RawStation young = connected()) {
            assertThat(old.closeCode()).isEqualTo(1000);
            gatehouse.await(() -> lanes.closed.size() == 1); // the old one may hear of its end first
            old.text("late");
            old.frame(true, 9, new byte[0]);
            assertThat(old.ended()).isTrue();
            young.text("hello");
            assertThat(young.receive().text()).isEqualTo("ocpp1.6: hello");
            assertThat(lanes.heard).containsExactly("hello");
            assertThat(gatehouse.heard).hasValue(1);
        }
    }

    @Test
    void anArrivalThatIsOvertakenByANewerOneIsNoArrival() throws Exception {
        StationId id = new StationId("CP-1");
        InetAddress here = InetAddress.getLoopbackAddress();
        StationSocket older = new StationSocket(id, "ocpp1.6", here, door);
        StationSocket newer = new StationSocket(id, "ocpp1.6", here, door);
        Places places = new Places();
        Places.Taken first = places.take(id, older);
        Places.Taken second = places.take(id, newer);
        assertThat(first.before()).isEmpty();
        assertThat(second.before()).contains(older);
        assertThat(second.place()).isSameAs(first.place());
        assertThat(first.place().belongsTo(older)).isFalse();
        places.leave(id, older);
        assertThat(places.take(id, older).place())
                .as("the end of the old one leaves the place to the new one")
                .isSameAs(second.place());
    }

    @Test
    void theConnectionGrantedLastHasThePlaceThoughItWasOpenedFirst() throws Exception {
        StationId id = new StationId("CP-1");
        InetAddress here = InetAddress.getLoopbackAddress();
        StationSocket older = new StationSocket(id, "ocpp1.6", here, door);
        StationSocket newer = new StationSocket(id, "ocpp1.6", here, door);
        Places places = new Places();
        Places.Place place = places.take(id, newer).place();
        Places.Taken late = places.take(id, older);
        assertThat(late.place()).isSameAs(place);
        assertThat(late.before()).as("what it replaces").isEmpty();
        assertThat(place.belongsTo(newer)).isTrue();
        places.leave(id, older);
        assertThat(place.belongsTo(newer)).isTrue();
    }

    @Test
    void twoThatComeAtOnceAreOneAfterAnotherAndTheLaterStays() throws Exception {
        CountDownLatch storing = new CountDownLatch(1);
        CountDownLatch stored = new CountDownLatch(1);
        gatehouse.stored = () -> {
            storing.countDown();
            await(stored);
        };
        try (RawStation older = connected()) {
            storing.await();
            try (RawStation newer = connected()) {
                stored.countDown();
                assertThat(older.closeCode()).isEqualTo(1000);
                newer.text("hello");
                assertThat(newer.receive().text()).isEqualTo("ocpp1.6: hello");
                assertThat(gatehouse.diary()).startsWith("CP-1 came", "CP-1 came");
            }
        }
    }

    @Test
    void twoStationsThatFightForOneIdentityAreSeen() throws Exception {
        List<RawStation> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            RawStation station = connected();
            station.text("hello");
            station.receive();
            all.add(station);
            assertThat(door.rivals().disputed(System.nanoTime())).hasSize(i < 4 ? 0 : 1);
        }
        for (RawStation station : all) {
            station.close();
        }
    }

    @Test
    void aStationThatComesBackAfterAProperEndFightsWithNobody() throws Exception {
        for (int i = 0; i < 6; i++) {
            int times = i;
            try (RawStation station = connected()) {
                station.text("hello");
                station.receive();
                station.frame(true, 8, new byte[] {3, (byte) 0xE8});
                assertThat(station.closeCode()).isEqualTo(1000);
            }
            gatehouse.await(() -> gatehouse.diary().size() == 2 * times + 2);
        }
        assertThat(door.rivals().disputed(System.nanoTime())).isEmpty();
    }

    @Test
    void aStormIsJudgedAFewAtATime() throws Exception {
        CountDownLatch judge = new CountDownLatch(1);
        AtomicInteger judging = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        gatehouse.judged = () -> {
            most.accumulateAndGet(judging.incrementAndGet(), Math::max);
            await(judge);
            judging.decrementAndGet();
        };
        List<RawStation> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            RawStation station = station();
            station.asks("/ocpp/CP-1", SPEAKS, RawStation.basic("CP-1", "wrong"));
            all.add(station);
        }
        judge.countDown();
        for (RawStation station : all) {
            assertThat(station.head().getFirst()).startsWith("HTTP/1.1 401");
            station.close();
        }
        assertThat(most.get()).isBetween(1, 32);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aStationThatNeedsOtherPingsGetsThem() throws Exception {
        lanes.keepAlive = Optional.of(new KeepAlive(Duration.ofMillis(10), Duration.ZERO));
        try (RawStation station = connected()) {
            assertThat(station.receive().opcode()).isEqualTo(9);
        }
    }

    @Test
    void aStationThatNeedsOtherPatienceGetsIt() throws Exception {
        lanes.keepAlive = Optional.of(new KeepAlive(Duration.ZERO, Duration.ofMillis(100)));
        try (RawStation station = connected()) {
            assertThat(station.ended()).isTrue();
        }
    }

    /** Whatever a policy may have said. */
    @Test
    void aStationThatCannotBePingedHarmsNoOther() throws Exception {
        gatehouse.with("CP-2", KEY);
        lanes.keepAlive = Optional.of(new KeepAlive(Duration.ofSeconds(Long.MAX_VALUE / 3), Duration.ZERO));
        try (RawStation odd = station();
                RawStation sound = station()) {
            odd.knock("/ocpp/CP-2", SPEAKS, RawStation.basic("CP-2", KEY));
            gatehouse.await(() -> gatehouse.has("CP-2"));
            lanes.keepAlive = Optional.of(new KeepAlive(Duration.ofMillis(10), Duration.ZERO));
            sound.knock("/ocpp/CP-1", SPEAKS, RawStation.basic("CP-1", KEY));
            for (int i = 0; i < 3; i++) {
                assertThat(sound.receive().opcode()).isEqualTo(9);
            }
        }
    }

    @Test
    void aConnectionWhoseEndCannotBeToldLeavesNothingBehind() throws Exception {
        gatehouse.ended = () -> {
            gatehouse.ended = () -> {};
            throw new IllegalStateException("broken");
        };
        try (RawStation station = connected()) {
            station.text("hello");
            station.receive();
            assertThat(door.connections()).isEqualTo(1);
        }
        close(); // waits a while for those who are left
        assertThat(door.connections()).isZero();
    }

    @Test
    void whoDoesNotAnswerACloseIsCutOff() throws Exception {
        try (RawStation station = connected()) {
            station.text("close 1008");
            assertThat(station.closeCode()).isEqualTo(1008);
            assertThat(station.ended()).isTrue();
        }
        gatehouse.await(() -> !gatehouse.has("CP-1"));
    }

    @Test
    void whoStaysSilentIsSentAway() throws Exception {
        close();
        door = open(limits(100, 8192, 0, 1, Duration.ZERO, Duration.ofMillis(100)));
        try (RawStation station = connected()) {
            assertThat(station.ended()).isTrue();
        }
        gatehouse.await(() -> !gatehouse.has("CP-1"));
    }

    @Test
    void aDoorThatClosesSaysGoodbye() throws Exception {
        try (RawStation station = connected()) {
            station.text("hello");
            assertThat(station.receive().text()).isEqualTo("ocpp1.6: hello");
            Thread closing = Thread.ofVirtual().start(() -> {
                try {
                    door.close();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(station.closeCode()).isEqualTo(1001);
            station.frame(true, 8, new byte[] {3, (byte) 0xE9});
            assertThat(station.ended()).isTrue();
            closing.join();
        }
        assertThat(gatehouse.diary()).containsExactly("CP-1 came", "CP-1 went");
        assertThatThrownBy(this::station).isInstanceOf(IOException.class);
    }
}
