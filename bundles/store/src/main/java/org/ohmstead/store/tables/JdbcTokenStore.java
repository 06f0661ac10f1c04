package org.ohmstead.store.tables;

import static org.ohmstead.store.Statements.list;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.Token;
import org.ohmstead.authorization.store.TokenStore;
import org.ohmstead.store.Micros;
import org.ohmstead.store.Sql;
import org.ohmstead.store.StoreService;
import org.ohmstead.store.Work;
import org.ohmstead.store.journal.Append;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The tokens of the local authorisation source in a table. */
@Component
public final class JdbcTokenStore implements TokenStore {

    private static final Sql SQL = Sql.beside(JdbcTokenStore.class, "tokens.sql");
    private static final String TOKENS = SQL.get("tokens");
    private static final String UPDATE = SQL.get("update");
    private static final String INSERT = SQL.get("insert");
    private static final String REMOVE = SQL.get("remove");

    private final StoreService store;

    @Activate
    public JdbcTokenStore(@Reference StoreService store) {
        this.store = store;
    }

    @Override
    public List<Token> tokens() {
        return store.readers()
                .read(statements -> list(
                        statements.prepare(TOKENS),
                        row -> new Token(
                                new IdToken(row.getString(1), row.getString(2)),
                                row.getString(3),
                                row.getBoolean(4),
                                Micros.instant(row, 5),
                                Optional.ofNullable(row.getString(6)),
                                Optional.ofNullable(row.getObject(7, Integer.class)))));
    }

    @Override
    public void put(List<Token> tokens, Instant at) {
        List<Long> numbers =
                store.tokens().of(tokens.stream().map(Token::idToken).toList());
        List<Append> facts = new ArrayList<>(tokens.size());
        for (Token token : tokens) {
            facts.add(
                    entry(at, new Facts.TokenChanged(Optional.of(token.idToken()), token.blocked(), token.expires())));
        }
        store.writer().write(work -> {
            for (int i = 0; i < tokens.size(); i++) {
                put(work, tokens.get(i), numbers.get(i));
                work.append(facts.get(i));
            }
            return null;
        });
    }

    private static void put(Work work, Token token, long number) throws SQLException {
        work.put(UPDATE, INSERT, put -> bind(put, token, number));
    }

    private static void bind(PreparedStatement put, Token token, long number) throws SQLException {
        put.setString(1, token.idToken().value());
        put.setString(2, token.idToken().type());
        put.setString(3, token.label());
        put.setBoolean(4, token.blocked());
        Micros.set(put, 5, token.expires());
        put.setString(6, token.group().orElse(null));
        put.setObject(7, token.maxConcurrent().orElse(null), Types.INTEGER);
        put.setLong(8, number);
    }

    @Override
    public boolean remove(IdToken token, Instant at) {
        Optional<Long> number = store.tokens().find(token);
        if (number.isEmpty()) {
            return false;
        }
        Append entry = entry(at, new Facts.TokenRemoved(Optional.of(token)));
        return store.writer().write(work -> {
            PreparedStatement remove = work.prepare(REMOVE);
            remove.setLong(1, number.get());
            if (work.execute(remove) == 0) {
                return false;
            }
            work.append(entry);
            return true;
        });
    }

    private Append entry(Instant at, Fact fact) {
        return store.entry(Optional.empty(), at, SiteId.DEFAULT, Optional.empty(), fact);
    }
}
