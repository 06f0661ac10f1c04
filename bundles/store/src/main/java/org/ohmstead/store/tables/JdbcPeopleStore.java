package org.ohmstead.store.tables;

import static org.ohmstead.store.Statements.list;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.csms.People.Role;
import org.ohmstead.api.model.Page;
import org.ohmstead.identity.store.PeopleStore;
import org.ohmstead.store.Micros;
import org.ohmstead.store.Sql;
import org.ohmstead.store.StoreService;
import org.ohmstead.store.Work;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** People, sessions, API tokens and the audit trail in tables. None of it is in the journal: followers have no business there. */
@Component
public final class JdbcPeopleStore implements PeopleStore {

    private static final Sql SQL = Sql.beside(JdbcPeopleStore.class, "people.sql");
    private static final String USERS = SQL.get("users");
    private static final String UPDATE_USER = SQL.get("updateUser");
    private static final String INSERT_USER = SQL.get("insertUser");
    private static final String REMOVE_USER = SQL.get("removeUser");
    private static final String SESSIONS = SQL.get("sessions");
    private static final String UPDATE_SESSION = SQL.get("updateSession");
    private static final String INSERT_SESSION = SQL.get("insertSession");
    private static final String REMOVE_SESSION = SQL.get("removeSession");
    private static final String REMOVE_SESSIONS_OF = SQL.get("removeSessionsOf");
    private static final String API_TOKENS = SQL.get("apiTokens");
    private static final String INSERT_API_TOKEN = SQL.get("insertApiToken");
    private static final String REMOVE_API_TOKEN = SQL.get("removeApiToken");
    private static final String REMOVE_API_TOKENS_OF = SQL.get("removeApiTokensOf");

    private final StoreService store;
    private final AuditRows trail;

    @Activate
    public JdbcPeopleStore(@Reference StoreService store) {
        this.store = store;
        this.trail = new AuditRows(store);
    }

    @Override
    public List<StoredUser> users() {
        return store.readers()
                .read(statements -> list(
                        statements.prepare(USERS),
                        row -> new StoredUser(
                                row.getString(1),
                                Role.valueOf(row.getString(2)),
                                row.getString(3),
                                Micros.instant(row.getLong(4)))));
    }

    @Override
    public void putUser(StoredUser user) {
        store.writer().write(work -> {
            work.put(UPDATE_USER, INSERT_USER, put -> {
                put.setString(1, user.role().name());
                put.setString(2, user.passwordHash());
                put.setLong(3, Micros.of(user.createdAt()));
                put.setString(4, user.name());
            });
            return null;
        });
    }

    @Override
    public boolean removeUser(String name) {
        return store.writer().write(work -> {
            execute(work, REMOVE_API_TOKENS_OF, name);
            return execute(work, REMOVE_USER, name) > 0;
        });
    }

    @Override
    public List<StoredSession> sessions() {
        return store.readers()
                .read(statements -> list(
                        statements.prepare(SESSIONS),
                        row -> new StoredSession(row.getString(1), row.getString(2), Micros.instant(row.getLong(3)))));
    }

    @Override
    public void putSession(StoredSession session) {
        store.writer().write(work -> {
            work.put(UPDATE_SESSION, INSERT_SESSION, put -> {
                put.setString(1, session.user());
                put.setLong(2, Micros.of(session.expires()));
                put.setString(3, session.secretHash());
            });
            return null;
        });
    }

    @Override
    public void removeSession(String secretHash) {
        execute(REMOVE_SESSION, secretHash);
    }

    @Override
    public void removeSessionsOf(String user) {
        execute(REMOVE_SESSIONS_OF, user);
    }

    @Override
    public List<StoredApiToken> apiTokens() {
        return store.readers()
                .read(statements -> list(
                        statements.prepare(API_TOKENS),
                        row -> new StoredApiToken(
                                row.getString(1),
                                Role.valueOf(row.getString(2)),
                                row.getString(3),
                                Micros.instant(row.getLong(4)),
                                Micros.instant(row, 5),
                                Optional.ofNullable(row.getString(6)))));
    }

    @Override
    public boolean addApiToken(StoredApiToken token) {
        return store.writer().write(work -> {
            PreparedStatement insert = work.prepare(INSERT_API_TOKEN);
            insert.setString(1, token.name());
            insert.setString(2, token.role().name());
            insert.setString(3, token.secretHash());
            insert.setLong(4, Micros.of(token.createdAt()));
            Micros.set(insert, 5, token.expires());
            insert.setString(6, token.maker().orElse(null));
            return work.insertNew(insert);
        });
    }

    @Override
    public boolean removeApiToken(String name) {
        return execute(REMOVE_API_TOKEN, name);
    }

    private boolean execute(String sql, String key) {
        return store.writer().write(work -> execute(work, sql, key) > 0);
    }

    private static int execute(Work work, String sql, String key) throws SQLException {
        PreparedStatement statement = work.prepare(sql);
        statement.setString(1, key);
        return work.execute(statement);
    }

    @Override
    public void append(Audit.Entry entry) {
        trail.append(entry);
    }

    @Override
    public Page<Audit.Entry> audit(Page.Request request) {
        return trail.page(request);
    }

    @Override
    public List<Audit.Entry> auditAfter(long number, int limit) {
        return trail.after(number, limit);
    }

    @Override
    public AuditEnd auditEnd() {
        return trail.end();
    }
}
