package org.ohmstead.simulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.ohmstead.simulator.wire.Json;
import org.ohmstead.simulator.wire.Payload;

/** A small CSMS that accepts everybody, remembers every frame, and misbehaves when a test says so. */
public final class TestCsms implements AutoCloseable {

    /** A call of a station as it arrived. */
    public record Call(String station, String messageId, String action, Payload payload, String text) {}

    private static final String ACCEPTED = "{\"idTagInfo\":{\"status\":\"Accepted\"}}";
    private static final Map<String, String> USUAL = Map.of(
            "BootNotification",
            "{\"status\":\"Accepted\",\"currentTime\":\"2026-11-22T12:00:00Z\",\"interval\":300}",
            "Authorize",
            ACCEPTED,
            "StopTransaction",
            "{}",
            "Heartbeat",
            "{\"currentTime\":\"2026-11-22T12:00:00Z\"}");

    final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Function<Call, String>> answers = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> drops = new ConcurrentHashMap<>();
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<String>> open = new ConcurrentHashMap<>();
    private final Map<String, Integer> transactions = new ConcurrentHashMap<>();
    private final AtomicInteger lastTransaction = new AtomicInteger();
    private final AtomicInteger lastMessage = new AtomicInteger();
    final List<Integer> closeCodes = new CopyOnWriteArrayList<>();
    private final AtomicInteger deaths = new AtomicInteger();
    private volatile double mortality;
    final AtomicInteger binaryFrames = new AtomicInteger();
    private volatile String spoken = "ocpp1.6";
    private volatile Optional<String> password = Optional.empty();
    private Server server;
    private int port;

    public TestCsms() {
        start();
    }

    void start() {
        server = new Server(new QueuedThreadPool(16));
        var connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(WebSocketUpgradeHandler.from(
                server,
                container -> container.addMapping("/ocpp/*", (request, response, callback) -> {
                    if (!allowed(request)) {
                        response.setStatus(401);
                        callback.succeeded();
                        return null;
                    }
                    return accept(request, response);
                })));
        try {
            server.start();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
        port = connector.getLocalPort();
    }

    void stop() {
        try {
            // Nobody may come back between the death of the connections and that of the server.
            for (Connector connector : server.getConnectors()) {
                ((ServerConnector) connector).close();
            }
            sessions.values().forEach(Session::disconnect);
            server.stop();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        stop();
    }

    public String door() {
        return "ws://127.0.0.1:" + port + "/ocpp";
    }

    public void demandPassword(String key) {
        password = Optional.of(key);
    }

    /** From now on this is the one subprotocol it knows. */
    void speak(String subprotocol) {
        spoken = subprotocol;
    }

    /** Forgets all transactions, and counts from 1 again. */
    public void forget() {
        transactions.clear();
        lastTransaction.set(0);
    }

    private boolean allowed(ServerUpgradeRequest request) {
        if (password.isEmpty()) {
            return true;
        }
        var id = stationOf(request);
        var expected = Base64.getEncoder().encodeToString((id + ":" + password.get()).getBytes(StandardCharsets.UTF_8));
        return ("Basic " + expected).equals(request.getHeaders().get("Authorization"));
    }

    private static String stationOf(ServerUpgradeRequest request) {
        var path = request.getHttpURI().getDecodedPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private Object accept(ServerUpgradeRequest request, ServerUpgradeResponse response) {
        if (request.getSubProtocols().contains(spoken)) {
            response.setAcceptedSubProtocol(spoken);
        }
        return new Peer(stationOf(request));
    }

    /** From now on such calls get this answer; the function sees the call. */
    public void answers(String action, Function<Call, String> answer) {
        answers.put(action, answer);
    }

    /** The next so many such calls are taken and remembered, but the connection dies before the answer. */
    void diesInsteadOfAnswering(String action, int times) {
        drops.put(action, new AtomicInteger(times));
    }

    /** So often, instead of taking a call or instead of answering it, the connection dies. */
    void diesAtRandom(double probability) {
        mortality = probability;
    }

    int deaths() {
        return deaths.get();
    }

    private boolean dies(Session session) {
        boolean dies = mortality > 0 && ThreadLocalRandom.current().nextDouble() < mortality / 2;
        if (dies) {
            deaths.incrementAndGet();
            session.disconnect();
        }
        return dies;
    }

    /** Whole frames, with {@code %s} where the message id belongs. */
    void answersWithFrames(String action, String... frames) {
        answers.put(action, call -> {
            for (String frame : frames) {
                send(call.station(), frame.formatted(call.messageId()));
            }
            return "";
        });
    }

    /** Calls a station and waits for its answer frame. */
    public String call(String station, String action, String payload) {
        var id = "csms-" + lastMessage.incrementAndGet();
        var answer = new CompletableFuture<String>();
        open.put(id, answer);
        send(station, "[2,\"" + id + "\",\"" + action + "\"," + payload + "]");
        return answer.orTimeout(10, TimeUnit.SECONDS).join();
    }

    public void send(String station, String frame) {
        await(() -> sessions.containsKey(station));
        sessions.get(station).sendText(frame, Callback.NOOP);
    }

    void kill(String station) {
        sessions.get(station).disconnect();
    }

    public List<String> actions(String station) {
        return calls.stream()
                .filter(call -> call.station().equals(station))
                .map(Call::action)
                .toList();
    }

    public List<Call> calls(String action) {
        return calls.stream().filter(call -> call.action().equals(action)).toList();
    }

    public static void await(BooleanSupplier reached) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited 30 s");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private String usual(Call call) {
        if (call.action().equals("StartTransaction")) {
            // A repeated start gets the same number, as every CSMS should do.
            int id = transactions.computeIfAbsent(
                    call.station() + call.payload().members(), key -> lastTransaction.incrementAndGet());
            return "{\"transactionId\":" + id + ",\"idTagInfo\":{\"status\":\"Accepted\"}}";
        }
        return USUAL.getOrDefault(call.action(), "{}");
    }

    /** One connection. */
    public final class Peer implements Session.Listener.AutoDemanding {

        private final String station;
        private Session session;

        private Peer(String station) {
            this.station = station;
        }

        @Override
        public void onWebSocketOpen(Session opened) {
            session = opened;
            sessions.put(station, opened);
        }

        @Override
        public void onWebSocketText(String text) {
            var frame = (List<?>) Json.parse(text);
            var id = (String) frame.get(1);
            if (!frame.getFirst().equals(2)) {
                open.remove(id).complete(text);
                return;
            }
            @SuppressWarnings("unchecked")
            var payload = new Payload((Map<String, Object>) frame.get(3));
            var call = new Call(station, id, (String) frame.get(2), payload, text);
            if (dies(session)) {
                return;
            }
            calls.add(call);
            if (dies(session)) {
                return;
            }
            var drop = drops.get(call.action());
            if (drop != null && drop.getAndDecrement() > 0) {
                session.disconnect();
                return;
            }
            var answer =
                    answers.getOrDefault(call.action(), TestCsms.this::usual).apply(call);
            if (!answer.isEmpty()) {
                session.sendText("[3,\"" + id + "\"," + answer + "]", Callback.NOOP);
            }
        }

        @Override
        public void onWebSocketBinary(ByteBuffer bytes, Callback callback) {
            binaryFrames.incrementAndGet();
            callback.succeed();
        }

        @Override
        public void onWebSocketClose(int code, String reason, Callback callback) {
            closeCodes.add(code);
            sessions.remove(station, session);
            callback.succeed();
        }

        @Override
        public void onWebSocketError(Throwable cause) {
            // The close that follows is what tests look at.
        }
    }
}
