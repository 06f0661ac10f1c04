package org.ohmstead.rest;

import java.util.List;
import org.ohmstead.rest.resource.Route;

/**
 * What is served at one time. Made anew with everything in it when a resource comes or goes: a mapper that stayed would hold the
 * classes of bundles that went.
 */
record Table(List<Route> routes, Router router, Json json) {

    static Table of(List<Route> routes) {
        return new Table(routes, new Router(routes), new Json());
    }
}
