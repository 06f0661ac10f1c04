package org.ohmstead.authorization;

import java.util.HashSet;
import java.util.Set;
import org.ohmstead.api.model.FreeVend;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.authorization.store.PolicyStore;

/** Where anybody may charge, in memory. Written under the service's lock; read by anybody. */
final class FreePlaces {

    private final PolicyStore store;
    private volatile FreeVend free;

    FreePlaces(PolicyStore store) {
        this.store = store;
        this.free = store.freeVend();
    }

    FreeVend all() {
        return free;
    }

    boolean at(StationId station) {
        FreeVend now = free;
        return now.stations().contains(station)
                || !now.sites().isEmpty() && now.sites().contains(store.site(station));
    }

    void set(SiteId site, boolean isFree) {
        store.freeVend(site, isFree);
        free = new FreeVend(changed(free.sites(), site, isFree), free.stations());
    }

    void set(StationId station, boolean isFree) {
        store.freeVend(station, isFree);
        free = new FreeVend(free.sites(), changed(free.stations(), station, isFree));
    }

    private static <T> Set<T> changed(Set<T> places, T place, boolean isFree) {
        Set<T> all = new HashSet<>(places);
        if (isFree) {
            all.add(place);
        } else {
            all.remove(place);
        }
        return all;
    }
}
