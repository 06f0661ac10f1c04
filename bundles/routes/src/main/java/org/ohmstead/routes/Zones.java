package org.ohmstead.routes;

import java.time.ZoneId;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.model.Location;

/** By which clock people at a site live. */
record Zones(Stations stations) {

    /** The server's for a site that is not there any more. */
    ZoneId of(String site) {
        return stations.locations().stream()
                .filter(location -> location.id().value().equals(site))
                .map(Location::zone)
                .findFirst()
                .orElseGet(ZoneId::systemDefault);
    }
}
