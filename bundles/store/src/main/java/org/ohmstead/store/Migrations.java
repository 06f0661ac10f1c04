package org.ohmstead.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the database to the shape this release needs: numbered files, each applied once and remembered with its checksum.
 * All that an upgrade applies is one transaction, so that a failure in its last file leaves the release before its database.
 * Written by us, since Flyway costs half a second of CPU at each start.
 */
final class Migrations {

    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    /** All migrations in order. A released one is never changed; the next one is added at the end. */
    static final List<String> ALL = List.of(
            "001-foundation",
            "002-stations",
            "003-reviews",
            "004-metering",
            "005-availability",
            "006-believed-times",
            "007-charging-policies",
            "008-remote-starts",
            "009-topology",
            "010-exclusions",
            "011-station-clocks",
            "014-epochs",
            "015-retention",
            "016-dead-letters",
            "017-audit-seals",
            "018-alerts",
            "019-token-makers");

    private final Map<String, String> scripts;
    private final Clock clock;

    Migrations(Clock clock) {
        this(read(), clock);
    }

    /** @param scripts text by name; applied in the order of the names */
    Migrations(Map<String, String> scripts, Clock clock) {
        this.scripts = new TreeMap<>(scripts);
        this.clock = clock;
    }

    private static Map<String, String> read() {
        Map<String, String> scripts = new TreeMap<>();
        ALL.forEach(name -> scripts.put(name, Sql.text(Migrations.class, "migrations/" + name + ".sql")));
        return scripts;
    }

    /**
     * Applies what is missing, all or nothing.
     *
     * @throws IllegalStateException with a sentence for the operator if the database is of a newer release, was migrated by
     *     files that differ from ours, or cannot be migrated and is as it was
     */
    void apply(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try {
            applyWhatIsMissing(connection);
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        }
    }

    private void applyWhatIsMissing(Connection connection) throws SQLException {
        if (!lock(connection)) {
            createHistory(connection);
        }
        Map<String, String> applied = applied(connection);
        check(applied);
        for (Map.Entry<String, String> script : scripts.entrySet()) {
            if (!applied.containsKey(script.getKey())) {
                apply(connection, script.getKey(), script.getValue());
            }
        }
    }

    /** Holds off another process that migrates the same database; false if nothing was ever migrated here. */
    private static boolean lock(Connection connection) throws SQLException {
        // Trying costs a tenth of what Derby takes to look up its catalogue.
        try (Statement lock = connection.createStatement()) {
            lock.executeUpdate("update migration set checksum = checksum where name = ''");
            return true;
        } catch (SQLSyntaxErrorException e) {
            connection.rollback();
            return false;
        }
    }

    private static void createHistory(Connection connection) throws SQLException {
        try (Statement create = connection.createStatement()) {
            create.executeUpdate("create table migration (name varchar(100) not null primary key,"
                    + " checksum varchar(64) not null, applied_at bigint not null)");
            create.executeUpdate("insert into migration values ('', '', 0)");
        }
    }

    private static Map<String, String> applied(Connection connection) throws SQLException {
        Map<String, String> applied = new TreeMap<>();
        try (Statement query = connection.createStatement();
                ResultSet rows = query.executeQuery("select name, checksum from migration where name <> ''")) {
            while (rows.next()) {
                applied.put(rows.getString(1), rows.getString(2));
            }
        }
        return applied;
    }

    private void check(Map<String, String> applied) {
        applied.forEach((name, checksum) -> {
            String script = scripts.get(name);
            if (script == null) {
                throw new IllegalStateException(
                        "The database was written by a newer release of Ohmstead: it has migration " + name
                                + ", which this release does not know. Start the newer release, or restore a backup.");
            }
            if (!checksum(script).equals(checksum)) {
                throw new IllegalStateException("Migration " + name + " was changed after it had been applied to this"
                        + " database. Install an unchanged release of Ohmstead.");
            }
        });
    }

    private void apply(Connection connection, String name, String script) throws SQLException {
        LOG.info("The database gets migration {}.", name);
        try (Statement statement = connection.createStatement();
                PreparedStatement remember = connection.prepareStatement("insert into migration values (?, ?, ?)")) {
            for (String sql : statements(script)) {
                statement.executeUpdate(sql);
            }
            remember.setString(1, name);
            remember.setString(2, checksum(script));
            remember.setLong(3, Micros.of(clock.instant()));
            remember.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The database could not be brought to this release: migration " + name
                            + " failed, and everything is as it was. Install the release before, which works with it; the"
                            + " cause is in the log.",
                    e);
        }
    }

    private static List<String> statements(String script) {
        List<String> statements = new ArrayList<>();
        String code = script.replaceAll("(?m)^--.*$", "");
        for (String part : code.split("(?m);\\s*$")) {
            if (!part.isBlank()) {
                statements.add(part.strip());
            }
        }
        return statements;
    }

    private static String checksum(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(script.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
