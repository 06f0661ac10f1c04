package org.ohmstead.stations;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ohmstead.api.csms.ChargingPolicies;
import org.ohmstead.api.model.FreeVend;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.TokenGroup;

/** Remembers at which stations anybody may charge, and nothing else. */
final class FreeStations implements ChargingPolicies {

    private final Set<StationId> free = new HashSet<>();

    @Override
    public FreeVend freeVend() {
        return new FreeVend(Set.of(), free);
    }

    @Override
    public void freeVend(StationId station, boolean isFree) {
        if (isFree) {
            free.add(station);
        } else {
            free.remove(station);
        }
    }

    @Override
    public void freeVend(SiteId site, boolean isFree) {
        throw new UnsupportedOperationException("Stations know nothing of free sites");
    }

    @Override
    public List<TokenGroup> groups() {
        return List.of();
    }

    @Override
    public void put(TokenGroup group) {
        throw new UnsupportedOperationException("Stations know nothing of groups");
    }

    @Override
    public boolean removeGroup(String name) {
        return false;
    }
}
