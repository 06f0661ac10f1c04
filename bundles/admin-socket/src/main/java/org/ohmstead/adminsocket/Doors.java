package org.ohmstead.adminsocket;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ohmstead.api.csms.ClosedDoor;
import org.ohmstead.api.csms.Door;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The doors that are open, and the one line on standard output that tells when the server is ready for use. A door that cannot be
 * opened before that ends the process, since whoever starts the server is still there to read why.
 */
@Component(service = Doors.class, immediate = true)
public final class Doors {

    private static final Logger LOG = LoggerFactory.getLogger(Doors.class);

    private static final int CANNOT_START = 2;

    private final Map<String, URI> open = new TreeMap<>();
    private final Map<String, String> cannotOpen = new TreeMap<>();
    private final Runnable giveUp;
    private boolean announced;

    /** Gives up with exit code 2. */
    @Activate
    public Doors() {
        // The shutdown hook takes this component away, so its caller must not wait for that.
        this(() -> Thread.ofPlatform().name("give-up").start(() -> System.exit(CANNOT_START)));
    }

    Doors(Runnable giveUp) {
        this.giveUp = giveUp;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, unbind = "closed")
    synchronized void opened(Door door) {
        open.put(door.name(), door.uri());
        if (!announced) {
            readiness().ifPresent(line -> {
                System.out.println(line);
                LOG.info("Ready: console {}, door for stations {}", open.get(Door.CONSOLE), open.get(Door.OCPP));
                announced = true;
            });
        }
    }

    synchronized void closed(Door door) {
        open.remove(door.name(), door.uri());
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, unbind = "forget")
    synchronized void cannotOpen(ClosedDoor door) {
        cannotOpen.put(door.name(), door.reason());
        if (announced) {
            LOG.error("{}", door.reason());
        } else {
            System.err.println("Ohmstead cannot start: " + door.reason());
            giveUp.run();
        }
    }

    synchronized void forget(ClosedDoor door) {
        cannotOpen.remove(door.name(), door.reason());
    }

    /** Why a door is not open, by its name. */
    synchronized Map<String, String> cannotOpen() {
        return Map.copyOf(cannotOpen);
    }

    /** Every open door by its name. */
    synchronized Map<String, URI> open() {
        return Map.copyOf(open);
    }

    /** The line for scripts; empty until both doors are open. */
    synchronized Optional<String> readiness() {
        URI console = open.get(Door.CONSOLE);
        URI door = open.get(Door.OCPP);
        return console == null || door == null
                ? Optional.empty()
                : Optional.of("{\"ready\":true,\"console\":\"" + console + "\",\"door\":\"" + door + "\"}");
    }
}
