package org.ohmstead.ocpp.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.log.LogLines;

/** Who is let in, and what the others are told. */
class HandshakeTest extends AtTheDoor {

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

    /** Who decides tells whom it knows, and tells it once. */
    @Test
    void theDoorSaysNothingOfWhoIsNotLetIn() throws Exception {
        try (LogLines log = new LogLines(Porter.class);
                RawStation station = station()) {
            assertThat(station.knock("/ocpp/CP-1", SPEAKS, RawStation.basic("CP-1", "a wrong key of length"))
                            .getFirst())
                    .startsWith("HTTP/1.1 401");
            assertThat(log.all()).isEmpty();
        }
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
    @ValueSource(
            strings = {
                "/ocpp/%zz",
                "/ocpp/%4",
                "/ocpp/CP 1",
                "/ocpp/CP-1%00",
                "/ocpp/CP-1?%",
                "/ocpp/CP-1?a=%zz",
                "/ocpp/CP-1?a=b&%4",
                "/ocpp/CP-1?a|b"
            })
    void anAddressThatIsNoneIsABadRequestWithNothingInIt(String path) throws Exception {
        try (RawStation station = station()) {
            assertThat(station.knock(path, SPEAKS, RawStation.basic("CP-1", KEY))
                            .getFirst())
                    .startsWith("HTTP/1.1 400");
            assertThat(station.ended()).isTrue();
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
    void whoKnocksTooOftenIsToldToComeBackLater() throws Exception {
        close();
        door = open(limits(100, 8192, 1, 3, Duration.ZERO, Duration.ZERO));
        List<String> statuses = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            try (RawStation station = station()) {
                statuses.add(station.knock("/ocpp/CP-1", SPEAKS).getFirst());
            }
        }
        assertThat(statuses.subList(0, 13)).allMatch(status -> status.contains("401"));
        assertThat(statuses.getLast()).contains("429");
        int judged = gatehouse.knocks.get();
        try (RawStation station = station()) {
            assertThat(station.knock("/ocpp/CP-1", SPEAKS))
                    .as("and when to come again")
                    .anyMatch(line -> line.matches("Retry-After: [1-5][0-9]"));
        }
        assertThat(gatehouse.knocks).hasValue(judged);
    }

    /** As behind a proxy, where all have one address, and one of them guesses. */
    @Test
    void whoGuessesKeepsNobodyElseOut() throws Exception {
        close();
        door = open(limits(100, 8192, 1, 3, Duration.ZERO, Duration.ZERO));
        for (int i = 0; i < 200; i++) {
            try (RawStation stranger = station()) {
                stranger.knock("/ocpp/GUESS-" + i, SPEAKS, RawStation.basic("GUESS-" + i, KEY));
            }
        }
        connected().close();
    }

    @Test
    void aTrustedProxySaysWhereSomebodyComesFrom() throws Exception {
        close();
        door = open(limits(ANY, new Proxies("127.0.0.1, 10.0.0.0/8"), patience(Duration.ofSeconds(10))));
        for (int i = 1; i < 4; i++) {
            try (RawStation station = station()) {
                station.knock(
                        "/ocpp/CP-1",
                        SPEAKS,
                        "X-Forwarded-For: 203.0.113.9, 192.0.2." + i + ":4711",
                        "X-Forwarded-For: 10.1.2.3");
            }
            assertThat(gatehouse.from).isEqualTo(InetAddress.getByName("192.0.2." + i));
        }
    }

    @Test
    void nobodyElseSaysWhereHeComesFrom() throws Exception {
        try (RawStation station = station()) {
            station.knock("/ocpp/CP-1", SPEAKS, "X-Forwarded-For: 192.0.2.1", "Forwarded: for=192.0.2.1");
        }
        assertThat(gatehouse.from).isEqualTo(InetAddress.getLoopbackAddress());
    }

    @Test
    void whoSpeaksTooSlowlyIsSentAway() throws Exception {
        try (RawStation station = station()) {
            station.bytes("GET /ocpp/CP-1 HTTP/1.1\r\nHost: d".getBytes(StandardCharsets.US_ASCII));
            assertThat(station.ended()).isTrue();
        }
        try (RawStation silent = station()) {
            assertThat(silent.ended()).isTrue();
        }
    }

    @Test
    void whoIsInIsNotSentAwayAsOneWhoIsNot() throws Exception {
        try (RawStation station = connected();
                RawStation silent = station()) {
            assertThat(silent.ended()).isTrue(); // it came later
            station.text("hello");
            assertThat(station.receive().text()).isEqualTo("ocpp1.6: hello");
        }
    }

    /** Else one who opens connections and says nothing has all the places. */
    @Test
    void oneAddressHasOnlySoManyPlacesBeforeTheDoor() throws Exception {
        close();
        door = open(limits(ANY, NOBODY, patience(Duration.ofMinutes(1))));
        List<RawStation> waiting = new ArrayList<>();
        for (int i = 0; i < 1_050; i++) {
            waiting.add(station());
        }
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        List<RawStation> in = waiting;
        while (in.size() > 1_024 && until - System.nanoTime() > 0) {
            in = in.stream().filter(HandshakeTest::isStillThere).toList();
        }
        assertThat(in).hasSize(1_024);
        in.getFirst().socket.setSoTimeout(10_000);
        in.getFirst().asks("/ocpp/CP-1", SPEAKS, RawStation.basic("CP-1", KEY));
        assertThat(in.getFirst().head().getFirst()).startsWith("HTTP/1.1 101");
        connected().close(); // its place is free now
        for (RawStation station : waiting) {
            station.close();
        }
    }

    private static boolean isStillThere(RawStation station) {
        try {
            station.socket.setSoTimeout(5);
            return !station.ended();
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void whoHasNoLanguageInCommonAndStaysIsCutOff() throws Exception {
        try (RawStation station = station()) {
            station.knock("/ocpp/CP-1", "Sec-WebSocket-Protocol: ocpp1.5", RawStation.basic("CP-1", KEY));
            assertThat(station.closeCode()).isEqualTo(1002);
            assertThat(station.ended()).isTrue();
        }
    }

    /** As behind a proxy, where all have one address. */
    @Test
    void whoIsLetInTakesNothingFromTheOthersOfItsAddress() throws Exception {
        close();
        door = open(limits(100, 8192, 1, 3, Duration.ZERO, Duration.ZERO));
        for (int i = 0; i < 10; i++) {
            try (RawStation station = station()) {
                String identity = "CP-1" + i;
                gatehouse.with(identity, KEY);
                assertThat(station.knock("/ocpp/" + identity, SPEAKS, RawStation.basic(identity, KEY))
                                .getFirst())
                        .startsWith("HTTP/1.1 101");
            }
        }
    }

    @Test
    void aStationThatComesAndGoesIsSlowedDownAlone() throws Exception {
        List<String> statuses = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            try (RawStation station = station()) {
                statuses.add(station.knock("/ocpp/CP-1", SPEAKS, RawStation.basic("CP-1", KEY))
                        .getFirst());
            }
        }
        assertThat(statuses.getFirst()).contains("101");
        assertThat(statuses).anyMatch(status -> status.contains("429"));
        gatehouse.with("CP-2", KEY);
        try (RawStation other = station()) {
            assertThat(other.knock("/ocpp/CP-2", SPEAKS, RawStation.basic("CP-2", KEY))
                            .getFirst())
                    .startsWith("HTTP/1.1 101");
        }
    }

    @Test
    void aFullHouseLetsNobodyIn() throws Exception {
        close();
        door = open(limits(1, 8192, 0, 1, Duration.ZERO, Duration.ZERO));
        gatehouse.with("CP-2", KEY);
        try (RawStation first = connected();
                RawStation second = station()) {
            gatehouse.await(() -> gatehouse.has("CP-1"));
            assertThat(second.knock("/ocpp/CP-2", SPEAKS, RawStation.basic("CP-2", KEY))
                            .getFirst())
                    .startsWith("HTTP/1.1 503");
            first.text("hello");
            assertThat(first.receive().text()).isEqualTo("ocpp1.6: hello");
        }
    }

    /** Its old connection may be dead, and nobody has noticed yet. */
    @Test
    void whoHasAPlaceInAFullHouseMayComeAgain() throws Exception {
        close();
        door = open(limits(1, 8192, 0, 1, Duration.ZERO, Duration.ZERO));
        try (RawStation dead = connected()) {
            gatehouse.await(() -> gatehouse.has("CP-1"));
            try (RawStation again = connected()) {
                assertThat(dead.closeCode()).isEqualTo(1000);
                again.text("hello");
                assertThat(again.receive().text()).isEqualTo("ocpp1.6: hello");
            }
        }
    }
}
