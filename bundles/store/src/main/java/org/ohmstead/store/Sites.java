package org.ohmstead.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;

/** At which site each station stands, from memory: every fact and every transaction says it. Thread-safe. */
public final class Sites {

    private final Map<StationId, SiteId> sites = new ConcurrentHashMap<>();

    Sites(Statements statements) throws SQLException {
        try (ResultSet rows = statements.prepare("select id, site from station").executeQuery()) {
            while (rows.next()) {
                sites.put(new StationId(rows.getString(1)), new SiteId(rows.getString(2)));
            }
        }
    }

    /** The default site for a station that is not registered. */
    public SiteId of(StationId station) {
        return sites.getOrDefault(station, SiteId.DEFAULT);
    }

    /** To be called after the commit. */
    public void put(StationId station, SiteId site) {
        sites.put(station, site);
    }

    /** To be called after the commit. */
    public void remove(StationId station) {
        sites.remove(station);
    }
}
