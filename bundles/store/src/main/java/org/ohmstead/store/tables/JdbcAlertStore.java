package org.ohmstead.store.tables;

import static org.ohmstead.store.Statements.first;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.Optional;
import org.ohmstead.alerts.store.AlertStore;
import org.ohmstead.alerts.store.Incident;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts.AlertEnded;
import org.ohmstead.api.journal.Facts.AlertRaised;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.store.Sql;
import org.ohmstead.store.StoreService;
import org.ohmstead.store.journal.Append;
import org.ohmstead.store.journal.RecordJson;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Open incidents in a table; what is said of them goes into the journal with the same commit. */
@Component
public final class JdbcAlertStore implements AlertStore {

    private static final Sql SQL = Sql.beside(JdbcAlertStore.class, "alerts.sql");
    private static final String OPEN = SQL.get("open");
    private static final String UPDATE = SQL.get("update");
    private static final String INSERT = SQL.get("insert");
    private static final String REMOVE = SQL.get("remove");

    private final StoreService store;
    private final RecordJson<Incident> json = new RecordJson<>(Incident.class);

    @Activate
    public JdbcAlertStore(@Reference StoreService store) {
        this.store = store;
    }

    @Override
    public Optional<Incident> open(String rule) {
        Optional<byte[]> found = store.readers().read(statements -> {
            PreparedStatement query = statements.prepare(OPEN);
            query.setString(1, rule);
            return first(query, row -> row.getBytes(1));
        });
        return found.map(bytes -> json.read(new String(bytes, StandardCharsets.UTF_8), store.tokens()::token));
    }

    @Override
    public void tell(Incident incident, AlertRaised fact, Instant at) {
        byte[] kept = json.write(incident, store.tokens()).getBytes(StandardCharsets.UTF_8);
        Append entry = entry(fact, at);
        store.writer().write(work -> {
            work.put(UPDATE, INSERT, put -> {
                put.setBytes(1, kept);
                put.setString(2, incident.rule());
            });
            work.append(entry);
            return null;
        });
    }

    @Override
    public void end(AlertEnded fact, Instant at) {
        Append entry = entry(fact, at);
        store.writer().write(work -> {
            PreparedStatement remove = work.prepare(REMOVE);
            remove.setString(1, fact.rule());
            if (work.execute(remove) > 0) {
                work.append(entry);
            }
            return null;
        });
    }

    private Append entry(Fact fact, Instant at) {
        return store.entry(Optional.empty(), at, SiteId.DEFAULT, Optional.empty(), fact);
    }
}
