package org.ohmstead.authorization.store;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.ohmstead.api.model.FreeVend;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.TokenGroup;

/** Keeps groups and free places in memory, for tests. Thread-safe; every unit is atomic. */
public final class InMemoryPolicyStore implements PolicyStore {

    private final Function<StationId, SiteId> siteOf;
    private final Map<String, TokenGroup> groups = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Set<SiteId> sites = new HashSet<>();
    private final Set<StationId> stations = new HashSet<>();

    /** With every station at the default site. */
    public InMemoryPolicyStore() {
        this(station -> SiteId.DEFAULT);
    }

    public InMemoryPolicyStore(Function<StationId, SiteId> siteOf) {
        this.siteOf = siteOf;
    }

    @Override
    public synchronized List<TokenGroup> groups() {
        return List.copyOf(groups.values());
    }

    @Override
    public synchronized void put(TokenGroup group) {
        groups.remove(group.name());
        groups.put(group.name(), group);
    }

    @Override
    public synchronized boolean removeGroup(String name) {
        return groups.remove(name) != null;
    }

    @Override
    public synchronized FreeVend freeVend() {
        return new FreeVend(sites, stations);
    }

    @Override
    public synchronized void freeVend(SiteId site, boolean free) {
        if (free) {
            sites.add(site);
        } else {
            sites.remove(site);
        }
    }

    @Override
    public synchronized void freeVend(StationId station, boolean free) {
        if (free) {
            stations.add(station);
        } else {
            stations.remove(station);
        }
    }

    @Override
    public SiteId site(StationId station) {
        return siteOf.apply(station);
    }
}
