package org.ohmstead.maintenance;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.database.DatabaseCopy;

/** The home directory of a server: where what lies, and whether the server runs. */
record Home(Path path) {

    /**
     * Folders that a backup takes as they are; the last ones hold settings in force whose file has a mistake now, and what the
     * files were.
     */
    static final List<String> FOLDERS = List.of("config", "plugins", "data/settings-in-force", "data/settings-history");

    Path data() {
        return path.resolve("data");
    }

    Path secrets() {
        return path.resolve("secrets");
    }

    /** Where the database is copied to before it goes into a backup. */
    Path copy() {
        return path.resolve(DatabaseCopy.FOLDER);
    }

    /** The locks are here; made by whoever needs one. */
    Path run() {
        return path.resolve("run");
    }

    Path socket() {
        return run().resolve("admin.sock");
    }

    boolean isEmpty() {
        return !Files.exists(data()) && FOLDERS.stream().noneMatch(folder -> Files.exists(path.resolve(folder)));
    }

    /** Keeps a server from starting here until it is closed; empty if one runs. */
    Optional<FileChannel> lockServer() throws IOException {
        return lock("lock");
    }

    /** Keeps another maintenance away until it is closed; empty if there is one. */
    Optional<FileChannel> lockMaintenance() throws IOException {
        return lock("maintenance.lock");
    }

    /** What to say to somebody who may not have {@link #lockMaintenance}. */
    String busy() {
        return "another backup, restore or verify is under way on " + path + ".";
    }

    private Optional<FileChannel> lock(String name) throws IOException {
        FileChannel lock = FileChannel.open(
                Files.createDirectories(run()).resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (System.getProperty("user.name").equals("root")) { // else the user of the home could not lock it any more
            Trees.giveTo(path, run());
        }
        try {
            if (lock.tryLock() != null) {
                return Optional.of(lock);
            }
        } catch (OverlappingFileLockException e) {
            // Somebody in this process has it, which is as good as somebody elsewhere.
        }
        lock.close();
        return Optional.empty();
    }
}
