package org.ohmstead.ocpp.websocket;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ohmstead.api.csms.ClosedDoor;
import org.ohmstead.api.csms.Door;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.csms.Meters;
import org.ohmstead.api.csms.StationAdmission;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.settings.Counts;
import org.ohmstead.api.settings.Entries;
import org.ohmstead.ocpp.rpc.Lanes;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the door of the OCPP-J stations as configured, and says so. A port that is taken is a state, shown by
 * health, and tried again until it is free.
 */
@Component(service = HealthCheck.class, immediate = true, configurationPid = "org.ohmstead.ocpp.websocket")
@Designate(ocd = WebSocketDoor.Settings.class)
public final class WebSocketDoor implements HealthCheck {

    private static final Logger log = LoggerFactory.getLogger(WebSocketDoor.class);

    /** Where the door is and how much it bears. */
    @Counts(when = Counts.When.STATIONS_RECONNECT)
    @ObjectClassDefinition(
            name = "Door for stations (OCPP over WebSocket)",
            description =
                    "The network port charging stations connect to. A change closes all connections; stations come back"
                            + " by themselves.")
    public @interface Settings {

        @AttributeDefinition(
                description =
                        "The local address to listen on. 0.0.0.0 is every address of this machine, since stations are"
                                + " other machines; 127.0.0.1 is right behind a proxy that adds TLS.")
        String host() default "0.0.0.0";

        @AttributeDefinition(description = "The port to listen on; 0 takes any free one.", min = "0", max = "65535")
        int port() default 8887;

        @AttributeDefinition(description = "How many stations may be connected at once.", min = "1", max = "100000")
        int maxConnections() default 10_000;

        @AttributeDefinition(
                description =
                        "A station that sends a longer message, in bytes, is disconnected. The meter values of a long stay may"
                                + " come all at once with its end, 600 bytes for each minute and more.",
                min = "4096",
                max = "16777216")
        int maxMessageBytes() default 1_048_576;

        @AttributeDefinition(
                description =
                        "How often in a second one address may try to connect in vain in the long run. 0 sets no limit."
                                + " Stations that are let in do not count.",
                min = "0",
                max = "100000")
        int handshakesPerSecond() default 50;

        @AttributeDefinition(
                description =
                        "How often one address may try to connect in one go, as all stations behind one proxy do after a power cut.",
                min = "1",
                max = "1000000")
        int handshakesAtOnce() default 10_000;

        @AttributeDefinition(
                description =
                        "The addresses of proxies in front of this port, separated by commas (10.1.0.0/16 is a range). What"
                                + " they say in X-Forwarded-For is taken for the address of a station. Never name"
                                + " one that passes on what strangers write there.",
                required = false)
        @Entries(separator = ",", pattern = Proxies.ADDRESS, form = "10.1.0.7, 10.1.0.0/16 or fd00::/8")
        String trustedProxies() default "";

        @AttributeDefinition(
                description =
                        "How many messages and pings a second one station may send in the long run. 0 sets no limit. One that"
                                + " sends more is read more slowly and loses nothing.",
                min = "0",
                max = "100000")
        int messagesPerSecond() default 10;

        @AttributeDefinition(
                description =
                        "How many messages one station may send in one go, as it does with what it kept in weeks of being offline.",
                min = "1",
                max = "1000000")
        int messagesAtOnce() default 100_000;

        @AttributeDefinition(
                description =
                        "Seconds between the pings of the server, so that routers keep the connection and a dead one is"
                                + " noticed. Some stations dislike pings every minute; single ones may be treated differently. 0"
                                + " sends none.",
                min = "0",
                max = "86400")
        int pingSeconds() default 240;

        @AttributeDefinition(
                description =
                        "A connection is ended when nothing came for so many seconds, not even the answer to a ping;"
                                + " three pings at least are waited for. 0 never ends one.",
                min = "0",
                max = "604800")
        int silenceSeconds() default 900;
    }

    /** Set by the option --door-port, which wins over the configuration. */
    private static final String PORT = "ohmstead.door.port";

