package org.ohmstead.store.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.store.OpenStore.T0;

import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.csms.HealthCheck.Status;
import org.ohmstead.api.journal.DeadLetters;
import org.ohmstead.api.journal.Facts.ConnectorStatusChanged;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalFollower;
import org.ohmstead.api.model.ChargingStation;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.MeterValue;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.Sample;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.database.derby.DerbyEngine;
import org.ohmstead.stations.store.StationStore;
import org.ohmstead.stations.store.StationStore.Registration;
import org.ohmstead.store.OpenStore;
import org.ohmstead.store.Statements;
import org.ohmstead.store.StoppedStore;
import org.ohmstead.store.journal.JournalPruning;
import org.ohmstead.store.tables.JdbcDeadLetters;
import org.ohmstead.store.tables.JdbcStationStore;
import org.ohmstead.store.tables.JdbcTransactionStore;
import org.ohmstead.store.tables.Rebuild;
import org.ohmstead.transactions.store.TransactionStore.Readings;

/** What is old goes; what somebody still needs stays. */
@Timeout(120)
class RetentionServiceTest {

    private static final StationId CP1 = new StationId("CP-1");
    private static final Instant LATER = T0.plus(30, ChronoUnit.DAYS);
    private static final TransactionId TRANSACTION = new TransactionId(9);

    @TempDir
    private Path home;

    private OpenStore store;
    private StationStore stations;
    private JdbcTransactionStore transactions;

