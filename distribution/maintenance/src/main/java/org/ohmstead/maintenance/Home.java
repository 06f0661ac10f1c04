package org.ohmstead.maintenance;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ohmstead.api.database.DatabaseCopy;
import org.ohmstead.api.settings.FileFault;
import org.ohmstead.api.settings.ShellWord;

/** The home directory of a server: where what lies, and whether the server runs. */
record Home(Path path) {

    /**
     * Folders that a backup takes as they are; the last ones hold settings in force whose file has a mistake now, and what the
     * files were.
     */
    static final List<String> FOLDERS = List.of("config", "plugins", "data/settings-in-force", "data/settings-history");

    private static final Path RUN = Path.of("run");

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
        return path.resolve(RUN);
    }

    Path socket() {
        return run().resolve("admin.sock");
    }

    boolean isEmpty() {
        return !Files.exists(data()) && FOLDERS.stream().noneMatch(folder -> Files.exists(path.resolve(folder)));
    }

    /** Keeps a server from starting here until it is closed; empty if one runs. */
    Optional<FileChannel> lockServer() throws IOException, Refused {
        return lock("lock");
    }

    /** Keeps another maintenance away until it is closed; empty if there is one. */
    Optional<FileChannel> lockMaintenance() throws IOException, Refused {
        return lock("maintenance.lock");
    }

    /** What to say to somebody who may not have {@link #lockMaintenance}. */
    String busy() {
        return "another backup, restore or verify is under way on " + path + ".";
    }

    /** What to say to somebody who may not have {@link #lockServer}. */
    String serverRuns() {
        return "a server runs on " + path + "; stop it first: ohmstead stop --home " + ShellWord.of(path);
    }

    private Optional<FileChannel> lock(String name) throws IOException, Refused {
        FileChannel lock = open(Path.of(name));
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

    private FileChannel open(Path lock) throws IOException, Refused {
        try {
            Files.createDirectories(path);
        } catch (FileSystemException e) {
            throw new Refused("cannot make the home directory " + path + ".", e);
        }
        try {
            return openIn(lock);
        } catch (IOException e) {
            throw new Refused(
                    run() + " " + FileFault.words(e)
                            + ". Backup, restore and verify write into the home; copy one that is read only, and name the copy"
                            + " with --home.",
                    e);
        }
    }

    /** Follows no link that the server's user may have put there: root would make or give away what it leads to. */
    private FileChannel openIn(Path lock) throws IOException {
        if (Files.notExists(run(), NOFOLLOW_LINKS)) {
            Files.createDirectories(run());
        }
        try (SecureDirectoryStream<Path> home = Trees.open(path);
                SecureDirectoryStream<Path> run = home.newDirectoryStream(RUN, NOFOLLOW_LINKS)) {
            var channel = (FileChannel) run.newByteChannel(
                    lock, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, NOFOLLOW_LINKS));
            if (System.getProperty("user.name")
                    .equals("root")) { // else the user of the home could not lock it any more
                PosixFileAttributes owner = Files.readAttributes(path, PosixFileAttributes.class);
                Trees.give(home, RUN, owner);
                Trees.give(run, lock, owner);
            }
            return channel;
        }
    }
}
