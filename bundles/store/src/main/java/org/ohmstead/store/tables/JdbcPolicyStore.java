package org.ohmstead.store.tables;

import static org.ohmstead.store.Statements.list;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.ohmstead.api.model.FreeVend;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.TokenGroup;
import org.ohmstead.authorization.store.PolicyStore;
import org.ohmstead.store.Sql;
import org.ohmstead.store.StoreService;
import org.ohmstead.store.Work;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Groups of tokens and free places in tables. */
@Component
public final class JdbcPolicyStore implements PolicyStore {

    private static final Sql SQL = Sql.beside(JdbcPolicyStore.class, "policies.sql");
    private static final String GROUPS = SQL.get("groups");
    private static final String UPDATE_GROUP = SQL.get("updateGroup");
    private static final String INSERT_GROUP = SQL.get("insertGroup");
    private static final String REMOVE_GROUP = SQL.get("removeGroup");
    private static final String FREE_VEND = SQL.get("freeVend");
    private static final String INSERT_FREE = SQL.get("insertFree");
    private static final String REMOVE_FREE = SQL.get("removeFree");

    private static final String SITE = "site";
    private static final String STATION = "station";

    private final StoreService store;

    @Activate
    public JdbcPolicyStore(@Reference StoreService store) {
        this.store = store;
    }

    @Override
    public List<TokenGroup> groups() {
        return store.readers()
                .read(statements -> list(
                        statements.prepare(GROUPS),
                        row -> new TokenGroup(row.getString(1), Optional.ofNullable(row.getObject(2, Integer.class)))));
    }

    @Override
    public void put(TokenGroup group) {
        store.writer().write(work -> {
            work.put(UPDATE_GROUP, INSERT_GROUP, put -> bind(put, group));
            return null;
        });
    }

    private static void bind(PreparedStatement put, TokenGroup group) throws SQLException {
        put.setString(1, group.name());
        put.setObject(2, group.maxConcurrent().orElse(null), Types.INTEGER);
        put.setString(3, folded(group.name()));
    }

    @Override
    public boolean removeGroup(String name) {
        return store.writer().write(work -> {
            PreparedStatement remove = work.prepare(REMOVE_GROUP);
            remove.setString(1, folded(name));
            return work.execute(remove) > 0;
        });
    }

    private static String folded(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    @Override
    public FreeVend freeVend() {
        Set<SiteId> sites = new HashSet<>();
        Set<StationId> stations = new HashSet<>();
        List<Place> places = store.readers()
                .read(statements ->
                        list(statements.prepare(FREE_VEND), row -> new Place(row.getString(1), row.getString(2))));
        for (Place place : places) {
            if (place.kind().equals(SITE)) {
                sites.add(new SiteId(place.name()));
            } else {
                stations.add(new StationId(place.name()));
            }
        }
        return new FreeVend(sites, stations);
    }

    @Override
    public void freeVend(SiteId site, boolean free) {
        freeVend(SITE, site.value(), free);
    }

    @Override
    public void freeVend(StationId station, boolean free) {
        freeVend(STATION, station.value(), free);
    }

    private void freeVend(String kind, String place, boolean free) {
        store.writer().write(work -> {
            execute(work, REMOVE_FREE, kind, place);
            if (free) {
                execute(work, INSERT_FREE, kind, place);
            }
            return null;
        });
    }

    private static void execute(Work work, String sql, String kind, String place) throws SQLException {
        PreparedStatement statement = work.prepare(sql);
        statement.setString(1, kind);
        statement.setString(2, place);
        work.execute(statement);
    }

    @Override
    public SiteId site(StationId station) {
        return store.sites().of(station);
    }

    /** A row of free_vend. */
    private record Place(String kind, String name) {}
}
