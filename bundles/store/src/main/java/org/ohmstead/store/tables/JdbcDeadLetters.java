package org.ohmstead.store.tables;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ohmstead.api.journal.DeadLetters;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.StationId;
import org.ohmstead.store.Micros;
import org.ohmstead.store.Sql;
import org.ohmstead.store.Statements;
import org.ohmstead.store.StoreService;
import org.ohmstead.store.Text;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What followers gave up on, in a table. It is no fact of the journal: a follower that fails must not feed the others. */
@Component
public final class JdbcDeadLetters implements DeadLetters {

    private static final int FAILURE = 1000;

    private static final Sql SQL = Sql.beside(JdbcDeadLetters.class, "letters.sql");
    private static final String UPDATE = SQL.get("update");
    private static final String INSERT = SQL.get("insert");
    private static final String ONE = SQL.get("one");
    private static final String PAGE = SQL.get("page");
    private static final String DISCARD = SQL.get("discard");
    private static final String COUNTS = SQL.get("counts");

    private final StoreService store;

    @Activate
    public JdbcDeadLetters(@Reference StoreService store) {
        this.store = store;
    }

    @Override
    public void keep(DeadLetter letter) {
        store.writer().write(work -> {
            work.put(UPDATE, INSERT, put -> bind(put, letter));
            return null;
        });
    }

    private static void bind(PreparedStatement put, DeadLetter letter) throws SQLException {
        put.setString(1, letter.kind());
        put.setString(2, letter.station().map(StationId::value).orElse(null));
        put.setLong(3, Micros.of(letter.at()));
        put.setInt(4, letter.attempts());
        put.setString(5, Text.limited(letter.failure(), FAILURE));
        put.setString(6, letter.follower());
        put.setLong(7, letter.position().epoch());
        put.setLong(8, letter.position().seq());
    }

    @Override
    public Page<DeadLetter> page(Optional<String> follower, Page.Request request) {
        Place after = request.after().map(Place::parse).orElse(Place.BEGIN);
        List<DeadLetter> found = store.readers().read(statements -> {
            PreparedStatement query = statements.prepare(PAGE);
            query.setString(1, follower.orElse(""));
            query.setString(2, follower.orElse(""));
            query.setLong(3, after.micros());
            query.setLong(4, after.micros());
            query.setLong(5, after.seq());
            query.setLong(6, after.seq());
            query.setString(7, after.follower());
            query.setInt(8, request.limit() + 1);
            return Statements.list(query, JdbcDeadLetters::letter);
        });
        return Pages.of(
                found,
                request.limit(),
                last -> Micros.of(last.at()) + ":" + last.position().seq() + ":" + last.follower());
    }

    @Override
    public Optional<DeadLetter> find(String follower, JournalPosition position) {
        return store.readers().read(statements -> {
            PreparedStatement find = statements.prepare(ONE);
            key(find, follower, position);
            return Statements.first(find, JdbcDeadLetters::letter);
        });
    }

    @Override
    public boolean discard(String follower, JournalPosition position) {
        return store.writer().write(work -> {
            PreparedStatement discard = work.prepare(DISCARD);
            key(discard, follower, position);
            return work.execute(discard) > 0;
        });
    }

    private static void key(PreparedStatement statement, String follower, JournalPosition position)
            throws SQLException {
        statement.setString(1, follower);
        statement.setLong(2, position.epoch());
        statement.setLong(3, position.seq());
    }

    @Override
    public Map<String, Long> counts() {
        return store.readers().read(statements -> {
            Map<String, Long> counts = new TreeMap<>();
            try (ResultSet rows = statements.prepare(COUNTS).executeQuery()) {
                while (rows.next()) {
                    counts.put(rows.getString(1), rows.getLong(2));
                }
            }
            return counts;
        });
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
        return new DeadLetter(
                row.getString(1),
                new JournalPosition(row.getLong(2), row.getLong(3)),
                row.getString(4),
                Optional.ofNullable(row.getString(5)).map(StationId::new),
                Micros.instant(row.getLong(6)),
                row.getInt(7),
                row.getString(8));
    }

    /** Where a page begins. */
    private record Place(long micros, long seq, String follower) {

        static final Place BEGIN = new Place(Long.MAX_VALUE, 0, "");

        static Place parse(String text) {
            String[] parts = text.split(":", 3);
            if (parts.length < 3) {
                throw new IllegalArgumentException("No page begins there: " + text);
            }
            return new Place(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]);
        }
    }
}
