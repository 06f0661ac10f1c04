package org.ohmstead.database.derby;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.ohmstead.api.database.DatabaseEngine;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Apache Derby inside this process, in a directory of its own. */
@Component
public final class DerbyEngine implements DatabaseEngine {

    private static final Logger LOG = LoggerFactory.getLogger(DerbyEngine.class);

    private static final String DURABILITY = "derby.system.durability";
    private static final String DATABASE = "derby";
    private static final String MAKING = "derby.making";
    private static final String STOPPED_NORMALLY = "08006";
    private static final String NEVER_STARTED = "XJ004";

    private static final int PAGE_BYTES = 8192;

    /** 64 MB. */
    private static final int LEAST_PAGES = 8000;

    /** Derby reads these once per process, so they are properties of the process; what the operator set wins. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("derby.storage.pageSize", Integer.toString(PAGE_BYTES)),
            Map.entry(
                    "derby.storage.pageCacheSize",
                    Long.toString(pages(Runtime.getRuntime().maxMemory()))),
            // Large log files and rare checkpoints: a checkpoint makes the writer wait.
            Map.entry("derby.storage.logSwitchInterval", "67108864"),
            Map.entry("derby.storage.checkpointInterval", "67108864"),
            // Each full log buffer is a synchronous write of its own: one must hold a whole group commit.
            Map.entry("derby.storage.logBufferSize", "1048576"),
            // A group commit may insert more rows than the 5,000 after which Derby would lock the whole table.
            Map.entry("derby.locks.escalationThreshold", "1000000"),
            // Seconds. Nobody holds a lock longer than one group commit; who waits longer meets a fault and tries
            // again.
            Map.entry("derby.locks.waitTimeout", "2"),
            Map.entry("derby.locks.deadlockTimeout", "1"),
            Map.entry("derby.language.statementCacheSize", "300"),
            // Queries name their index and the rest goes by a key: no plan gets better by counting rows. By default
            // Derby
            // would scan indexes for that, and compile each statement anew whenever its table has grown by a tenth.
            Map.entry("derby.storage.indexStats.auto", "false"),
            Map.entry("derby.language.stalePlanCheckInterval", "10000"),
            Map.entry("derby.stream.error.method", DerbyLog.class.getName() + ".writer"));

    private EmbeddedDataSource dataSource;

    /** How many pages are kept in memory: of a heap larger than the default an eighth is for them. */
    private static long pages(long heapBytes) {
        return Math.max(LEAST_PAGES, heapBytes / 8 / PAGE_BYTES);
    }

    @Override
    public String name() {
        return "derby";
    }

    @Override
    public DataSource open(Path directory) throws SQLException {
        SETTINGS.forEach(System.getProperties()::putIfAbsent);
        // Else Derby would look for derby.properties in the working directory.
        System.getProperties().putIfAbsent("derby.system.home", directory.toString());
        dataSource = new EmbeddedDataSource();
        dataSource.setDatabaseName(directory.resolve(DATABASE).toString());
        dataSource.setCreateDatabase("create");
        try {
            makeIfNew(directory);
        } catch (IOException e) {
            throw new SQLException("The folder " + directory + " cannot be written", e);
        }
        return dataSource;
    }

    /**
     * A database whose making was interrupted cannot be opened ever again. So a mark stands beside it while it is made: where it
     * is found and nothing can be opened, nothing was ever stored, and the making begins anew. A mark that came back with a power
     * cut stands beside a database that opens, and means nothing.
     */
    private void makeIfNew(Path directory) throws IOException, SQLException {
        Path database = directory.resolve(DATABASE);
        Path mark = directory.resolve(MAKING);
        if (!Files.exists(database) && !Files.exists(mark)) {
            Files.createFile(mark);
        }
        try {
            dataSource.getConnection().close();
        } catch (SQLException e) {
            if (!Files.exists(mark)) {
                throw e;
            }
            LOG.info("The making of the database was interrupted; it begins anew.");
            delete(database);
            dataSource.getConnection().close();
        }
        Files.deleteIfExists(mark);
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> files = Files.walk(tree)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Derby copies page by page and then the log written meanwhile: nobody waits but for the disk. */
    @Override
    public void copyTo(Connection connection, Path directory) throws SQLException {
        try (CallableStatement copy = connection.prepareCall("call syscs_util.syscs_backup_database(?)")) {
            copy.setString(1, directory.toString());
            copy.execute();
        } catch (SQLException e) {
            throw new SQLException(DerbyErrors.sentence(e), e.getSQLState(), e);
        }
    }

    /** System tables included: without them the others are nothing. */
    private static final String TABLES = """
            select s.schemaname, t.tablename from sys.systables t join sys.sysschemas s on s.schemaid = t.schemaid
            where t.tabletype in ('T', 'S') order by t.tablename""";

    /** Derby reads each page, whose checksum it compares, and each entry of an index with its row. */
    @Override
    public void check(Connection connection, Progress heard) throws SQLException {
        List<String[]> tables = new ArrayList<>();
        try (Statement query = connection.createStatement();
                ResultSet rows = query.executeQuery(TABLES)) {
            while (rows.next()) {
                tables.add(new String[] {rows.getString(1), rows.getString(2)});
            }
        }
        try (CallableStatement check = connection.prepareCall("values syscs_util.syscs_check_table(?, ?)")) {
            for (int i = 0; i < tables.size(); i++) {
                check.setString(1, tables.get(i)[0]);
                check.setString(2, tables.get(i)[1]);
                try (ResultSet sound = check.executeQuery()) {
                    sound.next();
                } catch (SQLException e) {
                    throw new SQLException(
                            "table " + tables.get(i)[1] + ": " + DerbyErrors.sentence(e), e.getSQLState(), e);
                }
                heard.done(i + 1, tables.size());
            }
        }
    }

    @Override
    public boolean damaged(SQLException error) {
        return DerbyErrors.damaged(error);
    }

    @Override
    public void close() {
        if (dataSource == null) {
            return;
        }
        dataSource.setCreateDatabase(null);
        dataSource.setShutdownDatabase("shutdown");
        try (Connection none = dataSource.getConnection()) {
            throw new IllegalStateException("Derby went on after it was told to shut down: " + none);
        } catch (SQLException e) {
            if (!List.of(STOPPED_NORMALLY, NEVER_STARTED).contains(e.getSQLState())) {
                LOG.warn("Derby did not shut down cleanly; it will recover at the next start.", e);
            }
        } finally {
            dataSource = null;
        }
    }

    @Override
    public Failure interpret(SQLException error) {
        return DerbyErrors.interpret(error);
    }

    /** Derby takes this setting from the process or its properties file, never from a database. */
    @Override
    public void assertDurable(Connection connection) {
        if (System.getProperty(DURABILITY) != null || fromFile().containsKey(DURABILITY)) {
            throw new IllegalStateException("Derby is set to forget commits in a crash (" + DURABILITY
                    + "). Remove that setting from the system properties and from derby.properties.");
        }
    }

    private static Properties fromFile() {
        Properties properties = new Properties();
        Path file = Path.of(System.getProperty("derby.system.home", "")).resolve("derby.properties");
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                properties.load(in);
            } catch (IOException e) {
                throw new IllegalStateException("Cannot read " + file, e);
            }
        }
        return properties;
    }
}
