package org.ohmstead.store.tables;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.ohmstead.api.csms.PluginData;
import org.ohmstead.store.Micros;
import org.ohmstead.store.Sql;
import org.ohmstead.store.Statements;
import org.ohmstead.store.StoreService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Keys and values of plugins in a table. */
@Component
public final class JdbcPluginData implements PluginData {

    private static final Sql SQL = Sql.beside(JdbcPluginData.class, "plugin-data.sql");
    private static final String GET = SQL.get("get");
    private static final String UPDATE = SQL.get("update");
    private static final String INSERT = SQL.get("insert");
    private static final String REMOVE = SQL.get("remove");
    private static final String REMOVE_OLDER = SQL.get("removeOlder");

    private static final int LONGEST_OWNER = 100;
    private static final int LONGEST_KEY = 500;
    private static final int LONGEST_VALUE = 16_000;

    private final StoreService store;
    private final Clock clock;

    @Activate
    public JdbcPluginData(@Reference StoreService store) {
        this(store, Clock.systemUTC());
    }

    JdbcPluginData(StoreService store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Optional<String> get(String owner, String key) {
        return store.readers().read(statements -> {
            PreparedStatement get = statements.prepare(GET);
            get.setString(1, owner);
            get.setString(2, key);
            return Statements.first(get, row -> row.getString(1));
        });
    }

    @Override
    public boolean putNew(String owner, String key, String value) {
        check(owner, key, value);
        Instant now = clock.instant();
        return store.writer().write(work -> {
            PreparedStatement insert = work.prepare(INSERT);
            bind(insert, owner, key, value, now);
            return work.insertNew(insert);
        });
    }

    @Override
    public void put(String owner, String key, String value) {
        check(owner, key, value);
        Instant now = clock.instant();
        store.writer().write(work -> {
            work.put(UPDATE, INSERT, put -> bind(put, owner, key, value, now));
            return null;
        });
    }

    /** Before the writer meets it, which would take back what others wrote. */
    private static void check(String owner, String key, String value) {
        if (owner.length() > LONGEST_OWNER || key.length() > LONGEST_KEY || value.length() > LONGEST_VALUE) {
            throw new IllegalArgumentException("The data of a plugin has at most " + LONGEST_OWNER
                    + " characters of owner, " + LONGEST_KEY + " of key and " + LONGEST_VALUE + " of value");
        }
    }

    private static void bind(PreparedStatement put, String owner, String key, String value, Instant now)
            throws SQLException {
        put.setString(1, value);
        put.setLong(2, Micros.of(now));
        put.setString(3, owner);
        put.setString(4, key);
    }

    @Override
    public boolean remove(String owner, String key) {
        return store.writer().write(work -> {
            PreparedStatement remove = work.prepare(REMOVE);
            remove.setString(1, owner);
            remove.setString(2, key);
            return work.execute(remove) > 0;
        });
    }

    @Override
    public void removeOlder(String owner, Instant before) {
        store.writer().write(work -> {
            PreparedStatement remove = work.prepare(REMOVE_OLDER);
            remove.setString(1, owner);
            remove.setLong(2, Micros.of(before));
            return work.execute(remove);
        });
    }
}
