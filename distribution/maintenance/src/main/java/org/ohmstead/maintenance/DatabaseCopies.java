package org.ohmstead.maintenance;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.database.DatabaseEngine;
import org.ohmstead.store.StoppedStore;

/** Copies the database of a home, whether its server runs or not. */
final class DatabaseCopies {

    private DatabaseCopies() {}

    /** What a running server must be left with: below 256 MB it stores nothing any more. */
    private static final long RESERVE = 512L << 20;

    /** Leaves the copy in {@link Home#copy}; the server, if one runs, goes on meanwhile. */
    static void make(Home home, DatabaseEngine engine) throws IOException, Refused {
        Path database = home.data().resolve(engine.name());
        if (!Files.isDirectory(database)) {
            throw new Refused("there is no database in " + home.data() + ".");
        }
        Trees.delete(home.copy());
        long needed = Trees.size(database) + RESERVE;
        long free = Files.getFileStore(home.path()).getUsableSpace();
        if (free < needed) {
            throw new Refused("the database is copied inside " + home.path() + " first, which needs "
                    + megabytes(needed) + " MB; there are " + megabytes(free) + " MB left. Make room there.");
        }
        Optional<FileChannel> stopped = home.lockServer();
        if (stopped.isEmpty()) {
            RunningServer.ask(home, "copy-database");
            return;
        }
        try {
            Trees.copy(database, Files.createDirectories(home.copy()).resolve(engine.name()));
        } catch (IOException e) {
            throw new Refused("the database cannot be copied to " + home.copy() + ": " + e.getMessage() + ".", e);
        } finally {
            stopped.get().close();
        }
    }

    /**
     * Opens the copy when all of it was read.
     *
     * @param heard how far that is
     * @throws Damaged if it is not what the server wrote
     */
    static StoppedStore open(Home home, DatabaseEngine engine, DatabaseEngine.Progress heard)
            throws IOException, Refused {
        List<Path> links = Trees.read(home.copy(), (name, content) -> {});
        if (!links.isEmpty()) {
            throw new Refused("the copy of the database is not used: " + links.getFirst() + " is a link.");
        }
        try {
            StoppedStore copy = StoppedStore.open(engine, home.copy());
            try {
                copy.readAll(heard);
                return copy;
            } catch (SQLException e) {
                copy.close();
                throw e;
            }
        } catch (SQLException e) {
            throw damaged(e);
        }
    }

    static Damaged damaged(SQLException error) {
        // Derby may begin with what it was doing, and tells why only below that; and it may go on with the whole page.
        SQLException last = error;
        while (last.getNextException() != null) {
            last = last.getNextException();
        }
        String said = String.valueOf(last.getMessage()).lines().findFirst().orElse("");
        return new Damaged("the database cannot be read: " + said.replaceAll("\\.+$", ""), error);
    }

    static long megabytes(long bytes) {
        return (bytes >> 20) + 1;
    }
}
