package org.ohmstead.simulator.wire;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A door behind a WebSocket URL; all stations share one HTTP client, whose work runs on virtual threads. */
public final class WebSocketDoor implements Door, AutoCloseable {

    private static final Duration HANDSHAKE = Duration.ofSeconds(20);

    private final URI address;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client =
            HttpClient.newBuilder().executor(threads).connectTimeout(HANDSHAKE).build();

    /** @param address without the station's id, such as {@code ws://127.0.0.1:8887/ocpp} */
    public WebSocketDoor(URI address) {
        if (!List.of("ws", "wss").contains(String.valueOf(address.getScheme()))) {
            throw new IllegalArgumentException("a door begins with ws:// or wss://, unlike " + address);
        }
        this.address = address;
    }

    @Override
    public Line enter(Visitor visitor, Line.Listener listener) throws IOException {
        var handshake = client.newWebSocketBuilder().connectTimeout(HANDSHAKE);
        visitor.password().ifPresent(password -> handshake.header("Authorization", basic(visitor.station(), password)));
        var names = visitor.subprotocols();
        if (!names.isEmpty()) {
            var rest = names.subList(1, names.size()).toArray(String[]::new);
            handshake.subprotocols(names.getFirst(), rest);
        }
        var line = new WebSocketLine(listener);
        try {
            WebSocket socket =
                    handshake.buildAsync(addressOf(visitor.station()), line).join();
            line.opened(socket);
            return line;
        } catch (CompletionException failed) {
            throw explained(visitor.station(), failed.getCause());
        }
    }

    @Override
    public int garble(Visitor visitor, byte[] noUtf8) throws IOException {
        try (var socket = new BareSocket(addressOf(visitor.station()))) {
            socket.handshake(
                    visitor.subprotocols(), visitor.password().map(password -> basic(visitor.station(), password)));
            return socket.garble(noUtf8);
        }
    }

    private static IOException explained(String station, Throwable cause) {
        if (cause instanceof WebSocketHandshakeException refused) {
            int status = refused.getResponse().statusCode();
            throw new RefusedException(station, status, "the handshake was answered with " + status);
        }
        return cause instanceof IOException io ? io : new IOException(cause);
    }

    private URI addressOf(String station) {
        var base = address.toString();
        var id = URLEncoder.encode(station, StandardCharsets.UTF_8).replace("+", "%20");
        return URI.create(base.endsWith("/") ? base + id : base + "/" + id);
    }

    private static String basic(String user, String password) {
        var credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials);
    }

    /** Ends the client at once; lines still open die. */
    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }
}
