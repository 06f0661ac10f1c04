package org.ohmstead.maintenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
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
        return new Backup(home, new DerbyEngine(), "1.2.3", Clock.fixed(BACKED_UP, ZoneOffset.UTC))
                .make(target, passphrase)
                .file();
    }

    Restore.Restored restore(Path backup, boolean force) throws IOException, SQLException, Refused {
        return restore(backup, force, Optional.empty(), Swap.Rename.ATOMIC);
    }

    /** An hour after the backup. */
    Restore.Restored restore(Path backup, boolean force, Optional<char[]> passphrase, Swap.Rename rename)
            throws IOException, SQLException, Refused {
        Clock later = Clock.fixed(BACKED_UP.plusSeconds(3_600), ZoneOffset.UTC);
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

    String configuration() throws IOException {
        return Files.readString(home.path().resolve("config/server.cfg"));
    }

    String secret() throws IOException {
        return Files.readString(home.path().resolve("secrets/keystore"));
    }
}
