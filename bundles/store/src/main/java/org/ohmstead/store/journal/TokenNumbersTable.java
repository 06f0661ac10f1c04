package org.ohmstead.store.journal;

import static org.ohmstead.store.Statements.first;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.store.Readers;
import org.ohmstead.store.Sql;
import org.ohmstead.store.Statements;
import org.ohmstead.store.Text;
import org.ohmstead.store.Work;
import org.ohmstead.store.Writer;

/** The number of each token, mostly from memory. */
public final class TokenNumbersTable implements TokenNumbers {

    private static final Sql SQL = Sql.beside(JournalTable.class, "journal.sql");
    private static final String FIND = SQL.get("tokenNumber");
    private static final String INSERT = SQL.get("insertToken");
    private static final String TOKEN = SQL.get("token");

    /** A station that makes up a token for each start must not fill the heap; past this the memory starts anew. */
    private static final int REMEMBERED = 100_000;

    private final Writer writer;
    private final Readers readers;
    private final Map<IdToken, Long> numbers = new ConcurrentHashMap<>();
    private final Map<Long, IdToken> tokens = new ConcurrentHashMap<>();

    public TokenNumbersTable(Writer writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    /** The token's number; a token never seen before gets one, for which it waits. Not on the writer's thread. */
    @Override
    public long of(IdToken token) {
        Long known = numbers.get(token);
        if (known != null) {
            return known;
        }
        long number = writer.write(work -> findOrInsert(work, token));
        remember(token, number);
        return number;
    }

    /** The token's number, if it was ever seen. May block; not on the writer's thread. */
    public Optional<Long> find(IdToken token) {
        Long known = numbers.get(token);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Long> found = readers.read(statements -> find(statements, token));
        found.ifPresent(number -> remember(token, number));
        return found;
    }

    /** The numbers of many tokens, for which it waits once. Not on the writer's thread. */
    public List<Long> of(List<IdToken> many) {
        List<Long> found = writer.write(work -> {
            List<Long> each = new ArrayList<>(many.size());
            for (IdToken token : many) {
                each.add(findOrInsert(work, token));
            }
            return each;
        });
        for (int i = 0; i < many.size(); i++) {
            remember(many.get(i), found.get(i));
        }
        return found;
    }

    /** The numbers as a unit on the writer's thread may ask for them. */
    public TokenNumbers on(Work work) {
        return token -> {
            Long known = numbers.get(token);
            try {
                return known != null ? known : findOrInsert(work, token);
            } catch (SQLException e) {
                throw new IllegalStateException("A token could not be numbered", e);
            }
        };
    }

    /** The token of a number; empty where the person was erased. May block; not on the writer's thread. */
    public Optional<IdToken> token(long number) {
        IdToken known = tokens.get(number);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<IdToken> found = readers.read(statements -> {
            PreparedStatement query = statements.prepare(TOKEN);
            query.setLong(1, number);
            return first(query, row -> new IdToken(row.getString(1), row.getString(2)));
        });
        found.ifPresent(token -> remember(token, number));
        return found;
    }

    private void remember(IdToken token, long number) {
        if (numbers.size() >= REMEMBERED) {
            numbers.clear();
            tokens.clear();
        }
        numbers.put(token, number);
        tokens.putIfAbsent(number, token);
    }

    private static long findOrInsert(Work work, IdToken token) throws SQLException {
        Optional<Long> known = find(work.statements(), token);
        if (known.isPresent()) {
            return known.get();
        }
        PreparedStatement insert = work.prepare(INSERT);
        insert.setString(1, token.folded());
        insert.setString(2, foldedType(token));
        insert.setString(3, token.value());
        insert.setString(4, Text.limited(token.type(), 100));
        work.execute(insert);
        return find(work.statements(), token).orElseThrow();
    }

    private static Optional<Long> find(Statements statements, IdToken token) throws SQLException {
        PreparedStatement find = statements.prepare(FIND);
        find.setString(1, token.folded());
        find.setString(2, foldedType(token));
        return first(find, row -> row.getLong(1));
    }

    private static String foldedType(IdToken token) {
        return Text.limited(token.type().toUpperCase(Locale.ROOT), 200);
    }
}
