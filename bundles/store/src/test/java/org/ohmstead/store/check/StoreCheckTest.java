package org.ohmstead.store.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.store.OpenStore.T0;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.ChargingStation;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Delivered;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.MeterValue;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.Sample;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Ending;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.database.derby.DerbyEngine;
import org.ohmstead.stations.store.StationStore.Registration;
import org.ohmstead.store.OpenStore;
import org.ohmstead.store.StoppedStore;
import org.ohmstead.store.tables.JdbcStationStore;
import org.ohmstead.store.tables.JdbcTransactionStore;
import org.ohmstead.transactions.store.TransactionStore;
import org.ohmstead.transactions.store.TransactionStore.End;
import org.ohmstead.transactions.store.TransactionStore.Readings;
import org.ohmstead.transactions.store.TransactionStore.Start;

/** Each kind of damage is found, and named; a store without damage is found sound. */
class StoreCheckTest {

    private static final StationId CP1 = new StationId("CP-1");

    @TempDir
    private Path home;

    @BeforeEach
    void live() {
        try (OpenStore store = new OpenStore(home)) {
            ChargingStation station =
                    new ChargingStation(CP1, SiteId.DEFAULT, "", RegistrationStatus.ACCEPTED, Optional.empty(), T0);
            new JdbcStationStore(store.service()).register(List.of(new Registration(station, Optional.empty())), T0);
            TransactionStore transactions = new JdbcTransactionStore(store.service());
            start(transactions, 1, 1);
            start(transactions, 2, 2);
            Transaction first = transactions.find(new TransactionId(1)).orElseThrow();
            transactions.record(new Readings(CP1, first.connector(), Optional.of(first.id()), List.of(reading()), T0));
            transactions.record(new Readings(CP1, first.connector(), Optional.empty(), List.of(reading()), T0));
            Ending ending =
                    new Ending(T0, T0, Optional.of(new Energy(3_000)), "Local", Optional.of(IdToken.of("CARD")), false);
            Delivered delivered = new Delivered(new Energy(3_000), Delivered.Trust.MEASURED, Optional.empty());
            transactions.end(new End(first, ending, Set.of(), List.of(), Optional.of(delivered)));
            Delivered more = new Delivered(new Energy(4_000), Delivered.Trust.MEASURED, Optional.empty());
            transactions.recount(first.id(), more, Set.of(), T0);
        }
    }

    private static void start(TransactionStore transactions, long id, int evse) {
        transactions.start(new Start(
                new TransactionId(id),
                CP1,
                Connector.of(evse),
                Optional.empty(),
                Optional.of(IdToken.of("CARD")),
                AuthorizationStatus.ACCEPTED,
                T0,
                T0,
                Optional.of(new Energy(0)),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                List.of(),
                Optional.empty()));
    }

    private static Reading reading() {
        Sample sample = new Sample("2", Sample.ENERGY_IMPORT, "", "Outlet", "Sample.Periodic", "Wh", false);
        return new Reading(
                new MeterValue(T0, List.of(sample)),
                T0,
                Optional.of(new Energy(2_000)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void aSoundStoreIsFoundSound() throws Exception {
        assertThat(check()).allSatisfy(check -> assertThat(check.findings()).isEmpty());
        assertThat(check())
                .filteredOn(check -> check.name().equals("ledger as the journal says"))
                .extracting(Checked::looked)
                .containsExactly(2L);
    }

    @Test
    void everyCheckHasANameOfItsOwn() throws Exception {
        assertThat(check()).extracting(Checked::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    journal without a gap        | delete from journal where seq = 3                                  | After entry 2 comes 4
                    journal without a gap        | update journal_head set seq = seq + 1                              | the head is
                    journal without a gap        | update journal set epoch = 7 where seq = 3                         | epoch 7
                    journal without a gap        | update journal set pack = cast(X'5B5B' as blob) where seq = 3      | cannot be read
                    journal without a gap        | update journal set facts = 2, seq = 100 where seq = (select max(seq) from journal) | instead of 2
                    ledger as the journal says   | update charging_transaction set energy = 3000 where id = 1         | delivered that energy
                    ledger as the journal says   | update charging_transaction set station = 'CP-9' where id = 2      | started there
                    ledger as the journal says   | delete from charging_transaction where id = 2                      | is not there
                    ledger as the journal says   | insert into charging_transaction (id, station, site, evse, connector, station_transaction_id, verdict, started_at, start_received_at, flags) values (9, 'CP-1', 'default', 7, 1, '77', 'ACCEPTED', 0, 0, '') | 3 transactions
                    followers within the journal | insert into journal_follower (name, epoch, seq) values ('erp', 1, 900) | erp is at 1:900
                    followers within the journal | insert into journal_follower (name, epoch, seq) values ('erp', 4, 1) | erp is at 4:1
                    one open transaction an EVSE | update charging_transaction set end_received_at = null, evse = 2   | CP-1 EVSE 2
                    no number given out twice    | update charging_transaction set station_transaction_id = '1'       | CP-1 transaction 1
                    ended or open                | update charging_transaction set ended_at = null where id = 1       | row 1
                    energy with trust            | update charging_transaction set trust = null where id = 1          | row 1
                    energy with trust            | update charging_transaction set energy = -1 where id = 1           | row 1
                    known tokens                 | update charging_transaction set id_token = 99 where id = 2         | row 2
                    no inbox item about nothing  | insert into review (id, since, site, doubts) values (50, 0, 'default', '') | item 50
                    no evidence without its transaction| insert into transaction_evidence (transaction_id, kind, happened_at, received_at, said) values (51, 'X', 0, 0, '') | row 51
                    no report attached to nothing| insert into unmatched_report (id, station, site, doubt, station_transaction_id, stopped_reason, reported_at, received_at, transaction_id) values (52, 'CP-1', 'default', 'X', '1', '', 0, 0, 53) | Report 52
                    no signed values of nothing  | insert into signed_sample (subject, measured_at, content_hash, position, signed_value) values (54, 0, 0, 0, 'x') | belong to 54
                    readings in their month      | delete from charging_transaction where id = 1                      | belong to 1
                    readings in their month      | delete from meter_point                                            | belong to -1
                    readings in their month      | insert into reading_month values ('2001-01')                       | 2001-01 cannot be read
                    """)
    void damageIsFound(String name, String damage, String sentence) throws Exception {
        damage(damage);

        assertThat(check())
                .filteredOn(check -> check.name().equals(name))
                .flatExtracting(Checked::findings)
                .anySatisfy(finding -> assertThat(finding).contains(sentence));
    }

    @Test
    void oneThatIsWrongAThousandTimesIsNotListedAThousandTimes() throws Exception {
        damage("insert into review (id, since, site, doubts) select n + 100, 0, 'default', '' from ("
                + "select row_number() over () as n from sys.syscolumns) numbers where n <= 300");

        assertThat(check()).anySatisfy(check -> {
            assertThat(check.wrong()).isEqualTo(300);
            assertThat(check.findings()).hasSize(100);
        });
    }

    private void damage(String sql) throws SQLException {
        DerbyEngine engine = new DerbyEngine();
        try (Connection connection = engine.open(home.resolve("data")).getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        } finally {
            engine.close();
        }
    }

    private List<Checked> check() throws Exception {
        try (StoppedStore store = StoppedStore.open(new DerbyEngine(), home.resolve("data"))) {
            return store.check();
        }
    }
}
