package org.ohmstead.api.model;

import java.util.Set;

/**
 * Where anybody may charge.
 *
 * @param sites at every station of these
 * @param stations at these, wherever they stand
 */
public record FreeVend(Set<SiteId> sites, Set<StationId> stations) {

    /** Nowhere. */
    public static final FreeVend NOWHERE = new FreeVend(Set.of(), Set.of());

    public FreeVend {
        sites = Set.copyOf(sites);
        stations = Set.copyOf(stations);
    }
}
