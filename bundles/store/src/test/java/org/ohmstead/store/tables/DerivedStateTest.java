package org.ohmstead.store.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.store.OpenStore.T0;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.csms.TransactionHistory.Query;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.ChargingState;
import org.ohmstead.api.model.ChargingStation;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.Delivered;
import org.ohmstead.api.model.Delivered.Trust;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.MeterValue;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.Sample;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Ending;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.stations.store.StationStore;
import org.ohmstead.stations.store.StationStore.Registration;
import org.ohmstead.store.OpenStore;
import org.ohmstead.transactions.store.TransactionStore;
import org.ohmstead.transactions.store.TransactionStore.End;
import org.ohmstead.transactions.store.TransactionStore.Open;
import org.ohmstead.transactions.store.TransactionStore.Readings;
import org.ohmstead.transactions.store.TransactionStore.Start;
import org.ohmstead.transactions.store.TransactionStore.Supersede;

/** The journal is enough to make again what is derived from it. */
class DerivedStateTest {

    private static final int STATIONS = 5;

    @TempDir
    private Path home;

    private final Random random = new Random(42);
    private OpenStore store;
    private StationStore stations;
    private TransactionStore transactions;
    private DerivedState derived;
    private Instant now = T0;
    private long lastId;

    @BeforeEach
    void open() {
        store = new OpenStore(home);
        stations = new JdbcStationStore(store.service());
        transactions = new JdbcTransactionStore(store.service());
        derived = new DerivedState(store.service(), store.journal());
        for (int i = 0; i < STATIONS; i++) {
            ChargingStation station = new ChargingStation(
                    new StationId("CP-" + i), SiteId.DEFAULT, "", RegistrationStatus.ACCEPTED, Optional.empty(), T0);
            stations.register(List.of(new Registration(station, Optional.empty())), T0);
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void allOfItIsMadeAgainFromTheWholeJournal() {
        live(150);
        State before = state();
        destroy("delete from charging_transaction");
        derived.rebuild();

        assertThat(state()).isEqualTo(before);
        assertThat(before.transactions()).hasSizeGreaterThan(20);
        assertThat(before.open()).isNotEmpty();
    }

    @Test
    void aSnapshotAndTheRestGiveTheSame() {
        live(100);
        long place = derived.snapshot().seq();
        live(100);
        State before = state();
        destroy("delete from charging_transaction where end_received_at is null");
        destroy("delete from journal where seq <= " + place);
        derived.rebuild();

        assertThat(state()).isEqualTo(before);
    }

    @Test
    void rebuildingTwiceChangesNothing() {
        live(60);
        State before = state();
        derived.snapshot();
        derived.rebuild();
        derived.rebuild();

        assertThat(state()).isEqualTo(before);
    }

    @Test
    void whatIsWrongInATableIsRightAfterwards() {
        live(60);
        State before = state();
        destroy("update charging_transaction set ended_at = 1, end_received_at = 1, estimated = true,"
                + " stopped_reason = 'wrong', flags = 'SUPERSEDED' where end_received_at is null");
        destroy("update connector_status set status = 'UNAVAILABLE'");
        derived.rebuild();

        assertThat(state()).isEqualTo(before);
    }

    /** Some days in the life of five stations. */
    private void live(int steps) {
        for (int i = 0; i < steps; i++) {
            now = now.plusSeconds(30);
            StationId station = new StationId("CP-" + random.nextInt(STATIONS));
            Optional<Transaction> open = transactions.open().stream()
                    .map(Open::transaction)
                    .filter(transaction -> transaction.station().equals(station))
                    .findFirst();
            switch (random.nextInt(6)) {
                case 0, 1 -> report(station);
                case 2 -> begin(station, open);
                case 3 -> open.ifPresent(this::meter);
                case 4 -> open.ifPresent(this::end);
                default ->
                    open.ifPresent(transaction ->
                            transactions.flag(transaction.id(), Set.of(TransactionFlag.METER_BACKWARDS), now));
            }
        }
    }

    private void report(StationId station) {
        ConnectorStatus status = ConnectorStatus.values()[random.nextInt(5)];
        stations.status(
                station,
                new StatusReport(
                        Connector.of(random.nextInt(2)),
                        status,
                        status.name(),
                        Optional.of(ChargingState.CHARGING).filter(state -> random.nextBoolean()),
                        Optional.of("GroundFailure").filter(code -> random.nextBoolean()),
                        Optional.empty(),
                        Optional.empty(),
                        now.minusSeconds(1),
                        now));
    }

    private void begin(StationId station, Optional<Transaction> open) {
        Ending estimate =
                new Ending(now, now, Optional.of(new Energy(5)), Ending.SUPERSEDED_REASON, Optional.empty(), true);
        transactions.start(new Start(
                new TransactionId(++lastId),
                station,
                Connector.of(1),
                Optional.empty(),
                Optional.of(IdToken.of("CARD" + random.nextInt(3))),
                AuthorizationStatus.ACCEPTED,
                now.minusSeconds(2),
                now,
                Optional.of(new Energy(1_000)),
                Optional.empty(),
                Optional.of(7),
                Set.of(),
                open.map(old -> new Supersede(old.id(), estimate, Set.of(), Optional.empty())),
                List.of(),
                Optional.empty()));
    }

    private void meter(Transaction transaction) {
        Sample sample = new Sample("2", Sample.ENERGY_IMPORT, "", "Outlet", "Sample.Periodic", "Wh", false);
        Reading reading = new Reading(
                new MeterValue(now, List.of(sample)),
                now,
                Optional.of(new Energy(2_000)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        transactions.record(new Readings(
                transaction.station(), transaction.connector(), Optional.of(transaction.id()), List.of(reading), now));
    }

    private void end(Transaction transaction) {
        Ending ending = new Ending(
                now,
                now,
                Optional.of(new Energy(3_000)),
                "Local",
                Optional.of(IdToken.of("CARD1")),
                random.nextBoolean());
        Delivered delivered = new Delivered(
                new Energy(random.nextInt(9_000)),
                random.nextBoolean() ? Trust.HELD : Trust.PARTLY,
                Optional.of(new Energy(7)).filter(energy -> random.nextBoolean()));
        transactions.end(new End(transaction, ending, Set.of(), List.of(), Optional.of(delivered)));
        if (random.nextBoolean()) {
            Delivered more = new Delivered(new Energy(9_999), Trust.MEASURED, Optional.empty());
            transactions.recount(transaction.id(), more, Set.of(TransactionFlag.REGISTER_RESET), now);
        }
    }

    private void destroy(String sql) {
        store.service().writer().write(work -> work.execute(work.prepare(sql)));
    }

    private State state() {
        return new State(
                transactions
                        .page(Query.all(Scope.ALL), Page.Request.first(1_000))
                        .items(),
                transactions.open(),
                stations.stations());
    }

    private record State(List<Transaction> transactions, List<Open> open, List<StationStore.Stored> stations) {}
}
