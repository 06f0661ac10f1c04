package org.ohmstead.api.csms;

import java.net.URI;
import org.osgi.annotation.versioning.ConsumerType;

/** An open network port. Registered as a service while it is open, so that the launcher can say where to go. */
@ConsumerType
public interface Door {

    /** The name of the port for people and their browsers. */
    String CONSOLE = "console";

    /** The name of the port for OCPP-J stations. */
    String OCPP = "door";

    String name();

    /** With the port really bound. */
    URI uri();
}
