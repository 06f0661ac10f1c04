package org.ohmstead.store.tables;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.ohmstead.api.model.StationId;
import org.ohmstead.store.Sql;
import org.ohmstead.store.Statements;
import org.ohmstead.store.Text;
import org.ohmstead.store.Work;
import org.ohmstead.transactions.store.RegisterEvidence;
import org.ohmstead.transactions.store.StationModel;

/** What was learned of the registers of each model of station. */
final class RegisterRows {

    private static final int WORD = 200;

    private static final Sql SQL = Sql.beside(RegisterRows.class, "registers.sql");
    private static final String MODEL = SQL.get("model");
    private static final String ALL = SQL.get("all");
    private static final String UPDATE = SQL.get("update");
    private static final String INSERT = SQL.get("insert");

    private RegisterRows() {}

    static Optional<StationModel> model(Statements statements, StationId station) throws SQLException {
        PreparedStatement query = statements.prepare(MODEL);
        query.setString(1, station.value());
        return Statements.first(query, row -> {
            String firmware = row.getString(3);
            return model(row.getString(1), row.getString(2), firmware == null ? "" : firmware);
        });
    }

    private static StationModel model(String vendor, String model, String firmware) {
        return new StationModel(Text.limited(vendor, WORD), Text.limited(model, WORD), Text.limited(firmware, WORD));
    }

    static Map<StationModel, RegisterEvidence> all(Statements statements) throws SQLException {
        Map<StationModel, RegisterEvidence> all = new HashMap<>();
        Statements.list(
                        statements.prepare(ALL),
                        row -> Map.entry(
                                new StationModel(row.getString(1), row.getString(2), row.getString(3)),
                                new RegisterEvidence(row.getInt(4), row.getInt(5), row.getInt(6), row.getInt(7))))
                .forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        return all;
    }

    static void put(Work work, StationModel model, RegisterEvidence evidence) throws SQLException {
        work.put(UPDATE, INSERT, put -> bind(put, model, evidence));
    }

    private static void bind(PreparedStatement put, StationModel model, RegisterEvidence evidence) throws SQLException {
        put.setInt(1, evidence.continued());
        put.setInt(2, evidence.continuedOverBoot());
        put.setInt(3, evidence.fell());
        put.setInt(4, evidence.fellOverBoot());
        put.setString(5, Text.limited(model.vendor(), WORD));
        put.setString(6, Text.limited(model.model(), WORD));
        put.setString(7, Text.limited(model.firmware(), WORD));
    }
}