    /** A port that is taken is tried again this often. */
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final StationAdmission admission;
    private final Lanes lanes;
    private final Limits limits;
    private final String host;
    private final int port;
    private final Function<Door, Runnable> announce;
    private final Function<ClosedDoor, Runnable> complain;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ReentrantLock opening = new ReentrantLock();
    private volatile Optional<OpenDoor> door = Optional.empty();
    private volatile Optional<ClosedDoor> failure = Optional.empty();
    private Runnable retract = () -> {};
    private volatile DoorMeters meters = DoorMeters.none();
    private Meters meterService;

    @Activate
    public WebSocketDoor(
            BundleContext context, Settings settings, @Reference StationAdmission admission, @Reference Lanes lanes) {
        this(
                admission,
                lanes,
                Limits.of(settings),
                settings.host(),
                Integer.getInteger(PORT, settings.port()),
                RETRY,
                open -> context.registerService(Door.class, open, null)::unregister,
                taken -> context.registerService(ClosedDoor.class, taken, null)::unregister);
    }

    /** Opens the door, or begins to try; each service is announced by a function that gives the way to retract it. */
    WebSocketDoor(
            StationAdmission admission,
            Lanes lanes,
            Limits limits,
            String host,
            int port,
            Duration retry,
            Function<Door, Runnable> announce,
            Function<ClosedDoor, Runnable> complain) {
        this.admission = admission;
        this.lanes = lanes;
        this.limits = limits;
        this.host = host;
        this.port = port;
        this.announce = announce;
        this.complain = complain;
        if (!opened()) {
            Thread.ofVirtual().name("ocpp-door").start(() -> openEvery(retry));
        }
    }

    private void openEvery(Duration retry) {
        try {
            boolean over = false;
            while (!over) {
                over = closed.await(retry.toMillis(), TimeUnit.MILLISECONDS) || opened();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** True when there is nothing to try any more. */
    private boolean opened() {
        opening.lock();
        try {
            if (closed.getCount() == 0) {
                return true;
            }
            OpenDoor next = new OpenDoor(admission, lanes, limits, () -> meters);
            next.open(host, port);
            retract.run();
            door = Optional.of(next);
            failure = Optional.empty();
            retract = announce.apply(next);
            log.info("The door for stations is open at {}", next.uri());
            return true;
        } catch (Exception e) {
            if (failure.isEmpty()) {
                fail(e);
            }
            return false;
        } finally {
            opening.unlock();
        }
    }

    private void fail(Exception cause) {
        NotOpened why = NotOpened.of(cause, host);
        ClosedDoor taken = new ClosedDoor(
                Door.OCPP,
                "The door for stations cannot be opened at " + host + ":" + port + ": " + why.reason() + "; "
                        + why.advice() + ".");
        failure = Optional.of(taken);
        log.warn(taken.reason());
        retract = complain.apply(taken);
    }

    @Deactivate
    void close() throws Exception {
        opening.lock();
        try {
            closed.countDown();
            retract.run();
            if (door.isPresent()) {
                door.get().close();
            }
        } finally {
            opening.unlock();
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void setMeters(Meters service) {
        meterService = service;
        meters = DoorMeters.of(service);
    }

    /** A successor is set before its predecessor is unset. */
    synchronized void unsetMeters(Meters service) {
        if (meterService == service) {
            meterService = null;
            meters = DoorMeters.none();
        }
    }

    @Override
    public String name() {
        return "door";
    }

    @Override
    public Health check() {
        return door.map(this::check)
                .orElseGet(() -> new Health(
                        Status.DOWN,
                        failure.map(ClosedDoor::reason).orElse("The door for stations is closed."),
                        "Do as it says; what is free, or allowed, is opened within seconds."));
    }

    private Health check(OpenDoor open) {
        String here = open.connections() + " stations connected at " + open.uri();
        List<StationId> disputed = open.rivals().disputed(System.nanoTime());
        return disputed.isEmpty()
                ? Health.ok(here)
                : new Health(
                        Status.WARN,
                        here + ". Connections replace each other again and again: "
                                + disputed.stream().map(StationId::value).collect(Collectors.joining(", ")) + ".",
                        "Look whether two stations have the same identity, and give one of them another.");
    }
}
