package org.ohmstead.routes;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.RoutesBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Routes that came together and go together. */
record RunningRoutes(CamelContext camel, Set<String> ids) {

    private static final Logger LOG = LoggerFactory.getLogger(RunningRoutes.class);

    /** Starts what a plugin brings; what it brought is told by comparing before and after. */
    static RunningRoutes start(CamelContext camel, RoutesBuilder routes) throws Exception {
        Set<String> before = ids(camel);
        camel.addRoutes(routes);
        Set<String> added = new HashSet<>(ids(camel));
        added.removeAll(before);
        return new RunningRoutes(camel, added);
    }

    private static Set<String> ids(CamelContext camel) {
        return camel.getRoutes().stream().map(Route::getRouteId).collect(Collectors.toSet());
    }

    void stop() {
        for (String id : ids) {
            try {
                camel.getRouteController().stopRoute(id);
                camel.removeRoute(id);
            } catch (Exception | LinkageError e) {
                LOG.warn("Route {} does not stop cleanly", id, e);
            }
        }
    }
}
