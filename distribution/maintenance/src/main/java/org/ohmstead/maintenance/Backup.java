package org.ohmstead.maintenance;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.database.DatabaseEngine;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.store.StoppedStore;

/** Puts database, configuration, routes and plugins of a home into one file, whether its server runs or not. */
final class Backup {

    /** So that a mistyped directory is not taken for the name of a file. */
    private static final String SUFFIX = ".zip";

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Home home;
    private final DatabaseEngine engine;
    private final String version;
    private final Clock clock;
    private final DatabaseEngine.Progress heard;

    /** @param heard how many tables of the copy were read */
    Backup(Home home, DatabaseEngine engine, String version, Clock clock, DatabaseEngine.Progress heard) {
        this.home = home;
        this.engine = engine;
        this.version = version;
        this.clock = clock;
        this.heard = heard;
    }

    /**
     * Makes a backup; the file appears under its name when it is complete.
     *
     * @param target a file that is not there yet, or a directory for a file with a name of its own
     * @param passphrase under which the secrets go with it; empty leaves them out
     * @throws Damaged if the database is; a backup of it would be of no use
     */
    Made make(Path target, Optional<char[]> passphrase) throws IOException, SQLException, Refused {
        if (Files.exists(target) && !Files.isDirectory(target)) {
            throw new Refused(target + " is there already; a backup never replaces another.");
        }
        if (!Files.isDirectory(target) && !target.toString().endsWith(SUFFIX)) {
            throw new Refused(
                    "there is no directory " + target + "; a file of that name has to end in " + SUFFIX + ".");
        }
        if (!Files.isDirectory(target.toAbsolutePath().getParent())) {
            throw new Refused("there is no directory " + target.toAbsolutePath().getParent() + ".");
        }
        FileChannel alone = home.lockMaintenance().orElseThrow(() -> new Refused(home.busy()));
        try {
            DatabaseCopies.make(home, engine);
            return write(target, passphrase);
        } finally {
            Trees.delete(home.copy());
            alone.close();
        }
    }

    private Made write(Path target, Optional<char[]> passphrase) throws IOException, SQLException, Refused {
        Instant now = clock.instant();
        String schema;
        JournalPosition position;
        try (StoppedStore copy = DatabaseCopies.open(home, engine, heard)) {
            schema = copy.schema();
            position = copy.head();
        }
        Path file = Files.isDirectory(target)
                ? target.resolve(
                        "ohmstead-" + STAMP.format(now) + "-" + position.epoch() + "-" + position.seq() + SUFFIX)
                : target;
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        List<Path> leftOut = new ArrayList<>();
        try (ArchiveWriter archive = new ArchiveWriter(partial)) {
            archive.addTree("database", home.copy());
            for (String folder : Home.FOLDERS) {
                leftOut.addAll(archive.addTree(folder, home.path().resolve(folder)));
            }
            if (passphrase.isPresent()) {
                archive.add(SealedSecrets.NAME, SealedSecrets.seal(home.secrets(), passphrase.get(), leftOut));
            }
            archive.finish(new Manifest(version, schema, position, now, passphrase.isPresent(), archive.sums()));
        } catch (IOException e) {
            Files.deleteIfExists(partial);
            throw new Refused(
                    "the backup cannot be written to " + file.getParent() + ": " + e.getMessage()
                            + ". Nothing was left there.",
                    e);
        }
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
        return new Made(file, Files.size(file), position, leftOut);
    }

    /**
     * @param position the last entry of the journal that is in it
     * @param leftOut links, which are not followed
     */
    record Made(Path file, long size, JournalPosition position, List<Path> leftOut) {}
}
