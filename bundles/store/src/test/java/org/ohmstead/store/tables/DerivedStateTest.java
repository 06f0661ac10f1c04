package org.ohmstead.store.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.ohmstead.store.OpenStore.T0;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.csms.Reviews;
import org.ohmstead.api.csms.Reviews.DoubtfulReport;
import org.ohmstead.api.csms.Reviews.DoubtfulTransaction;
import org.ohmstead.api.csms.Reviews.Review;
import org.ohmstead.api.csms.TransactionHistory.Query;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.BelievedTime;
import org.ohmstead.api.model.BelievedTime.How;
import org.ohmstead.api.model.ChargingState;
import org.ohmstead.api.model.ChargingStation;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.Decision;
import org.ohmstead.api.model.Delivered;
import org.ohmstead.api.model.Delivered.Trust;
import org.ohmstead.api.model.Doubt;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Evidence;
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
import org.ohmstead.api.model.UnmatchedReport;
import org.ohmstead.stations.store.StationStore;
import org.ohmstead.stations.store.StationStore.Registration;
import org.ohmstead.store.OpenStore;
import org.ohmstead.store.check.Checked;
import org.ohmstead.store.check.DerivedRows;
import org.ohmstead.transactions.store.ReviewStore;
import org.ohmstead.transactions.store.TransactionStore;
import org.ohmstead.transactions.store.TransactionStore.End;
import org.ohmstead.transactions.store.TransactionStore.Open;
import org.ohmstead.transactions.store.TransactionStore.Readings;
import org.ohmstead.transactions.store.TransactionStore.Start;
import org.ohmstead.transactions.store.TransactionStore.Supersede;
import org.ohmstead.transactions.store.TransactionStore.Unmatched;

/** The journal is enough to make again what is derived from it. */
class DerivedStateTest {

    private static final int STATIONS = 5;

    @TempDir
    private Path home;

    private final Random random = new Random(42);
    private OpenStore store;
    private StationStore stations;
    private TransactionStore transactions;
    private ReviewStore reviews;
    private DerivedState derived;
    private Instant now = T0;
    private long lastId;

    @BeforeEach
    void open() {
        store = new OpenStore(home);
        stations = new JdbcStationStore(store.service());
        JdbcTransactionStore tables = new JdbcTransactionStore(store.service());
        transactions = tables;
        reviews = new JdbcReviewStore(store.service(), tables);
        derived = new DerivedState(store.service());
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
        live(300);
        State before = state();
        destroy("delete from charging_transaction");
        destroy("delete from transaction_evidence");
        destroy("delete from unmatched_report");
        destroy("delete from review");
        rebuild();

        assertThat(state()).isEqualTo(before);
        assertThat(before.transactions()).hasSizeGreaterThan(20);
        assertThat(before.open()).isNotEmpty();
        assertThat(before.waiting()).hasSizeGreaterThan(10);
        assertThat(before.evidence().values())
                .anySatisfy(all -> assertThat(all).anyMatch(Evidence::standing))
                .anySatisfy(all -> assertThat(all).anyMatch(evidence -> !evidence.standing()));
        assertThat(before.reports()).isNotEmpty();
        assertThat(before.transactions())
                .anyMatch(transaction -> transaction.decision().isPresent());
    }

    @Test
    void aSnapshotAndTheRestGiveTheSame() {
        live(200);
        long place = derived.snapshot().seq();
        live(200);
        State before = state();
        destroy(
                "delete from transaction_evidence where transaction_id in"
                        + " (select id from charging_transaction where end_received_at is null or id in (select id from review))");
        destroy("delete from unmatched_report where id in (select id from review)");
        destroy("delete from charging_transaction where end_received_at is null or id in (select id from review)");
        destroy("delete from review");
        destroy("delete from journal where seq <= " + place);
        rebuild();

        assertThat(state()).isEqualTo(before);
        assertThat(before.waiting()).hasSizeGreaterThan(10);
    }

    @Test
    void theInboxIsTheSameAsBeforeToTheLastDoubt() {
        live(300);
        List<Review> before = state().waiting();
        destroy("update review set doubts = 'OVERDUE', since = 1 where id in (select id from charging_transaction)");
        destroy("update unmatched_report set decided_by = 'nobody', decided_at = 1, decision_reason = ''");
        destroy("update transaction_evidence set refuted_at = 1 where refuted_at is null");
        rebuild();

        assertThat(state().waiting()).isEqualTo(before);
    }

