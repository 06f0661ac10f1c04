package org.ohmstead.maintenance;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.ohmstead.api.database.DatabaseEngine;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.settings.ShellWord;
import org.ohmstead.store.StoppedStore;

/**
 * Makes a home from a backup. Everything is checked and prepared beside what is there, then put in its place. The journal
 * goes on in a new epoch, and the numbers of OCPP 1.6 transactions jump.
 */
final class Restore {

    /** What was handed out after the backup is not known, so its numbers are left out. */
    private static final long JUMP = 1_000_000;

    /**
     * More than were handed out between two restores of one backup, so that they share none: a start of the server takes a
     * thousand and some seconds, and in an hour no site begins 360,000 transactions.
     */
    private static final long JUMP_A_SECOND = 100;

    /** After 50 days it begins anew, lest an old backup uses up all 2,147,483,647 numbers of 31 bits. */
    private static final long LAP_SECONDS = Duration.ofDays(50).toSeconds();

    /** Bytes that the database writes beside what is in the backup while it is brought to this release. */
    private static final long SPARE = 64L << 20;

    private final Home home;
    private final DatabaseEngine engine;
    private final Clock clock;
    private final Swap.Rename rename;

    Restore(Home home, DatabaseEngine engine, Clock clock, Swap.Rename rename) {
        this.home = home;
        this.engine = engine;
        this.clock = clock;
        this.rename = rename;
    }

    /**
     * Restores a backup, or finishes a restore that was interrupted when all was prepared.
     *
     * @param force whether what is in the home may be put aside
     * @param passphrase for the secrets in the backup; empty leaves those of the home alone
     */
    Restored restore(Path backup, boolean force, Optional<char[]> passphrase)
            throws IOException, SQLException, Refused {
        List<Path> missing = Stream.iterate(home.run(), Objects::nonNull, Path::getParent)
                .takeWhile(Files::notExists)
                .toList();
        FileChannel alone = home.lockMaintenance().orElseThrow(() -> new Refused(home.busy()));
        try {
            FileChannel stopped = home.lockServer().orElseThrow(() -> new Refused(home.serverRuns()));
            try {
                return locked(backup, force, passphrase);
            } finally {
                stopped.close();
            }
        } catch (IOException | SQLException | Refused e) {
            takeAway(missing);
            throw e;
        } finally {
            alone.close();
        }
    }

    /** Who mistyped a name finds no new home beside the old one. Where more was put there than the locks, all stays. */
    private void takeAway(List<Path> made) throws IOException {
        if (!made.isEmpty()) {
            Trees.delete(home.run());
        }
        try {
            for (Path directory : made) {
                Files.deleteIfExists(directory);
            }
        } catch (DirectoryNotEmptyException e) {
            // The restore had begun, and can be finished.
        }
    }

    private Restored locked(Path backup, boolean force, Optional<char[]> passphrase)
            throws IOException, SQLException, Refused {
        Optional<Swap> unfinished = Swap.unfinished(home.path(), rename);
        if (unfinished.isPresent()) {
            return new Restored(Optional.empty(), unfinished.get().finish());
        }
        if (!home.isEmpty() && !force) {
            throw new Refused(home.path() + " holds an installation. With --force it is put aside, not deleted.");
        }
        return restore(backup, passphrase);
    }

    private Restored restore(Path backup, Optional<char[]> passphrase) throws IOException, SQLException, Refused {
        Path prepared = home.path().resolve(Swap.NEW);
        String sentence = "a restore of " + backup + " was interrupted. Run it again: ohmstead restore "
                + ShellWord.of(backup) + " --home " + ShellWord.of(home.path()) + (home.isEmpty() ? "" : " --force");
        try (Archive archive = Archive.open(backup)) {
            check(archive, passphrase);
            if (home.isEmpty()) {
                Swap.announce(home.path(), sentence);
            }
            Trees.delete(prepared);
            Manifest manifest = archive.manifest();
            JournalPosition position = prepare(archive, prepared, passphrase);
            Trees.giveTo(home.path(), prepared);
            Trees.force(prepared);
            String aside = "before-restore-" + position.epoch();
            Optional<Path> old =
                    Swap.begin(home.path(), aside, sentence, rename).finish();
            return new Restored(Optional.of(new Point(manifest.created(), manifest.position(), position.epoch())), old);
        } catch (IOException | SQLException | Refused e) {
            // Once the swap began there is no way back.
            if (Swap.unfinished(home.path(), rename).isEmpty()) {
                Trees.delete(prepared);
                Files.deleteIfExists(home.path().resolve(Swap.MARKER));
            }
            throw e;
        }
    }

