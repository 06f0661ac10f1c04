package org.ohmstead.maintenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.journal.Facts.StationConnected;
import org.ohmstead.api.model.StationId;
import org.ohmstead.database.derby.DerbyEngine;
import org.ohmstead.store.OpenStore;
import org.ohmstead.store.StoppedStore;

/** A home as a server leaves it. */
record Installation(Home home) {

    static final Instant BACKED_UP = Instant.parse("2026-11-22T09:00:00Z");

    private static final int PAGE = 8_192;

    Installation(Path path) {
        this(new Home(path));
    }

    /** With so many facts in its journal beside those of start and stop, and its name in its configuration. */
    static Installation with(Path path, int facts) throws IOException {
        Files.createDirectories(path);
        try (OpenStore store = new OpenStore(path)) {
            for (int i = 0; i < facts; i++) {
                var entry = store.service()
                        .entry(Optional.empty(), OpenStore.T0, new StationId("CP-1"), new StationConnected("ocpp1.6"));
                store.service().writer().write(work -> {
                    work.append(entry);
                    return null;
                });
            }
        }
        write(path.resolve("config/server.cfg"), path.getFileName().toString());
        write(path.resolve("config/routes/mine.yaml"), "- route");
        write(path.resolve("secrets/keystore"), "secret of " + path.getFileName());
        write(path.resolve("logs/ohmstead.log"), "log of " + path.getFileName());
        return new Installation(path);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    Path backUp(Path target) throws IOException, SQLException, Refused {
        return backUp(target, Optional.empty());
    }

    Path backUp(Path target, Optional<char[]> passphrase) throws IOException, SQLException, Refused {
        return make(target, passphrase).file();
    }

    Backup.Made make(Path target, Optional<char[]> passphrase) throws IOException, SQLException, Refused {
        return new Backup(home, new DerbyEngine(), "1.2.3", Clock.fixed(BACKED_UP, ZoneOffset.UTC), (parts, of) -> {})
                .make(target, passphrase);
    }

    /** As a disk does that loses a bit: in the first page with rows of a table. */
    void damage(String table) throws IOException, SQLException {
        long container;
        DerbyEngine engine = new DerbyEngine();
        try (Connection connection = engine.open(home.data()).getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "select c.conglomeratenumber from sys.sysconglomerates c join sys.systables t"
                                + " on t.tableid = c.tableid where not c.isindex and t.tablename = ?")) {
            query.setString(1, table);
            ResultSet row = query.executeQuery();
            row.next();
            container = row.getLong(1);
        } finally {
            engine.close();
        }
        Path file = home.data().resolve("derby/seg0/c" + Long.toHexString(container) + ".dat");
        byte[] bytes = Files.readAllBytes(file);
        bytes[PAGE + PAGE / 2] ^= 1;
        Files.write(file, bytes);
    }

    Restore.Restored restore(Path backup, boolean force) throws IOException, SQLException, Refused {
        return restore(backup, force, Optional.empty(), Swap.Rename.ATOMIC);
    }

    /** An hour after the backup. */
    Restore.Restored restore(Path backup, boolean force, Optional<char[]> passphrase, Swap.Rename rename)
            throws IOException, SQLException, Refused {
        return restore(backup, force, passphrase, rename, BACKED_UP.plusSeconds(3_600));
    }

    Restore.Restored restore(Path backup, boolean force, Optional<char[]> passphrase, Swap.Rename rename, Instant at)
            throws IOException, SQLException, Refused {
        Clock later = Clock.fixed(at, ZoneOffset.UTC);
        return new Restore(home, new DerbyEngine(), later, rename).restore(backup, force, passphrase);
    }

    /** The positions in its journal. */
    List<String> journal() {
        try (OpenStore store = new OpenStore(home.path())) {
            return store.entries().stream()
                    .map(entry -> entry.position().toString())
                    .toList();
        }
    }

    long numbers() throws SQLException {
        try (StoppedStore store = StoppedStore.open(new DerbyEngine(), home.data())) {
            return store.numbers();
        }
    }

    /** As many were handed out. */
    void numbers(long handedOut) throws SQLException {
        try (StoppedStore store = StoppedStore.open(new DerbyEngine(), home.data())) {
            store.begin(store.head().epoch() + 1, handedOut);
        }
    }

    /** As somebody at the console does. */
    void signIn(String person) throws SQLException {
        DerbyEngine engine = new DerbyEngine();
        try (Connection connection = engine.open(home.data()).getConnection();
                PreparedStatement session =
                        connection.prepareStatement("insert into person_session values (?, ?, ?)")) {
            session.setString(1, "hash of " + person);
            session.setString(2, person);
            session.setLong(3, Long.MAX_VALUE);
            session.executeUpdate();
        } finally {
            engine.close();
        }
    }

    /** Who is signed in at the console. */
    List<String> signedIn() throws SQLException {
        DerbyEngine engine = new DerbyEngine();
        List<String> people = new ArrayList<>();
        try (Connection connection = engine.open(home.data()).getConnection();
                Statement statement = connection.createStatement();
                ResultSet sessions = statement.executeQuery("select person from person_session")) {
            while (sessions.next()) {
                people.add(sessions.getString(1));
            }
        } finally {
            engine.close();
        }
        return people;
    }

    String configuration() throws IOException {
        return Files.readString(home.path().resolve("config/server.cfg"));
    }

    String secret() throws IOException {
        return Files.readString(home.path().resolve("secrets/keystore"));
    }
}
