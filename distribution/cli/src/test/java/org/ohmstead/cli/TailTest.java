package org.ohmstead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ohmstead.cli.SomeServer.Said;

class TailTest {

    private SomeServer server;

    @BeforeEach
    void start() throws IOException {
        server = new SomeServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anEntryThatComesTwiceIsShownOnce() {
        server.answers("GET /events?topics=journal", 200, "retry: 1\n\n" + event("1:3") + ":\n\n" + event("2:1"));
        server.answers("GET /journal?after=1%3A1&limit=200", 200, page("1:3", entry("1:2") + "," + entry("1:3")));
        server.answers("GET /journal?after=1%3A3&limit=200", 200, page("1:3", ""));

        Said said = server.runs("tail", "--after", "1:1", "--json");

        assertThat(said.out().lines().map(line -> line.replaceAll(".*\"position\":\"([^\"]*)\".*", "$1")))
                .containsExactly("1:2", "1:3", "2:1");
        assertThat(said.exit()).isEqualTo(3);
        assertThat(said.err()).contains("go on with --after 2:1");
    }

    @Test
    void whatTheServerDroppedIsFetched() {
        server.answers("GET /events?topics=journal", 200, event("1:3") + "event: dropped\ndata: {'count':2}\n\n");
        server.answers("GET /journal?after=1%3A3&limit=200", 200, page("1:5", entry("1:4") + "," + entry("1:5")));
        server.answers("GET /journal?after=1%3A5&limit=200", 200, page("1:5", ""));

        assertThat(server.runs("tail").out().lines()).hasSize(3);
    }

    @Test
    void kindsAndStationsThatNobodyAskedForAreLeftOut() {
        server.answers("GET /stations/CP-1", 200, "{}");
        server.answers("GET /events?topics=journal%3ACP-1", 200, event("1:1"));
        server.answers("GET /journal/kinds", 200, "{'items':[{'kind':'A'},{'kind':'B'}]}");

        assertThat(server.runs("tail", "--station", "CP-1").out()).contains("1:1  CP-1  StationBooted  {\"a\":1}");
        assertThat(server.runs("tail", "--station", "CP-1", "--kinds", "A,B").out())
                .isEmpty();
        assertThat(server.runs("tail", "--station", "CP-9").exit()).isEqualTo(8);
    }

    @Test
    void aKindThatThereIsNotIsToldWithThoseThereAre() {
        server.answers("GET /journal/kinds", 200, "{'items':[{'kind':'A'},{'kind':'B'}]}");

        Said said = server.runs("tail", "--kinds", "A,Bogus");

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).contains("there is no kind Bogus; there are A, B.");
    }

    @Test
    void aPositionBeyondTheEndIsWrongUsage() {
        server.answers("GET /events?topics=journal", 200, "");
        server.answers(
                "GET /journal?after=9%3A9&limit=200",
                400, "{'errors':[{'field':'after','message':'is beyond the end of the journal, which is 1:3'}]}");

        Said said = server.runs("tail", "--after", "9:9");

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).contains("beyond the end of the journal, which is 1:3");
    }

    @Test
    void aServerThatFallsSilentIsGone() throws IOException {
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture.runAsync(() -> sayOneLineAndNothingMore(listening));
            var silent = new Server(
                    URI.create("http://127.0.0.1:" + listening.getLocalPort()), "x", Optional.empty(), () -> {});
            var lines = silent.events("journal", Duration.ofMillis(200)).iterator();

            assertThat(lines.next()).isEqualTo("retry: 1");
            assertThatThrownBy(() -> lines.forEachRemaining(line -> {})).isInstanceOf(UncheckedIOException.class);
        }
    }

    private static void sayOneLineAndNothingMore(ServerSocket listening) {
        try (Socket connection = listening.accept()) {
            connection.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\nretry: 1\n".getBytes(StandardCharsets.US_ASCII));
            connection.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anEndedSessionIsAFailure() {
        server.answers("GET /events?topics=journal", 200, "event: end\ndata: {}\n\n");

        assertThat(server.runs("tail").exit()).isEqualTo(1);
        assertThat(server.runs("tail", "--after", "yesterday").exit()).isEqualTo(2);
    }

    private static String entry(String position) {
        return "{'position':'" + position
                + "','kind':'StationBooted','station':'CP-1','site':'default','fact':{'a':1}}";
    }

    private static String event(String position) {
        return "event: entry\ndata: " + entry(position) + "\n\n";
    }

    private static String page(String next, String items) {
        return "{'items':[" + items + "],'next':'" + next + "'}";
    }
}
