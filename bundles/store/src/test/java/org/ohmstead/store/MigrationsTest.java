package org.ohmstead.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.database.DatabaseEngine;
import org.ohmstead.database.derby.DerbyEngine;

class MigrationsTest {

    private static final String FIRST = "create table house (id int not null primary key);\n";
    private static final String SECOND =
            "-- a comment; with a semicolon\ninsert into house values (1);\n\ncreate table garden (\n id int\n);\n";

    @TempDir
    private Path home;

    private final DatabaseEngine engine = new DerbyEngine();
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = engine.open(home).getConnection();
    }

    @AfterEach
    void close() throws SQLException {
        connection.rollback();
        connection.close();
        engine.close();
    }

    @Test
    void aFreshDatabaseGetsAllAndALaterStartNone() throws SQLException {
        apply(Map.of("001-first", FIRST, "002-second", SECOND));
        apply(Map.of("001-first", FIRST, "002-second", SECOND));

        assertThat(count("select count(*) from house")).isEqualTo(1);
        assertThat(count("select count(*) from garden")).isZero();
    }

    @Test
    void anUpgradeAppliesWhatIsNewAndKeepsTheData() throws SQLException {
        apply(Map.of("001-first", FIRST));
        connection.createStatement().executeUpdate("insert into house values (7)");
        apply(Map.of("001-first", FIRST, "002-second", SECOND));

        assertThat(count("select count(*) from house")).isEqualTo(2);
    }

    @Test
    void aChangedMigrationIsRefused() throws SQLException {
        apply(Map.of("001-first", FIRST));

        assertThatIllegalStateException()
                .isThrownBy(() -> apply(Map.of("001-first", FIRST + "create table more (id int);\n")))
                .withMessageContaining("001-first")
                .withMessageContaining("changed");
    }

    @Test
    void aDatabaseOfANewerReleaseIsRefusedInPlainWords() throws SQLException {
        apply(Map.of("001-first", FIRST, "002-second", SECOND));

        assertThatIllegalStateException()
                .isThrownBy(() -> apply(Map.of("001-first", FIRST)))
                .withMessageContaining("newer release")
                .withMessageContaining("002-second");
    }

    @Test
    void aFailedUpgradeIsTakenBackWholeAndTheOldReleaseStillStarts() throws SQLException {
        apply(Map.of("001-first", FIRST));
        String broken =
                "create table half_done (id int);\ninsert into house values (9);\ninsert into nowhere values (1);\n";

        assertThatIllegalStateException()
                .isThrownBy(() -> apply(Map.of("001-first", FIRST, "002-second", SECOND, "003-broken", broken)))
                .withMessageContaining("003-broken");
        apply(Map.of("001-first", FIRST));
        assertThat(count("select count(*) from house")).isZero();
        assertThat(count("select count(*) from sys.systables where tablename in ('GARDEN', 'HALF_DONE')"))
                .isZero();
    }

    @Test
    void ourOwnMakeWhatTheStoreNeeds() throws SQLException {
        new Migrations(Clock.systemUTC()).apply(connection);

        assertThat(count("select count(*) from location where id = 'default'")).isEqualTo(1);
    }

    private void apply(Map<String, String> scripts) throws SQLException {
        new Migrations(scripts, Clock.systemUTC()).apply(connection);
    }

    private int count(String sql) throws SQLException {
        try (ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
