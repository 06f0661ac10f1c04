package org.ohmstead.adminsocket;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ohmstead.api.csms.Door;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The doors that are open, and the one line on standard output that tells when the server is ready for use. */
@Component(service = Doors.class, immediate = true)
public final class Doors {

    private static final Logger LOG = LoggerFactory.getLogger(Doors.class);

    private final Map<String, URI> open = new TreeMap<>();
    private boolean announced;

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
