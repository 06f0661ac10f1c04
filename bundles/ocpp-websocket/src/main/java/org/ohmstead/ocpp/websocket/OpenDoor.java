package org.ohmstead.ocpp.websocket;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.ohmstead.api.csms.Door;
import org.ohmstead.api.csms.StationAdmission;
import org.ohmstead.api.model.StationId;
import org.ohmstead.ocpp.rpc.Lanes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open port and everybody who came in by it. */
final class OpenDoor implements Door {

    private static final Logger log = LoggerFactory.getLogger(OpenDoor.class);

    /** Stations are many and mostly silent: small buffers, long queue for the morning after a power cut. */
    private static final int BUFFER = 1024;

    private static final int ACCEPT_QUEUE = 4096;
    private static final int HEADERS = 8 * 1024;

    /** Somebody who connects and says nothing is sent away after this time; who says little, after the patience of the limits. */
    private static final Duration SILENT_TIME = Duration.ofSeconds(30);

    /** A peer that reads nothing while we write is given up after this many messages. */
    private static final int UNREAD = 64;

    /** Handshakes under way beside the stations that are in: at least from one address, and so many more from others. */
    private static final int HANDSHAKES = 1024;

    /** Handshakes whose identity and key are looked at at once, so that a storm costs no more than the machine has. */
    private static final int JUDGED = 32;

    /** How often one station may come. */
    private static final Limits.Rate COMINGS = new Limits.Rate(1, 60);

    /** How often one identity may be tried at an address where too much is tried in vain. */
    private static final Limits.Rate AMONG_MANY = new Limits.Rate(1, 10);

    private static final int GOING_AWAY = 1001;
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final StationAdmission admission;
    private final Lanes lanes;
    private final Limits limits;
    private final Supplier<DoorMeters> meters;
    private final Buckets<Source> addresses;
    private final Buckets<Caller> callers = new Buckets<>(AMONG_MANY);
    private final Buckets<StationId> comings = new Buckets<>(COMINGS);
    private final Told told = new Told();
    private final Anteroom anteroom;
    private final Turnstile turnstile;
    private final Places places = new Places();
    private final Rivals rivals = new Rivals();
    private final ReentrantLock leaving = new ReentrantLock();
    private final Condition somebodyLeft = leaving.newCondition();
    private final Set<StationSocket> sockets = ConcurrentHashMap.newKeySet();
    private final Server server;
    private final ServerConnector connector;
    private final Configuration.ConfigurationCustomizer configuration = new Configuration.ConfigurationCustomizer();
    private URI uri;

    /** An identity that is tried at an address. */
    private record Caller(Source from, String identity) {}

    OpenDoor(StationAdmission admission, Lanes lanes, Limits limits, Supplier<DoorMeters> meters) {
        this.admission = admission;
        this.lanes = lanes;
        this.limits = limits;
        this.meters = meters;
        this.addresses = new Buckets<>(limits.handshakes());
        int underWay = Math.max(HANDSHAKES, limits.connections()); // all may come back at once
        this.turnstile = new Turnstile(JUDGED, underWay);
        this.anteroom = new Anteroom(limits.patience().handshake(), underWay, limits.proxies()::contain);

        QueuedThreadPool threads = new QueuedThreadPool(32, 2);
        threads.setName("ocpp-door");
        server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(HEADERS);
        http.setUriCompliance(UriCompliance.UNSAFE); // what is odd about a path is judged by Knock
        HttpConnectionFactory factory = new HttpConnectionFactory(http);
        factory.setInputBufferSize(BUFFER);
        connector = new ServerConnector(server, 1, 1, factory);
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        connector.setIdleTimeout(SILENT_TIME.toMillis());
        connector.addBean(anteroom);
        server.addConnector(connector);
        server.setErrorHandler((request, response, callback) -> {
            Porter.refuse(
                    response, callback, response.getStatus()); // what Jetty itself refuses looks like our refusals
            return true;
        });
        server.addBean(new NetworkConnectionLimit(limits.connections() + underWay + HANDSHAKES, connector));

        configuration.setIdleTimeout(Duration.ZERO); // silence is judged by the heartbeat below, on what was heard only
        configuration.setInputBufferSize(BUFFER);
        configuration.setOutputBufferSize(BUFFER);
        configuration.setMaxOutgoingFrames(UNREAD);
        server.setHandler(new Porter(this, WebSocketServerComponents.ensureWebSocketComponents(server)));
    }

