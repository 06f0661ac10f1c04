package org.ohmstead.store;

import java.nio.file.Path;
import java.sql.SQLException;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.settings.ShellWord;

/** Why a store cannot be opened, each with the way out, in one sentence or a few for the operator. */
final class NoStore {

    private final Path home;
    private final Path directory;

    /** @param directory of the database */
    NoStore(Path home, Path directory) {
        this.home = home;
        this.directory = directory;
    }

    /** @param cause null where nobody tried */
    IllegalStateException room(String shortage, Exception cause) {
        return new IllegalStateException(
                "nothing can be stored in " + directory + ": " + shortage
                        + ". Make room on that disk, then start the server again.",
                cause);
    }

    /** @param reached by the server that had one */
    IllegalStateException database(JournalPosition reached) {
        return new IllegalStateException("there is no database in " + directory
                + ", and this server had come to journal position " + reached
                + ". Is its disk not mounted, mount it; was it moved, move it back, and what is there now may be deleted; else "
                + restore() + ". To begin an empty one, delete " + home.resolve(HighWaterMark.NAME) + ".");
    }

    IllegalStateException end(String missing) {
        return new IllegalStateException("the database in " + directory + " is not whole: " + missing
                + ". Were files of it removed or older ones put in their place, mend that; else " + restore()
                + ". To go on with what is there, and give no number out twice, make a backup of it and restore that.");
    }

    IllegalStateException reason(SQLException cause) {
        String sentence = Rights.missing(directory)
                .orElseGet(() -> "the database in " + directory
                        + " cannot be opened. Has another server opened it, stop that one; are files damaged or gone, "
                        + restore() + ". The cause is in the log.");
        return new IllegalStateException(sentence, cause);
    }

    private String restore() {
        return "restore the latest backup, which puts aside what is there: ohmstead restore FILE --home "
                + ShellWord.of(home) + " --force";
    }
}
