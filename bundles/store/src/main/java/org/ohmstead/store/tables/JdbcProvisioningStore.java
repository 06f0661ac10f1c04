package org.ohmstead.store.tables;

import static org.ohmstead.store.Statements.list;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.ohmstead.api.csms.Provisioning.Phase;
import org.ohmstead.api.model.StationId;
import org.ohmstead.provisioning.store.ProvisioningStore;
import org.ohmstead.store.Micros;
import org.ohmstead.store.Sql;
import org.ohmstead.store.StoreService;
import org.ohmstead.store.Text;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What models refuse and which stations are done with, in tables. */
@Component
public final class JdbcProvisioningStore implements ProvisioningStore {

    private static final Sql SQL = Sql.beside(JdbcProvisioningStore.class, "provisioning.sql");
    private static final String REFUSALS = SQL.get("refusals");
    private static final String LEARN = SQL.get("learn");
    private static final String FORGET_REFUSALS = SQL.get("forgetRefusals");
    private static final String ATTENDED = SQL.get("attended");
    private static final String UPDATE_ATTENDED = SQL.get("updateAttended");
    private static final String INSERT_ATTENDED = SQL.get("insertAttended");
    private static final String FORGET = SQL.get("forget");
    private static final int LONGEST_MODEL = 250;
    private static final int LONGEST_NAME = 100;

    private final StoreService store;

    @Activate
    public JdbcProvisioningStore(@Reference StoreService store) {
        this.store = store;
    }

    @Override
    public List<Refusal> refusals() {
        return store.readers()
                .read(statements -> list(
                        statements.prepare(REFUSALS),
                        row -> new Refusal(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                Micros.instant(row.getLong(5)))));
    }

    @Override
    public void learn(Refusal refusal) {
        store.writer().write(work -> {
            PreparedStatement learn = work.prepare(LEARN);
            learn.setString(1, Text.limited(refusal.model(), LONGEST_MODEL));
            learn.setString(2, Text.limited(refusal.name(), LONGEST_NAME));
            learn.setString(3, Text.limited(refusal.part(), LONGEST_NAME));
            learn.setString(4, Text.limited(refusal.word(), LONGEST_NAME));
            learn.setLong(5, Micros.of(refusal.at()));
            return work.insertNew(learn);
        });
    }

    @Override
    public void forgetRefusals(String model) {
        store.writer().write(work -> {
            PreparedStatement forget = work.prepare(FORGET_REFUSALS);
            forget.setString(1, Text.limited(model, LONGEST_MODEL));
            return work.execute(forget);
        });
    }

    @Override
    public List<Attended> attended() {
        return store.readers()
                .read(statements -> list(
                        statements.prepare(ATTENDED),
                        row -> new Attended(
                                new StationId(row.getString(1)),
                                row.getString(2),
                                Phase.valueOf(row.getString(3)),
                                Micros.instant(row.getLong(4)))));
    }

    @Override
    public void attended(Attended attended) {
        store.writer().write(work -> {
            work.put(UPDATE_ATTENDED, INSERT_ATTENDED, put -> bind(put, attended));
            return null;
        });
    }

    @Override
    public void forget(StationId station) {
        store.writer().write(work -> {
            PreparedStatement forget = work.prepare(FORGET);
            forget.setString(1, station.value());
            return work.execute(forget);
        });
    }

    private static void bind(PreparedStatement put, Attended attended) throws SQLException {
        put.setString(1, attended.fingerprint());
        put.setString(2, attended.phase().name());
        put.setLong(3, Micros.of(attended.at()));
        put.setString(4, attended.station().value());
    }
}
