package org.ohmstead.maintenance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import org.ohmstead.api.database.DatabaseEngine;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.api.settings.ShellWord;
import org.ohmstead.store.StoppedRebuild;
import org.ohmstead.store.StoppedRebuild.Rebuilt;
import org.ohmstead.store.StoppedStore;
import org.ohmstead.store.check.Checked;

/**
 * Makes anew, in the database of a home, what is derived from its journal. Killed in between it leaves a mark, with which no
 * server starts until it was done again.
 */
final class Rebuild {

    private final Home home;
    private final DatabaseEngine engine;
    private final DatabaseEngine.Progress heard;

    /** @param heard how many tables were read */
    Rebuild(Home home, DatabaseEngine engine, DatabaseEngine.Progress heard) {
        this.home = home;
        this.engine = engine;
        this.heard = heard;
    }

    /** @throws Damaged if the database cannot be read, or its journal is not whole: nothing is made of half a journal */
    Rebuilt rebuild() throws IOException, SQLException, Refused {
        if (!Files.isDirectory(home.data().resolve(engine.name()))) {
            throw new Refused("there is no database in " + home.data() + ".");
        }
        String owner = Files.getOwner(home.data()).getName();
        if (!owner.equals(System.getProperty("user.name"))) {
            throw new Refused("the home directory " + home.path() + " is that of " + owner
                    + ", who alone writes into its database; run this as that user.");
        }
        FileChannel alone = home.lockMaintenance().orElseThrow(() -> new Refused(home.busy()));
        try {
            FileChannel stopped = home.lockServer().orElseThrow(() -> new Refused(home.serverRuns()));
            try {
                return locked();
            } finally {
                stopped.close();
            }
        } finally {
            alone.close();
        }
    }

    private Rebuilt locked() throws IOException, SQLException, Refused {
        if (Swap.unfinished(home.path(), Swap.Rename.ATOMIC).isPresent()) {
            throw new Refused("a restore was interrupted in " + home.path() + "; finish that first.");
        }
        read();
        return write();
    }

    private void read() throws Damaged {
        try (StoppedStore store = StoppedStore.open(engine, home.data())) {
            store.readAll(heard);
            store.migrate();
            List<String> gaps = store.gaps();
            if (!gaps.isEmpty()) {
                throw new Damaged("the journal is not whole: " + gaps.getFirst());
            }
        } catch (SQLException e) {
            throw DatabaseCopies.damaged(e);
        }
    }

    private Rebuilt write() throws IOException, SQLException, Refused {
        try (StoppedRebuild rebuild = StoppedRebuild.open(engine, home.path())) {
            Swap.announce(
                    home.path(),
                    "a rebuild was interrupted. Run it again: ohmstead restore --rebuild --home "
                            + ShellWord.of(home.path()));
            Rebuilt rebuilt = rebuild.run();
            Files.delete(home.path().resolve(Swap.MARKER));
            return rebuilt;
        } catch (StoreUnavailable e) {
            throw new Refused("it broke off, run it again: " + e.getMessage() + ".", e);
        } catch (IllegalStateException e) {
            throw new Refused("nothing can be made of the journal: " + e.getMessage() + ".", e);
        }
    }

    static void tell(Rebuilt rebuilt, PrintStream out) {
        Verify.rows(rebuilt.differences(), "MENDED", out);
        out.println(
                rebuilt.ledger()
                        ? "The ledger of availability is made anew when the server starts next."
                        : "The ledger of availability stays as it is: the beginning of the journal was pruned.");
        long mended = rebuilt.differences().stream().mapToLong(Checked::wrong).sum();
        out.println("Everything derived is as the journal tells up to " + rebuilt.position() + "; "
                + (mended == 0 ? "nothing was otherwise." : "so many things were otherwise: " + mended + "."));
    }
}
