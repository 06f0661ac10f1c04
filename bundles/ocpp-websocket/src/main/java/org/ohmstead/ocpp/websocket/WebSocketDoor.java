package org.ohmstead.ocpp.websocket;

import java.time.Duration;
import java.util.Optional;
import org.ohmstead.api.csms.ClosedDoor;
import org.ohmstead.api.csms.Door;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.csms.Meters;
import org.ohmstead.api.csms.StationAdmission;
import org.ohmstead.ocpp.rpc.Lanes;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
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

/** Opens the door of the OCPP-J stations as configured, and says so. A port that is taken is a state, shown by health. */
@Component(service = HealthCheck.class, immediate = true, configurationPid = "org.ohmstead.ocpp.websocket")
@Designate(ocd = WebSocketDoor.Config.class)
public final class WebSocketDoor implements HealthCheck {

    private static final Logger log = LoggerFactory.getLogger(WebSocketDoor.class);

    /** Where the door is and how much it bears. */
    @ObjectClassDefinition(
            name = "Door for stations (OCPP over WebSocket)",
            description =
                    "The network port charging stations connect to. A change closes all connections; stations come back by"
                            + " themselves.")
    @interface Config {

        @AttributeDefinition(
                name = "Address",
                description =
                        "The local address to listen on. 0.0.0.0 is every address of this machine, since stations are other"
                                + " machines; 127.0.0.1 is right behind a proxy that adds TLS.")
        String host() default "0.0.0.0";

        @AttributeDefinition(name = "Port", description = "0 takes any free port.", min = "0", max = "65535")
        int port() default 8887;

        @AttributeDefinition(
                name = "Connections",
                description = "How many stations may be connected at once.",
                min = "1",
                max = "100000")
        int maxConnections() default 10_000;

        @AttributeDefinition(
                name = "Message length (bytes)",
                description = "A station that sends a longer message is disconnected.",
                min = "4096",
                max = "16777216")
        int maxMessageBytes() default 65_536;

        @AttributeDefinition(
                name = "Handshakes per second",
                description = "How often one address may try to connect in the long run. 0 sets no limit.",
                min = "0",
                max = "100000")
        int handshakesPerSecond() default 50;

        @AttributeDefinition(
                name = "Handshakes at once",
                description =
                        "How often one address may try to connect in one go, as a car park does after a power cut.",
                min = "1",
                max = "1000000")
        int handshakesAtOnce() default 1_000;

        @AttributeDefinition(
                name = "Ping (seconds)",
                description =
                        "How often the server pings a station, so that routers keep the connection and a dead one is noticed."
                                + " Some stations dislike pings every minute. 0 sends none.",
                min = "0",
                max = "86400")
        int pingSeconds() default 240;

        @AttributeDefinition(
                name = "Silence (seconds)",
                description =
                        "A connection is ended when nothing came for this long, not even the answer to a ping. 0 never ends"
                                + " one.",
                min = "0",
                max = "604800")
        int silenceSeconds() default 900;
    }

    /** Set by the option --door-port, which wins over the configuration. */
    private static final String PORT = "ohmstead.door.port";

    private final OpenDoor door;
    private final ServiceRegistration<?> registration;
    private final Optional<ClosedDoor> failure;
    private volatile DoorMeters meters = DoorMeters.none();
    private Meters meterService;

    @Activate
    public WebSocketDoor(
            BundleContext context, Config config, @Reference StationAdmission admission, @Reference Lanes lanes) {
        Limits limits = new Limits(
                config.maxConnections(),
                config.maxMessageBytes(),
                config.handshakesPerSecond(),
                config.handshakesAtOnce(),
                Duration.ofSeconds(config.pingSeconds()),
                Duration.ofSeconds(config.silenceSeconds()));
        int port = Integer.getInteger(PORT, config.port());
        door = new OpenDoor(admission, lanes, limits, () -> meters);
        failure = open(config.host(), port);
        if (failure.isPresent()) {
            registration = context.registerService(ClosedDoor.class, failure.get(), null);
        } else {
            registration = context.registerService(Door.class, door, null);
            log.info("The door for stations is open at {}", door.uri());
        }
    }

    private Optional<ClosedDoor> open(String host, int port) {
        try {
            door.open(host, port);
            return Optional.empty();
        } catch (Exception e) {
            return Optional.of(new ClosedDoor(
                    Door.OCPP,
                    "The door for stations cannot be opened at " + host + ":" + port + ": " + e.getMessage()
                            + "; choose another port with --door-port or in config/org.ohmstead.ocpp.websocket.cfg."));
        }
    }

    @Deactivate
    void close() throws Exception {
        registration.unregister();
        door.close();
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
        return failure.map(ClosedDoor::check)
                .orElseGet(() -> Health.ok(door.connections() + " stations connected at " + door.uri()));
    }
}