    @Test
    void whatVersionOneLeftOutIsNotTakenFromTheTables() {
        StationId station = new StationId("CP-1");
        begin(station, Optional.empty());
        Transaction transaction = transactions.open().getFirst().transaction();
        UnmatchedReport report = stray(station);
        Evidence evidence =
                new Evidence(Evidence.Kind.BOOT, now, now, Optional.of(new Energy(5)), "Available", Optional.empty());
        reviews.keep(transaction.id(), evidence, Optional.empty());
        reviews.refute(transaction.id(), List.of(evidence), now.plusSeconds(5));
        State before = state();
        repeat(new Facts.TransactionUnmatched(
                "Ended", "-1", report.idToken(), report.register(), Optional.empty(), Optional.empty()));
        repeat(new Facts.TransactionDoubted(
                transaction.id(), evidence.kind(), now, evidence.register(), Optional.empty(), Optional.empty()));

        assertThat(state()).isEqualTo(before);
    }

    private void repeat(Fact fact) {
        JournalEntry entry = new JournalEntry(
                new JournalPosition(1, 1),
                Optional.of(now),
                now,
                SiteId.DEFAULT,
                Optional.of(new StationId("CP-1")),
                fact);
        store.service().writer().write(work -> {
            new RepeatedFacts(work, store.service().tokens().on(work)).repeat(entry);
            return null;
        });
    }

    @Test
    void rebuildingTwiceChangesNothing() {
        live(60);
        State before = state();
        derived.snapshot();
        rebuild();
        rebuild();

        assertThat(state()).isEqualTo(before);
    }

    @Test
    void whatIsWrongInATableIsRightAfterwards() {
        live(60);
        State before = state();
        destroy("update charging_transaction set ended_at = 1, end_received_at = 1, estimated = true,"
                + " stopped_reason = 'wrong', flags = 'SUPERSEDED' where end_received_at is null");
        destroy("update connector_status set status = 'UNAVAILABLE'");
        rebuild();

        assertThat(state()).isEqualTo(before);
    }

    @Test
    void whatWasOtherwiseIsSaidAndNothingElse() {
        live(300);
        derived.snapshot();
        live(100);
        assertThat(differences())
                .allSatisfy(check -> assertThat(check.findings()).isEmpty());

        String open = state().open().getFirst().transaction().id().toString();
        destroy("delete from connector_status where station = 'CP-3'");
        destroy("update connector_status set station = 'CP-9' where station = 'CP-4' and evse = 1");
        destroy("update charging_transaction set meter_start = 1 where id = "
                + TransactionId.parse(open).value());
        destroy("delete from review");

        Map<String, Checked> found = new LinkedHashMap<>();
        differences().forEach(check -> found.put(check.name(), check));
        assertThat(found.get("status of connectors").findings())
                .anyMatch(it -> it.startsWith("CP-3 EVSE ") && it.endsWith(" was not there."))
                .anyMatch(it -> it.equals("CP-4 EVSE 1 connector 1 was not there."))
                .endsWith("1 of which the journal does not tell were taken away.");
        assertThat(found.get("transactions").findings())
                .containsExactly("Transaction " + open + " was not as the journal tells.");
        assertThat(found.get("transactions").wrong()).isOne();
        assertThat(found.get("inbox").wrong()).isEqualTo(waiting().size());
        assertThat(found.get("evidence against transactions").wrong()).isZero();
    }

    private List<Checked> differences() {
        DerivedRows before = store.service().readers().read(DerivedRows::new);
        rebuild();
        return store.service().readers().read(before::differences);
    }

