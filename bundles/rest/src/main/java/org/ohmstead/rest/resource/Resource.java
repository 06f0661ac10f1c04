package org.ohmstead.rest.resource;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A part of REST, registered as an OSGi service. Its routes are there from then on until the service goes; a request under way is
 * finished by the route it found.
 */
@ConsumerType
public interface Resource {

    /**
     * Asked once, when the service appears; must not wait for anything. A route that is not below {@code /api/v1/}, that is for
     * everybody or that is there already is left out and the log says so.
     */
    List<Route> routes();
}
