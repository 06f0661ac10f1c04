package org.ohmstead.database.derby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ohmstead.api.database.DatabaseEngine.Failure;

class DerbyEngineTest {

    @TempDir
    private Path directory;

    private final DerbyEngine engine = new DerbyEngine();
    private DataSource source;

    @BeforeEach
    void open() throws SQLException {
        source = engine.open(directory);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("create table thing (id int not null primary key)");
            statement.executeUpdate("insert into thing values (1)");
        }
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void aDuplicateKeyIsToldApartFromOtherFaultsOfAStatement() throws SQLException {
        assertThat(failureOf("insert into thing values (1)")).isEqualTo(Failure.DUPLICATE_KEY);
        assertThat(failureOf("insert into thing values (cast(null as int))")).isEqualTo(Failure.STATEMENT);
        assertThat(failureOf("insert into nowhere values (1)")).isEqualTo(Failure.STATEMENT);
    }

    @Test
    void aLockTimeOutLosesTheTransaction() throws SQLException {
        try (Connection holder = source.getConnection()) {
            holder.setAutoCommit(false);
            holder.createStatement().executeUpdate("update thing set id = 1 where id = 1");

            assertThat(failureOf("update thing set id = 2 where id = 1")).isEqualTo(Failure.TRANSACTION_LOST);
            holder.rollback();
        }
    }

    @Test
    void aClosedConnectionIsLost() throws SQLException {
        Connection connection = source.getConnection();
        connection.close();

        assertThat(engine.interpret(
                        catchThrowableOfType(SQLException.class, () -> connection.prepareStatement("values 1"))))
                .isEqualTo(Failure.CONNECTION_LOST);
    }

    @ParameterizedTest
    @CsvSource({
        "23505, DUPLICATE_KEY",
        "40001, TRANSACTION_LOST",
        "40XL1, TRANSACTION_LOST",
        "40XD0, TRANSACTION_LOST",
        "08003, CONNECTION_LOST",
        "08006, CONNECTION_LOST",
        "XJ040, CONNECTION_LOST",
        "XSDG2, CONNECTION_LOST",
        "22001, STATEMENT",
        "23503, STATEMENT",
        "42X05, STATEMENT"
    })
    void aSqlStateSaysWhatIsLeft(String state, Failure left) {
        assertThat(engine.interpret(new SQLException("made up", state))).isEqualTo(left);
    }

    @Test
    void theWorstOfChainedErrorsCounts() {
        SQLException chained = new SQLException("outer", "23505");
        chained.setNextException(new SQLException("inner", "40XL1"));
        SQLException caused = new SQLException("outer", "42X01", new SQLException("cause", "08006"));

        assertThat(engine.interpret(chained)).isEqualTo(Failure.TRANSACTION_LOST);
        assertThat(engine.interpret(caused)).isEqualTo(Failure.CONNECTION_LOST);
    }

    @Test
    void aDatabaseThatForgetsIsRefused() throws SQLException {
        try (Connection connection = source.getConnection()) {
            engine.assertDurable(connection);
            System.setProperty("derby.system.durability", "test");

            assertThatIllegalStateException()
                    .isThrownBy(() -> engine.assertDurable(connection))
                    .withMessageContaining("derby.system.durability");
        } finally {
            System.clearProperty("derby.system.durability");
        }
    }

    @Test
    void whatWasStoredIsThereAfterAnOrderlyEndWhichMayBeRepeated() throws SQLException {
        engine.close();
        engine.close();
        source = engine.open(directory);

        assertThat(failureOf("insert into thing values (1)")).isEqualTo(Failure.DUPLICATE_KEY);
    }

    @Test
    void aDatabaseWhoseMakingWasInterruptedIsMadeAnew() throws Exception {
        engine.close();
        // What a process leaves that is killed while Derby writes its first files.
        Files.delete(directory.resolve("derby/service.properties"));
        DerbyEngine next = new DerbyEngine();
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> next.open(directory))
                .as("nothing says that it is new");

        Files.createFile(directory.resolve("derby.making"));
        DerbyEngine other = new DerbyEngine();
        try (Connection connection = other.open(directory).getConnection()) {
            assertThat(connection.createStatement().executeUpdate("create table thing (id int)"))
                    .isZero();
        }
        other.close();
        assertThat(directory.resolve("derby.making")).doesNotExist();
    }

    @Test
    void aMarkThatCameBackDeletesNothing() throws Exception {
        engine.close();
        Files.createFile(directory.resolve("derby.making"));
        source = engine.open(directory);
        assertThat(failureOf("insert into thing values (1)")).isEqualTo(Failure.DUPLICATE_KEY);
        assertThat(directory.resolve("derby.making")).doesNotExist();
    }

    @Test
    void aDatabaseThatIsMadeStays() throws SQLException {
        engine.close();
        source = engine.open(directory);
        assertThat(failureOf("insert into thing values (1)")).isEqualTo(Failure.DUPLICATE_KEY);
    }

    private Failure failureOf(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            return engine.interpret(catchThrowableOfType(SQLException.class, () -> statement.executeUpdate(sql)));
        }
    }
}
