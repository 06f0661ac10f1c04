package org.ohmstead.store.readings;

import static org.ohmstead.store.Statements.first;
import static org.ohmstead.store.Statements.list;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.model.Current;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Power;
import org.ohmstead.api.model.Transaction.Register;
import org.ohmstead.store.Micros;
import org.ohmstead.store.Sql;
import org.ohmstead.store.Statements;
import org.ohmstead.store.Work;

/** The readings received in one month, dropped whole when they are old enough. One row per meter value. */
final class ReadingTable {

    static final Sql SQL = Sql.beside(ReadingTable.class, "readings.sql");

    private final YearMonth month;
    private final List<String> creation;
    private final String drop;
    private final String insert;
    private final String exists;
    private final String page;
    private final String latest;
    private final String latestRegister;
    private final String registerBefore;

    ReadingTable(YearMonth month) {
        this.month = month;
        creation = List.of(of("createTable"), of("createKey"));
        drop = of("dropTable");
        insert = of("insert");
        exists = of("exists");
        page = of("page");
        latest = of("latest");
        latestRegister = of("latestRegister");
        registerBefore = of("registerBefore");
    }

    private String of(String statement) {
        return SQL.get(statement).formatted("READING_" + month.toString().replace('-', '_'));
    }

    YearMonth month() {
        return month;
    }

    void create(Work work) throws SQLException {
        for (String sql : creation) {
            work.execute(work.prepare(sql));
        }
    }

    void drop(Work work) throws SQLException {
        work.execute(work.prepare(drop));
    }

    /** Stores a reading; false if it is there already. */
    boolean insert(Work work, long subject, PackedReading packed) throws SQLException {
        PreparedStatement statement = work.prepare(insert);
        statement.setLong(1, subject);
        statement.setLong(2, packed.at());
        statement.setLong(3, packed.hash());
        statement.setLong(4, Micros.of(packed.reading().receivedAt()));
        set(statement, 5, packed.reading().energy().map(Energy::milliwattHours));
        set(statement, 6, packed.reading().power().map(Power::watts));
        set(statement, 7, packed.reading().current().map(Current::milliamperes));
        set(statement, 8, packed.reading().stateOfCharge().map(Integer::longValue));
        statement.setBytes(9, packed.samples());
        return work.insertNew(statement);
    }

    private static void set(PreparedStatement statement, int parameter, Optional<Long> value) throws SQLException {
        if (value.isPresent()) {
            statement.setLong(parameter, value.get());
        } else {
            statement.setNull(parameter, Types.BIGINT);
        }
    }

    boolean holds(Statements statements, long subject, PackedReading packed) throws SQLException {
        PreparedStatement query = statements.prepare(exists);
        query.setLong(1, subject);
        query.setLong(2, packed.at());
        query.setLong(3, packed.hash());
        return first(query, row -> true).isPresent();
    }

    /** In the order of the station's time, after a key. */
    List<StoredReading> page(Statements statements, long subject, StoredReading.Key after, int limit)
            throws SQLException {
        PreparedStatement query = statements.prepare(page);
        query.setLong(1, subject);
        query.setLong(2, after.at());
        query.setLong(3, after.at());
        query.setLong(4, after.hash());
        query.setInt(5, limit);
        return list(query, row -> read(subject, row));
    }

    Optional<StoredReading> latest(Statements statements, long subject) throws SQLException {
        PreparedStatement query = statements.prepare(latest);
        query.setLong(1, subject);
        return first(query, row -> read(subject, row));
    }

    Optional<Register> latestRegister(Statements statements, long subject) throws SQLException {
        PreparedStatement query = statements.prepare(latestRegister);
        query.setLong(1, subject);
        return first(query, row -> new Register(Micros.instant(row.getLong(1)), new Energy(row.getLong(2))));
    }

    Optional<Energy> registerBefore(Statements statements, long subject, Instant before) throws SQLException {
        PreparedStatement query = statements.prepare(registerBefore);
        query.setLong(1, subject);
        query.setLong(2, Micros.of(before));
        return first(query, row -> new Energy(row.getLong(2)));
    }

    private static StoredReading read(long subject, ResultSet row) throws SQLException {
        return new StoredReading(
                subject,
                new StoredReading.Key(row.getLong(1), row.getLong(2)),
                Micros.instant(row.getLong(3)),
                number(row, 4).map(Energy::new),
                number(row, 5).map(Power::new),
                number(row, 6).map(Current::new),
                number(row, 7).map(Long::intValue),
                row.getBytes(8));
    }

    private static Optional<Long> number(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