    @Test
    void nothingIsMadeOfAJournalWithoutItsBeginning() {
        live(20);
        State before = state();
        destroy("update journal_pruned set seq = 5");

        assertThatIllegalStateException().isThrownBy(this::rebuild).withMessageContaining("no snapshot");
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
            switch (random.nextInt(10)) {
                case 0, 1 -> report(station);
                case 2 -> begin(station, open);
                case 3 -> open.ifPresent(this::meter);
                case 4 -> open.ifPresent(this::end);
                case 5 -> stray(station);
                case 6 -> open.ifPresent(this::doubt);
                case 7 ->
                    open.ifPresent(transaction ->
                            reviews.refute(transaction.id(), some(reviews.evidence(transaction.id())), now));
                case 8 -> decideOrReopen(station);
                default ->
                    open.ifPresent(transaction ->
                            transactions.flag(transaction.id(), Set.of(TransactionFlag.METER_BACKWARDS), now));
            }
        }
    }

    private void report(StationId station) {
        ConnectorStatus status = ConnectorStatus.values()[random.nextInt(5)];
        StatusReport report = new StatusReport(
                Connector.of(random.nextInt(2)),
                status,
                status.name(),
                Optional.of(ChargingState.CHARGING).filter(state -> random.nextBoolean()),
                Optional.of("GroundFailure").filter(code -> random.nextBoolean()),
                Optional.empty(),
                Optional.empty(),
                now.minusSeconds(1),
                now);
        if (random.nextInt(5) == 0) {
            stations.earlierStatus(station, report);
        } else {
            stations.status(station, report, Instant.EPOCH);
        }
    }

    private void begin(StationId station, Optional<Transaction> open) {
        Ending estimate = new Ending(
                now, now, Optional.of(new Energy(5)), Ending.SUPERSEDED_REASON, Optional.empty(), true, believed());
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
                believed()));
    }

    /** When something of a moment is believed to have been, if anybody looked. */
    private Optional<BelievedTime> believed() {
        return Optional.of(new BelievedTime(now.minusSeconds(7), How.CORRECTED, Duration.ofMillis(5_250)))
                .filter(time -> random.nextBoolean());
    }

    private UnmatchedReport stray(StationId station) {
        return transactions.unmatched(new Unmatched(
                new TransactionId(++lastId),
                station,
                Doubt.UNMATCHED_STOP,
                "-1",
                Optional.of(IdToken.of("CARD1")).filter(token -> random.nextBoolean()),
                Optional.of(new Energy(lastId)),
                "PowerLoss",
                now.minusSeconds(3),
                now));
    }

    private void doubt(Transaction transaction) {
        boolean stop = random.nextBoolean();
        Evidence evidence = new Evidence(
                stop ? Evidence.Kind.STOP_UNMATCHED : Evidence.Kind.values()[random.nextInt(4)],
                now.minusSeconds(1),
                now,
                Optional.of(new Energy(5)),
                stop ? "-1" : "",
                Optional.empty());
        reviews.keep(
                transaction.id(),
                evidence,
                stop ? Optional.of(stray(transaction.station()).id()) : Optional.empty());
    }

    private List<Evidence> some(List<Evidence> all) {
        return all.stream()
                .filter(evidence -> evidence.standing() && random.nextBoolean())
                .toList();
    }

    private void decideOrReopen(StationId station) {
        List<Review> waiting = waiting();
        if (waiting.isEmpty()) {
            return;
        }
        Review review = waiting.get(random.nextInt(waiting.size()));
        Decision decision = new Decision(
                "eva",
                now,
                "the driver called",
                Optional.of(now.minusSeconds(60)),
                Optional.of(new Energy(77)),
                review.doubts());
        switch (review) {
            case DoubtfulTransaction of when random.nextBoolean() -> reviews.reopen(of.id(), new Energy(9_000), now);
            case DoubtfulTransaction of -> reviews.decide(of.id(), decision);
            case DoubtfulReport of -> {
                Optional<TransactionId> open = transactions.open().stream()
                        .map(Open::transaction)
                        .filter(transaction -> transaction.station().equals(station))
                        .map(Transaction::id)
                        .findFirst();
                Decision putAway = new Decision(
                        "eva",
                        now,
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(of.report().doubt()));
                reviews.decide(of.id(), putAway, open);
            }
        }
    }

    private List<Review> waiting() {
        return reviews.page(Reviews.Query.all(Scope.ALL), Page.Request.first(1_000))
                .items();
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
                random.nextBoolean(),
                believed());
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

    private void rebuild() {
        new Rebuild(
                        store.service().writer(),
                        store.service().readers(),
                        store.service().tokens())
                .run();
    }

    private void destroy(String sql) {
        store.service().writer().write(work -> work.execute(work.prepare(sql)));
    }

    private State state() {
        List<Transaction> all = transactions
                .page(Query.all(Scope.ALL), Page.Request.first(1_000))
                .items();
        Map<TransactionId, List<Evidence>> evidence = new LinkedHashMap<>();
        List<UnmatchedReport> reports = new ArrayList<>();
        for (Transaction transaction : all) {
            evidence.put(transaction.id(), reviews.evidence(transaction.id()));
            reports.addAll(reviews.reports(transaction.id()));
        }
        return new State(all, transactions.open(), stations.stations(), evidence, reports, waiting());
    }

    private record State(
            List<Transaction> transactions,
            List<Open> open,
            List<StationStore.Stored> stations,
            Map<TransactionId, List<Evidence>> evidence,
            List<UnmatchedReport> reports,
            List<Review> waiting) {}
}