    /** @param port 0 for any free one */
    void open(String host, int port) throws Exception {
        connector.setHost(host);
        connector.setPort(port);
        try {
            server.start();
        } catch (Exception e) {
            server.stop();
            throw e;
        }
        boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
        uri = URI.create("ws://" + (everywhere ? "127.0.0.1" : host) + ":" + connector.getLocalPort() + "/ocpp");
        later(this::heartbeat, Duration.ofSeconds(1));
    }

    /** Every station has a second of its own for its ping: that of its arrival. Whatever fails, the next beat comes. */
    private void heartbeat() {
        try {
            long now = System.nanoTime();
            sockets.forEach(socket -> beat(socket, now));
            anteroom.clear(now);
            addresses.forget(now);
            callers.forget(now);
            comings.forget(now);
            told.forget(now);
            rivals.forget(now);
        } finally {
            if (server.isRunning()) {
                later(this::heartbeat, Duration.ofSeconds(1));
            }
        }
    }

    private static void beat(StationSocket socket, long now) {
        try {
            socket.beat(now);
        } catch (RuntimeException e) {
            log.error("{} could not be kept alive", socket, e);
        }
    }

    @Override
    public String name() {
        return OCPP;
    }

    @Override
    public URI uri() {
        return uri;
    }

    /** Tells every station that we go, and waits a little for their farewells. */
    void close() throws Exception {
        connector.shutdown();
        sockets.forEach(socket -> socket.close(GOING_AWAY, "The server is stopping"));
        awaitEmpty();
        server.stop();
    }

    private void awaitEmpty() throws InterruptedException {
        long until = System.nanoTime() + FAREWELL.toNanos();
        leaving.lock();
        try {
            while (!sockets.isEmpty() && until - System.nanoTime() > 0) {
                somebodyLeft.awaitNanos(until - System.nanoTime());
            }
        } finally {
            leaving.unlock();
        }
    }

    void later(Runnable task, Duration delay) {
        connector.getScheduler().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    void entered(StationSocket socket) {
        sockets.add(socket);
    }

    void left(StationSocket socket) {
        sockets.remove(socket);
        leaving.lock();
        try {
            somebodyLeft.signalAll();
        } finally {
            leaving.unlock();
        }
    }

    /** Who has a place already may replace its connection, which may be dead. */
    boolean hasRoomFor(StationId station) {
        return sockets.size() < limits.connections() || places.has(station);
    }

    /**
     * Whether it may try to come in. Where an address tries too much in vain, each identity may be tried now and then only; so
     * somebody who comes by the same proxy as all stations keeps out none but those whose names it knows.
     */
    boolean mayKnock(InetAddress from, String identity) {
        Source source = Source.of(from);
        long now = System.nanoTime();
        return addresses.take(source, now) || callers.take(new Caller(source, identity), now);
    }

    /** It did not knock in vain, so that its address is charged nothing: all stations may come by one proxy. */
    void knockedWell(InetAddress from) {
        addresses.giveBack(Source.of(from));
    }

    /** Whether it is time to tell the operator of this source or this station. */
    boolean mayBeTold(Object who) {
        return told.anew(who, System.nanoTime());
    }

    int connections() {
        return sockets.size();
    }

    StationAdmission admission() {
        return admission;
    }

    Lanes lanes() {
        return lanes;
    }

    Limits limits() {
        return limits;
    }

    DoorMeters meters() {
        return meters.get();
    }

    /** How often each station is let in. */
    Buckets<StationId> comings() {
        return comings;
    }

    Turnstile turnstile() {
        return turnstile;
    }

    Places places() {
        return places;
    }

    Rivals rivals() {
        return rivals;
    }

    Configuration.Customizer configuration() {
        return configuration;
    }
}