    @BeforeEach
    void open() {
        store = new OpenStore(home);
        stations = new JdbcStationStore(store.service());
        transactions = new JdbcTransactionStore(store.service());
        ChargingStation station =
                new ChargingStation(CP1, SiteId.DEFAULT, "", RegistrationStatus.ACCEPTED, Optional.empty(), T0);
        stations.register(List.of(new Registration(station, Optional.empty())), T0);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void readingsGoByTheMonthAndSignedValuesStay() throws Exception {
        record(T0.minus(100, ChronoUnit.DAYS), 1);
        record(T0.minus(40, ChronoUnit.DAYS), 2);
        report(ConnectorStatus.AVAILABLE, T0.minus(2, ChronoUnit.DAYS));
        record(T0, 3);
        retention(new Kept(2, 120, 400, "")).run();

        assertThat(energies()).containsExactly(2L, 3L);
        assertThat(count("reading_month")).isEqualTo(2);
        assertThat(count("signed_sample")).isEqualTo(3);
        record(T0.minus(100, ChronoUnit.DAYS), 4);
        assertThat(energies()).containsExactly(4L, 2L, 3L);
    }

    @Test
    void signedValuesGoByTheirReceiptNotByTheStationsClock() throws Exception {
        record(Instant.parse("1970-01-01T00:00:10Z"), 1, T0);
        record(T0, 2, T0.minus(100, ChronoUnit.DAYS));
        retention(new Kept(2, 2, 400, "")).run();

        assertThat(signed()).containsExactly("signed 1");
    }

    @Test
    void theJournalIsPrunedAndWhatIsDerivedFromItIsMadeAgain() throws Exception {
        report(ConnectorStatus.AVAILABLE, T0);
        report(ConnectorStatus.OCCUPIED, T0.plus(10, ChronoUnit.DAYS));
        report(ConnectorStatus.FAULTED, LATER);
        List<StationStore.Stored> before = stations.stations();
        long head = store.journal().head().seq();
        later(new Kept(13, 120, 20, "")).run();

        assertThat(statuses()).containsExactly(ConnectorStatus.FAULTED);
        assertThat(store.journal().head().seq()).isEqualTo(head);
        assertThat(count("status_seen")).as("keys of what is in the journal").isEqualTo(1);
        store.service().writer().write(work -> work.execute(work.prepare("delete from connector_status")));
        new Rebuild(
                        store.service().writer(),
                        store.service().readers(),
                        store.service().tokens())
                .run();
        assertThat(stations.stations()).isEqualTo(before);
        assertSound();
    }

    /** A machine without a battery may have believed for a while that it was 1970. */
    @Test
    void whatCameBeforeAWrongTimeStays() {
        report(ConnectorStatus.AVAILABLE, LATER);
        for (int i = 0; i < 50; i++) {
            report(ConnectorStatus.OCCUPIED, Instant.EPOCH.plusSeconds(i));
        }
        later(new Kept(13, 120, 20, "")).run();

        assertThat(statuses()).hasSize(51);
    }

    /** Stations wait for the writer. */
    @Test
    void theJournalIsPrunedInUnitsOfFewRows() {
        for (int i = 0; i < 500; i++) {
            report(ConnectorStatus.values()[i % 2], T0.plusSeconds(i));
        }
        report(ConnectorStatus.FAULTED, LATER);
        store.rowsOfLargestCommit();
        later(new Kept(13, 120, 20, "")).run();

        assertThat(statuses()).containsExactly(ConnectorStatus.FAULTED);
        assertThat(store.rowsOfLargestCommit())
                .as("100 entries, the key of each, and where the journal begins")
                .isBetween(100, 201);
    }

    @Test
    void nothingIsPrunedTwiceAndNothingThatIsNotOld() {
        report(ConnectorStatus.AVAILABLE, T0);
        report(ConnectorStatus.FAULTED, LATER);
        RetentionService retention = later(new Kept(13, 120, 20, ""));
        retention.run();
        List<JournalEntry> before = store.entries();
        retention.run();

        assertThat(store.entries()).isEqualTo(before).isNotEmpty();
    }

    @Test
    void aStuckFollowerLosesNothingAndHealthNamesIt() throws Exception {
        report(ConnectorStatus.AVAILABLE, T0);
        List<JournalEntry> taken = new ArrayList<>();
        CountDownLatch tried = new CountDownLatch(1);
        Journal.Subscription stuck = store.journal()
                .follow(
                        follower(entry -> {
                            tried.countDown();
                            throw new IllegalStateException("not today");
                        }),
                        true);
        assertThat(tried.await(60, TimeUnit.SECONDS)).isTrue();
        stuck.close();
        RetentionService retention = later(new Kept(13, 120, 20, ""));
        retention.run();

        assertThat(retention.check().status()).isEqualTo(Status.WARN);
        assertThat(retention.check().message()).contains("erp");
        CountDownLatch all = new CountDownLatch(store.entries().size());
        Journal.Subscription mended = store.journal()
                .follow(
                        follower(entry -> {
                            taken.add(entry);
                            all.countDown();
                        }),
                        true);
        assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
        mended.close();
        assertThat(taken.getFirst().position().seq()).isEqualTo(1);
        retention.run();
        assertThat(retention.check().status()).isEqualTo(Status.OK);
        assertThat(statuses()).isEmpty();
    }

    @Test
    void aFollowerThatIsGoneForGoodIsForgottenWhenTheSettingsSaySo() {
        report(ConnectorStatus.AVAILABLE, T0);
        store.service()
                .writer()
                .write(work -> work.execute(
                        work.prepare("insert into journal_follower (name, epoch, seq) values ('erp', 1, 0)")));
        later(new Kept(13, 120, 20, "")).run();
        assertThat(statuses()).isNotEmpty();
        later(new Kept(13, 120, 20, "crm, erp")).run();

        assertThat(statuses()).isEmpty();
    }

    @Test
    void aFollowerThatRunsIsNotForgotten() {
        Journal.Subscription running = store.journal().follow(follower(entry -> {}), false);
        later(new Kept(13, 120, 20, "erp")).run();

        assertThat(store.journal().followers())
                .extracting(Journal.FollowerState::name)
                .contains("erp");
        running.close();
    }

    @Test
    void aClockThatIsAheadDeletesNothingOnItsFirstDay() throws Exception {
        record(T0.minus(40, ChronoUnit.DAYS), 1);
        report(ConnectorStatus.AVAILABLE, T0);
        Instant ahead = T0.plus(800, ChronoUnit.DAYS);
        report(ConnectorStatus.OCCUPIED, ahead);
        Kept kept = new Kept(2, 2, 20, "");
        RetentionService retention = retention(kept, ahead);
        retention.run();

        assertThat(energies()).containsExactly(1L);
        assertThat(count("signed_sample")).isEqualTo(1);
        assertThat(statuses()).hasSize(2);
        assertThat(retention.check().status()).isEqualTo(Status.WARN);
        assertThat(retention.check().message()).contains("2026-11-22").contains("2029-01-30");
        RetentionService restarted = retention(kept, ahead);
        restarted.run();
        assertThat(energies()).as("nor after a restart").containsExactly(1L);
    }

    @Test
    void aServerThatWasSwitchedOffForMonthsDeletesFromItsSecondDayOn() throws Exception {
        record(T0.minus(40, ChronoUnit.DAYS), 1);
        report(ConnectorStatus.AVAILABLE, T0);
        Instant back = T0.plus(60, ChronoUnit.DAYS);
        report(ConnectorStatus.OCCUPIED, back);
        RetentionService nextDay = retention(new Kept(2, 2, 20, ""), back.plus(1, ChronoUnit.DAYS));
        nextDay.run();

        assertThat(energies()).isEmpty();
        assertThat(statuses()).containsExactly(ConnectorStatus.OCCUPIED);
        assertThat(nextDay.check().message()).doesNotContain("clock");
    }

    @Test
    void aQuietServerThatRunsDeletesFromItsSecondDayOn() {
        report(ConnectorStatus.AVAILABLE, T0);
        RetentionService quiet = retention(new Kept(2, 2, 20, ""), T0.plus(100, ChronoUnit.DAYS));
        quiet.run();
        assertThat(statuses()).hasSize(1);
        quiet.run();

        assertThat(statuses()).isEmpty();
        assertThat(quiet.check().message()).doesNotContain("clock");
    }

    @Test
    void whatCameInAYearThatIsStillToComeIsAsOldAsWhatCameAfterIt() {
        report(ConnectorStatus.AVAILABLE, T0);
        for (int i = 0; i < 250; i++) {
            report(
                    ConnectorStatus.OCCUPIED,
                    Instant.parse("2080-01-01T00:00:00Z").plusSeconds(i));
        }
        report(ConnectorStatus.AVAILABLE, T0.plus(1, ChronoUnit.DAYS));
        report(ConnectorStatus.OCCUPIED, Instant.parse("2080-01-02T00:00:00Z"));
        report(ConnectorStatus.FAULTED, LATER);
        later(new Kept(13, 120, 20, "")).run();

        assertThat(statuses()).containsExactly(ConnectorStatus.OCCUPIED, ConnectorStatus.FAULTED);
    }

    @Test
    void whatCameBeforeTheClockWasSetStays() throws Exception {
        report(ConnectorStatus.AVAILABLE, T0);
        report(ConnectorStatus.OCCUPIED, Instant.EPOCH);
        record(Instant.EPOCH, 1);
        report(ConnectorStatus.FAULTED, LATER);
        later(new Kept(2, 2, 20, "")).run();

        assertThat(energies()).containsExactly(1L);
        assertThat(count("signed_sample")).isEqualTo(1);
        assertThat(statuses()).containsExactly(ConnectorStatus.OCCUPIED, ConnectorStatus.FAULTED);
    }

    @Test
    void aDeadLetterKeepsItsEntryAndHealthSaysSo() {
        report(ConnectorStatus.AVAILABLE, T0);
        report(ConnectorStatus.OCCUPIED, T0);
        JournalEntry given = store.entries().getLast();
        DeadLetters letters = new JdbcDeadLetters(store.service());
        letters.keep(new DeadLetters.DeadLetter(
                "route-erp", given.position(), given.kind(), given.station(), T0, 5, "not today"));
        RetentionService retention = later(new Kept(13, 120, 20, ""));
        retention.run();

        assertThat(statuses()).containsExactly(ConnectorStatus.OCCUPIED);
        assertThat(retention.check().status()).isEqualTo(Status.WARN);
        assertThat(retention.check().message()).contains("dead letter of route-erp");
        letters.discard("route-erp", given.position());
        retention.run();
        assertThat(statuses()).isEmpty();
        assertThat(retention.check().status()).isEqualTo(Status.OK);
    }

    @Test
    void whoeverCameSinceThePlanWasMadeLosesNothing() {
        report(ConnectorStatus.AVAILABLE, T0);
        JournalPruning pruning = new JournalPruning(store.service());
        JournalPruning.Plan plan = pruning.plan(LATER, LATER);
        store.service()
                .writer()
                .write(work -> work.execute(
                        work.prepare("insert into journal_follower (name, epoch, seq) values ('late', 1, 0)")));

        assertThat(pruning.prune(plan.pruned(), plan, (work, entry) -> {})).isEqualTo(plan.pruned());
        assertThat(statuses()).hasSize(1);
    }

    @Test
    void readingsWhoseSignedValuesAreGoneAreStillReadAndHealthSaysSo() throws Exception {
        record(T0.minus(70, ChronoUnit.DAYS), 1);
        RetentionService retention = retention(new Kept(13, 2, 400, ""));
        retention.run();

        assertThat(signed()).isEmpty();
        assertThat(transactions.readings(TRANSACTION, Page.Request.first(10)).items())
                .singleElement()
                .satisfies(reading -> assertThat(
                                reading.meterValue().samples().getFirst().value())
                        .isEmpty());
        assertThat(retention.check().status()).isEqualTo(Status.WARN);
        assertThat(retention.check().message()).contains("signed");
    }

    private void assertSound() throws Exception {
        store.close();
        try (StoppedStore stopped = StoppedStore.open(new DerbyEngine(), home.resolve("data"))) {
            assertThat(stopped.check())
                    .allSatisfy(check ->
                            assertThat(check.findings()).as(check.name()).isEmpty());
        }
        open();
    }

    private RetentionService retention(RetentionService.Settings settings) {
        return retention(settings, T0);
    }

    private RetentionService later(RetentionService.Settings settings) {
        return retention(settings, LATER);
    }

    private RetentionService retention(RetentionService.Settings settings, Instant now) {
        Clock clock = Clock.fixed(now.plusSeconds(60), ZoneOffset.UTC);
        return new RetentionService(store.service(), store.journal(), transactions, settings, clock);
    }

    private void report(ConnectorStatus status, Instant at) {
        stations.status(
                CP1,
                new StatusReport(
                        Connector.of(1),
                        status,
                        status.name(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        at,
                        at),
                Instant.EPOCH);
    }

    private void record(Instant at, long energy) {
        record(at, energy, at);
    }

    private void record(Instant at, long energy, Instant receivedAt) {
        Sample sample =
                new Sample("signed " + energy, Sample.ENERGY_IMPORT, "", "Outlet", "Sample.Periodic", "Wh", true);
        Reading reading = new Reading(
                new MeterValue(at, List.of(sample)),
                receivedAt,
                Optional.of(new Energy(energy)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        transactions.record(new Readings(CP1, Connector.of(1), Optional.of(TRANSACTION), List.of(reading), receivedAt));
    }

    private List<Long> energies() {
        return transactions.readings(TRANSACTION, Page.Request.first(10)).items().stream()
                .map(reading -> reading.energy().orElseThrow().milliwattHours())
                .toList();
    }

    private List<String> signed() {
        return store.service()
                .readers()
                .read(statements -> Statements.list(
                        statements.prepare("select signed_value from signed_sample"), row -> row.getString(1)));
    }

    private long count(String table) {
        return store.service()
                .readers()
                .read(statements -> Statements.first(
                                statements.prepare("select count(*) from " + table), row -> row.getLong(1))
                        .orElseThrow());
    }

    private List<ConnectorStatus> statuses() {
        return store.facts().stream()
                .filter(ConnectorStatusChanged.class::isInstance)
                .map(fact -> ((ConnectorStatusChanged) fact).status())
                .toList();
    }

    private static JournalFollower follower(JournalFollowing following) {
        return new JournalFollower() {
            @Override
            public String name() {
                return "erp";
            }

            @Override
            public void follow(JournalEntry entry) {
                following.follow(entry);
            }
        };
    }

    @FunctionalInterface
    private interface JournalFollowing {
        void follow(JournalEntry entry);
    }

    private record Kept(int readingsMonths, int signedMonths, int journalDays, String forgetFollowers)
            implements RetentionService.Settings {
        @Override
        public Class<? extends Annotation> annotationType() {
            return RetentionService.Settings.class;
        }
    }
}
