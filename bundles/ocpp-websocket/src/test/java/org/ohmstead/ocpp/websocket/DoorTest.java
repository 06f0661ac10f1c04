package org.ohmstead.ocpp.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoorTest {

    private static final String KEY = "0123456789abcdef0123";
    private static final String SPEAKS = "Sec-WebSocket-Protocol: ocpp1.6";

    private final Gatehouse gatehouse =
            new Gatehouse().with("CP-1", KEY).with("CP 2", KEY).with("A:1@b.c", KEY);
    private final Echoes lanes = new Echoes();
    private OpenDoor door;

    @BeforeEach
    void open() throws Exception {
        door = open(new Limits(100, 8192, 0, 1, Duration.ZERO, Duration.ZERO));
    }

    @AfterEach
    void close() throws Exception {
        door.close();
    }

    private OpenDoor open(Limits limits) throws Exception {
        OpenDoor opened = new OpenDoor(gatehouse, lanes, limits, DoorMeters::none);
        opened.open("127.0.0.1", 0);
        return opened;
    }

    private RawStation station() throws IOException {
        return new RawStation(door.uri());
    }

    private RawStation connected() throws IOException {
        RawStation station = station();
        assertThat(station.knock("/ocpp/CP-1", SPEAKS, RawStation.basic("CP-1", KEY))
                        .getFirst())
                .startsWith("HTTP/1.1 101");
        return station;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(until);
            Thread.sleep(5);
        }
    }

    @Test
    void aStationComesSpeaksAndGoes() throws Exception {
        try (RawStation station = connected()) {
            station.text("hello");
            assertThat(station.receive().text()).isEqualTo("ocpp1.6: hello");
            station.frame(true, 8, new byte[] {3, (byte) 0xE8});
            assertThat(station.closeCode()).isEqualTo(1000);
            assertThat(station.ended()).isTrue();
        }
        await(() -> gatehouse.diary().size() == 2);
        assertThat(gatehouse.diary()).containsExactly("CP-1 came", "CP-1 went");
        assertThat(lanes.closed).hasSize(1);
    }

    @Test
    void anOrdinaryClientConnectsAndIsPinged() throws Exception {
        close();
        door = open(new Limits(100, 8192, 0, 1, Duration.ofSeconds(1), Duration.ZERO));
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
            await(() -> gatehouse.heard.get() > heard);
            socket.abort();
        }
    }

    @Test
    void theSubprotocolIsTheFirstOfTheStationThatIsSpokenHere() throws Exception {
        lanes.spoken.add("ocpp2.0.1");
        try (RawStation station = station()) {
            assertThat(station.knock(
                            "/ocpp/CP-1",
                            "Sec-WebSocket-Protocol: ocpp2.1, ocpp2.0.1, ocpp1.6",
                            RawStation.basic("CP-1", KEY)))
                    .contains("Sec-WebSocket-Protocol: ocpp2.0.1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sec-WebSocket-Protocol: ocpp1.5", "Sec-WebSocket-Protocol: OCPP1.6", "X-Nothing: here"})
    void withoutACommonSubprotocolTheHandshakeIsDoneAndTheConnectionClosed(String offer) throws Exception {
        try (RawStation station = station()) {
            List<String> answer = station.knock("/ocpp/CP-1", offer, RawStation.basic("CP-1", KEY));
            assertThat(answer.getFirst()).startsWith("HTTP/1.1 101");
            assertThat(answer).noneMatch(line -> line.startsWith("Sec-WebSocket-Protocol"));
            assertThat(station.closeCode()).isEqualTo(1002);
        }
        assertThat(gatehouse.diary()).isEmpty();
    }

    @Test
    void whoIsNotLetInLearnsNothing() throws Exception {
        List<List<String>> answers = new ArrayList<>();
        String[][] attempts = {
            {"/ocpp/CP-1", RawStation.basic("CP-1", "a wrong key of length")},
            {"/ocpp/CP-1", RawStation.basic("CP-1", "")},
            {"/ocpp/CP-1", RawStation.basic("CP-2", KEY)},
            {"/ocpp/CP-1", RawStation.basic("", KEY)},
            {"/ocpp/CP-1", "Authorization: Basic !!!"},
            {"/ocpp/CP-1", "Authorization: Basic " + "Q1AtMQ=="},
            {"/ocpp/CP-1", "Authorization: Bearer " + KEY},
            {"/ocpp/CP-1", "X-Nothing: here"},
            {"/ocpp/CP-9", RawStation.basic("CP-9", KEY)},
            {"/ocpp/CP-9", "X-Nothing: here"},
        };
        for (String[] attempt : attempts) {
            try (RawStation station = station()) {
                answers.add(station.knock(attempt[0], SPEAKS, attempt[1]));
                assertThat(station.ended()).isTrue();
            }
        }
        assertThat(answers).hasSize(attempts.length).allMatch(answer -> answer.equals(answers.getFirst()));
        assertThat(answers.getFirst().getFirst()).startsWith("HTTP/1.1 401");
        assertThat(answers.getFirst()).anyMatch(line -> line.startsWith("WWW-Authenticate: Basic"));
        assertThat(gatehouse.diary()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/ocpp",
                "/ocpp/",
                "/CP-1",
                "/ocpp/a/CP-1",
                "/ocpp/CP-1/",
                "/OCPP/CP-1",
                "/ocpp/CP%2F1",
                "/ocpp/..%2FCP-1",
                "/ocpp/CP%201",
                "/ocpp/CP-1;x=y",
                "/ocpp/%C3%BC",
                "/ocpp/%ff",
                "/ocpp/0123456789012345678901234567890123456789012345678"
            })
    void aWrongPathIsNotFoundBeforeAnybodyIsAsked(String path) throws Exception {
        try (RawStation station = station()) {
            assertThat(station.knock(path, SPEAKS, RawStation.basic("CP-1", KEY))
                            .getFirst())
                    .startsWith("HTTP/1.1 404");
        }
        assertThat(gatehouse.knocks).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ocpp/%zz", "/ocpp/%4", "/ocpp/CP 1", "/ocpp/CP-1%00"})
    void aPathThatIsNoPathIsABadRequest(String path) throws Exception {
        try (RawStation station = station()) {
            assertThat(station.knock(path, SPEAKS, RawStation.basic("CP-1", KEY))
                            .getFirst())
                    .startsWith("HTTP/1.1 400");
        }
        assertThat(gatehouse.knocks).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({"/ocpp/A:1@b.c", "/ocpp/A%3A1%40b%2Ec", "/ocpp//A:1@b.c", "/ocpp/A%3a1%40b.c?x=y"})
    void anIdentityMayBePercentEncodedAndFollowADoubledSlash(String path) throws Exception {
        try (RawStation station = station()) {
            assertThat(station.knock(path, SPEAKS, RawStation.basic("A:1@b.c", KEY))
                            .getFirst())
                    .startsWith("HTTP/1.1 101");
        }
        assertThat(gatehouse.knocks).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "OPTIONS"})
    void whoDoesNotWantAWebSocketIsToldTo(String method) throws Exception {
        try (RawStation station = station()) {
            List<String> answer = station.ask(
                    method + " /ocpp/CP-1 HTTP/1.1\r\nHost: door\r\n" + RawStation.basic("CP-1", KEY) + "\r\n\r\n");
            assertThat(answer.getFirst()).startsWith("HTTP/1.1 426");
            assertThat(answer).contains("Upgrade: websocket");
        }
    }

    @Test
    void aNewConnectionReplacesTheOldOneAndTheOldOnesEndDoesNoHarm() throws Exception {
        try (RawStation old = connected();
                RawStation young = connected()) {
            assertThat(old.closeCode()).isEqualTo(1000);
            old.socket.close();
            await(() -> gatehouse.diary().contains("CP-1 lost an old connection"));
            assertThat(gatehouse.has("CP-1")).isTrue();
            young.text("still here");
            assertThat(young.receive().text()).isEqualTo("ocpp1.6: still here");
        }
    }

    @Test
    void whoDoesNotAnswerACloseIsCutOff() throws Exception {
        try (RawStation station = connected()) {
            station.text("close 1008");
            assertThat(station.closeCode()).isEqualTo(1008);
            assertThat(station.ended()).isTrue();
        }
        await(() -> !gatehouse.has("CP-1"));
    }

    @Test
    void binaryIsNotSpokenHere() throws Exception {
        try (RawStation station = connected()) {
            station.frame(true, 2, "hello".getBytes(UTF_8));
            assertThat(station.closeCode()).isEqualTo(1003);
        }
    }

    @Test
    void whatIsNotUtf8EndsTheConnection() throws Exception {
        try (RawStation station = connected()) {
            station.frame(true, 1, new byte[] {'a', (byte) 0xC3, 'b'});
            assertThat(station.closeCode()).isEqualTo(1007);
        }
    }

    @Test
    void aReplacementCharacterThatIsMeantIsNoMistake() throws Exception {
        try (RawStation station = connected()) {
            station.text("a\uFFFDb");
            assertThat(station.receive().text()).isEqualTo("ocpp1.6: a\uFFFDb");
        }
    }

    @Test
    void aMessageMayComeInPiecesCutAnywhere() throws Exception {
        byte[] message = "Grüße 🔌".getBytes(UTF_8);
        try (RawStation station = connected()) {
            station.frame(false, 1, new byte[0]);
            for (byte one : message) {
                station.frame(false, 0, new byte[] {one});
                station.frame(true, 9, new byte[] {one});
                assertThat(station.receive().opcode()).isEqualTo(10);
            }
            station.frame(true, 0, new byte[0]);
            assertThat(station.receive().text()).isEqualTo("ocpp1.6: Grüße 🔌");
        }
    }

    @Test
    void aMessageOfTheGreatestLengthIsTakenAndALongerOneIsNot() throws Exception {
        try (RawStation station = connected()) {
            station.text("x".repeat(8192));
            assertThat(station.receive().text()).hasSize(8192 + "ocpp1.6: ".length());
            station.text("x".repeat(8193));
            assertThat(station.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void aMessageInManyPiecesCannotBeLongerEither() throws Exception {
        try (RawStation station = connected()) {
            station.frame(false, 1, new byte[8000]);
            station.frame(false, 0, new byte[193]);
            assertThat(station.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void aFrameThatPretendsToBeEndlessIsNotWaitedFor() throws Exception {
        try (RawStation station = connected()) {
            station.bytes(
                    (byte) 0x81,
                    (byte) 0xFF,
                    (byte) 0,
                    (byte) 0,
                    (byte) 0x7F,
                    (byte) 0,
                    (byte) 0,
                    (byte) 0,
                    (byte) 0,
                    (byte) 0);
            station.bytes(new byte[4 + 9000]);
            assertThat(station.closeCode()).isEqualTo(1009);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1, continuation of nothing", "3, 1, reserved opcode"})
    void whatBreaksTheWebSocketProtocolEndsTheConnection(int opcode, int length, String what) throws Exception {
        try (RawStation station = connected()) {
            station.frame(true, opcode, new byte[length]);
            assertThat(station.closeCode()).as(what).isEqualTo(1002);
        }
        await(() -> !gatehouse.has("CP-1"));
    }

    @Test
    void aPingIsAnsweredAndHeard() throws Exception {
        try (RawStation station = connected()) {
            station.frame(true, 9, "are you there".getBytes(UTF_8));
            RawStation.Received pong = station.receive();
            assertThat(pong.opcode()).isEqualTo(10);
            assertThat(pong.text()).isEqualTo("are you there");
            assertThat(gatehouse.heard).hasValue(1);
        }
    }

    @Test
    void whoStaysSilentIsSentAway() throws Exception {
        close();
        door = open(new Limits(100, 8192, 0, 1, Duration.ZERO, Duration.ofMillis(100)));
        try (RawStation station = connected()) {
            assertThat(station.ended()).isTrue();
        }
        await(() -> !gatehouse.has("CP-1"));
    }

    @Test
    void whoKnocksTooOftenIsToldToComeBackLater() throws Exception {
        close();
        door = open(new Limits(100, 8192, 1, 3, Duration.ZERO, Duration.ZERO));
        List<String> statuses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            try (RawStation station = station()) {
                statuses.add(station.knock("/ocpp/CP-1", SPEAKS).getFirst());
            }
        }
        assertThat(statuses.subList(0, 3)).allMatch(status -> status.contains("401"));
        assertThat(statuses.getLast()).contains("429");
        assertThat(gatehouse.knocks).hasValue(3);
    }

    @Test
    void aFullHouseLetsNobodyIn() throws Exception {
        close();
        door = open(new Limits(1, 8192, 0, 1, Duration.ZERO, Duration.ZERO));
        try (RawStation first = connected();
                RawStation second = station()) {
            assertThat(second.knock("/ocpp/CP-1", SPEAKS, RawStation.basic("CP-1", KEY))
                            .getFirst())
                    .startsWith("HTTP/1.1 503");
            first.text("hello");
            assertThat(first.receive().text()).isEqualTo("ocpp1.6: hello");
        }
    }

    @Test
    void whoDoesNotReadWhatItIsSentIsCutOff() throws Exception {
        try (RawStation station = connected()) {
            station.text("flood 500");
            await(() -> !gatehouse.has("CP-1"));
        }
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