    private void check(Archive archive, Optional<char[]> passphrase) throws IOException, Refused {
        Manifest manifest = archive.manifest();
        if (manifest.schema().compareTo(StoppedStore.newestSchema()) > 0) {
            throw new Refused("the backup was made by a newer release of Ohmstead (" + manifest.version()
                    + "); install that one, then restore.");
        }
        if (passphrase.isPresent() && !manifest.secrets()) {
            throw new Refused("the backup holds no secrets; restore it without a passphrase.");
        }
        requireRoom(manifest);
        archive.verify();
    }

    /** All of it comes beside what is there before that goes aside. */
    private void requireRoom(Manifest manifest) throws IOException, Refused {
        long needed =
                manifest.files().values().stream().mapToLong(Manifest.Sum::size).sum() + SPARE;
        long free = Files.getFileStore(home.path()).getUsableSpace();
        if (free < needed) {
            throw new Refused(
                    "what is in the backup needs " + DatabaseCopies.megabytes(needed) + " MB in " + home.path()
                            + ", beside what is there; there are " + DatabaseCopies.megabytes(free)
                            + " MB left. Make room there, or restore into a home on another disk. Nothing was changed.");
        }
    }

    private JournalPosition prepare(Archive archive, Path prepared, Optional<char[]> passphrase)
            throws IOException, SQLException, Refused {
        Path data = prepared.resolve("data");
        archive.extract("database", data);
        for (String folder : Home.FOLDERS) {
            archive.extract(folder, prepared.resolve(folder));
        }
        if (passphrase.isPresent()) {
            SealedSecrets.unseal(archive.read(SealedSecrets.NAME), passphrase.get(), prepared.resolve("secrets"));
        }
        try (StoppedStore store = StoppedStore.open(engine, data)) {
            if (!store.head().equals(archive.manifest().position())) {
                throw new Refused("the database in the backup is not at the position its manifest names.");
            }
            store.migrate();
            store.begin(
                    Math.max(store.head().epoch() + 1, clock.instant().getEpochSecond()),
                    after(store.numbers(), archive.manifest().created()));
            return store.head();
        } catch (IllegalStateException e) {
            throw new Refused(e.getMessage(), e);
        }
    }

    /**
     * The last number that shall not be handed out any more. Two restores of one backup get different ones unless the second
     * comes a multiple of 50 days after the first, or so many numbers were handed out, 1.2 of the 2.1 billion at least, that
     * too few are left for that; then half of them are left out, so that there always are some.
     *
     * @throws Refused if hardly a number is left
     */
    private long after(long handedOut, Instant created) throws Refused {
        long left = Integer.MAX_VALUE - handedOut;
        if (left < JUMP) {
            throw new Refused(
                    "the " + Integer.MAX_VALUE + " transaction numbers of OCPP 1.6 are used up in this backup, but for "
                            + Math.max(0, left) + "; begin an empty home.");
        }
        long seconds = Math.max(0, Duration.between(created, clock.instant()).toSeconds());
        return handedOut + Math.min(JUMP + seconds % LAP_SECONDS * JUMP_A_SECOND, left / 2);
    }

    /**
     * A restore that is done.
     *
     * @param point what the home was brought to; empty where an earlier restore was finished
     * @param aside where what was there before lies
     */
    record Restored(Optional<Point> point, Optional<Path> aside) {}

    /** @param position the last entry of the journal, in its old epoch */
    record Point(Instant created, JournalPosition position, long epoch) {}
}
