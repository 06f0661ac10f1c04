package org.ohmstead.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.ohmstead.store.OpenStore.T0;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.ChargingStation;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.database.derby.DerbyEngine;
import org.ohmstead.stations.store.StationStore.Registration;
import org.ohmstead.store.OpenStore;
import org.ohmstead.store.StoppedRebuild.Rebuilt;
import org.ohmstead.store.StoppedStore;
import org.ohmstead.store.tables.JdbcStationStore;
import org.ohmstead.store.tables.JdbcTransactionStore;
import org.ohmstead.transactions.store.TransactionStore.Start;

class RebuildTest {

    private static final StationId STATION = new StationId("CP-1");
    private static final TransactionId TRANSACTION = new TransactionId(7);

    @TempDir
    private Path directory;

    private Installation installation;

    /** One that charges at a station whose connector said so. */
    @BeforeEach
    void make() throws Exception {
        installation = Installation.with(directory.resolve("home"), 3);
        try (OpenStore store = new OpenStore(installation.home().path())) {
            new JdbcStationStore(store.service())
                    .register(
                            List.of(new Registration(
                                    new ChargingStation(
                                            STATION,
                                            SiteId.DEFAULT,
                                            "",
                                            RegistrationStatus.ACCEPTED,
                                            Optional.empty(),
                                            T0),
                                    Optional.empty())),
                            T0);
            new JdbcStationStore(store.service())
                    .status(
                            STATION,
                            new StatusReport(
                                    Connector.of(1),
                                    ConnectorStatus.OCCUPIED,
                                    "Charging",
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    T0,
                                    T0),
                            Instant.EPOCH);
            new JdbcTransactionStore(store.service())
                    .start(new Start(
                            TRANSACTION,
                            STATION,
                            Connector.of(1),
                            Optional.empty(),
                            Optional.of(IdToken.of("04A1B2C3")),
                            AuthorizationStatus.ACCEPTED,
                            T0,
                            T0,
                            Optional.of(new Energy(1_000)),
                            Optional.empty(),
                            Optional.empty(),
                            Set.of(),
                            Optional.empty(),
                            List.of(),
                            Optional.empty()));
        }
    }

    @Test
    void ofASoundHomeNothingIsOtherwise() throws Exception {
        String before = journal();

        assertThat(said(rebuild()))
                .contains("ok     status of connectors (1)", "ok     transactions (1)")
                .contains("is made anew when the server starts next", "nothing was otherwise")
                .doesNotContain("MENDED");
        assertThat(journal()).isEqualTo(before);
    }

    @Test
    void whatWasDamagedIsAsTheJournalTellsAndIsNamed() throws Exception {
        damage("update connector_status set status = 'FAULTED'");
        damage("delete from charging_transaction");

        assertThat(said(rebuild()))
                .contains("MENDED status of connectors (1)")
                .contains("CP-1 EVSE 1 connector 1 was not as the journal tells.")
                .contains("MENDED transactions (1)", "Transaction " + TRANSACTION + " was not there.")
                .contains("so many things were otherwise: 2.");
        assertThat(said(rebuild())).contains("nothing was otherwise");
        try (OpenStore store = new OpenStore(installation.home().path())) {
            assertThat(new JdbcTransactionStore(store.service()).open())
                    .singleElement()
                    .satisfies(it -> assertThat(it.transaction().meterStart()).hasValue(new Energy(1_000)));
        }
        assertThat(new Verify(installation.home(), new DerbyEngine(), (parts, of) -> {})
                        .verify()
                        .sound())
                .isTrue();
    }

    @Test
    void theLedgerOfAvailabilityBeginsAnew() throws Exception {
        damage("insert into availability_situation (situation, station) values (cast(X'00' as blob), 'CP-1')");
        damage("insert into journal_follower (name, epoch, seq) values ('availability', 1, 5)");
        rebuild();
        assertThat(count("select seq from journal_follower where name = 'availability'"))
                .isZero();
        assertThat(count("select count(*) from availability_situation")).isZero();
    }

    @Test
    void nothingIsMadeOfHalfAJournal() throws Exception {
        damage("update connector_status set status = 'FAULTED'");
        damage("delete from journal where seq = 3");

        assertThatExceptionOfType(Damaged.class)
                .isThrownBy(this::rebuild)
                .withMessageContaining("the journal is not whole: After entry 2 comes 4");
        assertUntouched();
    }

    @Test
    void nothingIsMadeWithoutASnapshotWhereTheBeginningWasPruned() throws Exception {
        damage("update connector_status set status = 'FAULTED'");
        damage("delete from journal where seq <= 2");
        damage("update journal_pruned set seq = 2");

        refused("there is no snapshot");
        assertUntouched();
    }

    @Test
    void aRunningServerAndAnUnfinishedRestoreAreNotTouched() throws Exception {
        try (FileChannel server = installation.home().lockServer().orElseThrow()) {
            assertThat(server.isOpen()).isTrue();
            refused("ohmstead stop");
        }
        Path marker = installation.home().path().resolve(Swap.MARKER);
        Files.writeString(marker, "a restore was interrupted.\nbefore-restore-2\n");
        refused("finish that first");
        assertThat(marker).exists();
    }

    @Test
    void oneThatWasInterruptedIsDoneAgain() throws Exception {
        Path marker = Files.writeString(
                installation.home().path().resolve(Swap.MARKER), "a rebuild was interrupted. Run it again\n");
        rebuild();

        assertThat(marker).doesNotExist();
    }

    @Test
    void whereThereIsNoDatabaseNoneIsMade() throws Exception {
        installation = new Installation(Files.createDirectory(directory.resolve("empty")));

        refused("no database");
        assertThat(installation.home().path()).isEmptyDirectory();
    }

    private Rebuilt rebuild() throws Exception {
        return new Rebuild(installation.home(), new DerbyEngine(), (parts, of) -> {}).rebuild();
    }

    private void refused(String because) {
        assertThatExceptionOfType(Refused.class).isThrownBy(this::rebuild).withMessageContaining(because);
    }

    private void assertUntouched() throws SQLException {
        assertThat(count("select count(*) from connector_status where status = 'FAULTED'"))
                .isOne();
        assertThat(installation.home().path().resolve(Swap.MARKER)).doesNotExist();
    }

    private static String said(Rebuilt rebuilt) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Rebuild.tell(rebuilt, new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Where the journal ends: a rebuild puts nothing there. */
    private String journal() throws SQLException {
        try (StoppedStore store =
                StoppedStore.open(new DerbyEngine(), installation.home().data())) {
            return store.head().toString();
        }
    }

    private void damage(String sql) throws SQLException {
        ask(statement -> statement.executeUpdate(sql));
    }

    private int count(String sql) throws SQLException {
        return ask(statement -> {
            ResultSet row = statement.executeQuery(sql);
            row.next();
            return row.getInt(1);
        });
    }

    private int ask(Question question) throws SQLException {
        DerbyEngine engine = new DerbyEngine();
        try (Connection connection = engine.open(installation.home().data()).getConnection();
                Statement statement = connection.createStatement()) {
            return question.ask(statement);
        } finally {
            engine.close();
        }
    }

    @FunctionalInterface
    private interface Question {
        int ask(Statement statement) throws SQLException;
    }
}
