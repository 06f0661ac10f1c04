package org.ohmstead.maintenance;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.settings.FileFault;
import org.ohmstead.database.derby.DerbyEngine;

/**
 * What {@code bin/ohmstead} does to the home it stands in: {@code backup TARGET}, {@code restore FILE}, {@code restore --rebuild},
 * {@code verify}. Exits with 0 when it is done, 1 when it is not, 2 when it was asked wrongly, 4 when the database was found damaged.
 */
public final class Main {

    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;
    private static final int DAMAGED = 4;
    private static final int SHORTEST_PASSPHRASE = 12;

    private static final String NO_BACKUP =
            "No backup was made, since it would hold the damage. Keep the older ones, the latest sound one is the way back:"
                    + " ohmstead restore FILE --home DIR.";

    private final Home home;
    private final String version;

    Main(Home home, String version) {
        this.home = home;
        this.version = version;
    }

    public static void main(String[] args) {
        Main main = new Main(
                new Home(Path.of(System.getProperty("ohmstead.home")).toAbsolutePath()),
                System.getProperty("ohmstead.version", "unknown"));
        System.exit(main.run(new ArrayList<>(List.of(args))));
    }

    int run(List<String> args) {
        String command = args.removeFirst();
        try {
            if (command.equals("verify")) {
                return verify(args.remove("--json"));
            }
            if (args.remove("--rebuild")) {
                return rebuild(command, args);
            }
            boolean force = args.remove("--force");
            Optional<char[]> passphrase = passphrase(args);
            if (args.size() != 1) {
                return wrong(command + " needs one file.");
            }
            Path file = Path.of(args.getFirst());
            switch (command) {
                case "backup" -> backup(file, passphrase);
                case "restore" -> restore(file, force, passphrase);
                default -> {
                    return wrong("there is no command " + command + ".");
                }
            }
            return 0;
        } catch (Damaged e) {
            System.err.println("ohmstead: " + e.getMessage() + ".");
            System.err.println(command.equals("backup") ? NO_BACKUP : Verify.WAY_OUT);
            return DAMAGED;
        } catch (Refused e) {
            System.err.println("ohmstead: " + e.getMessage());
        } catch (IOException e) {
            String file = e instanceof FileSystemException at && at.getFile() != null ? at.getFile() : "a file";
            System.err.println("ohmstead: " + command + " failed: " + file + " " + FileFault.words(e) + ".");
        } catch (SQLException e) {
            System.err.println("ohmstead: " + command + " failed: the database cannot be read: " + e.getMessage());
        }
        return FAILED;
    }

    private static int wrong(String sentence) {
        System.err.println("ohmstead: " + sentence);
        return WRONG_USAGE;
    }

    /** From the file that is named; the first line of it. */
    private static Optional<char[]> passphrase(List<String> args) throws IOException, Refused {
        int option = args.indexOf("--passphrase-file");
        if (option < 0) {
            return Optional.empty();
        }
        args.remove(option);
        String name = args.remove(option);
        try {
            String passphrase =
                    Files.readString(Path.of(name)).lines().findFirst().orElse("");
            if (passphrase.length() < SHORTEST_PASSPHRASE) {
                throw new Refused("the first line of " + name + " is the passphrase and needs at least "
                        + SHORTEST_PASSPHRASE + " characters.");
            }
            return Optional.of(passphrase.toCharArray());
        } catch (NoSuchFileException e) {
            throw new Refused("there is no file " + name + " with the passphrase.", e);
        }
    }

    private void backup(Path target, Optional<char[]> passphrase) throws IOException, SQLException, Refused {
        Backup.Made made = new Backup(home, new DerbyEngine(), version, Clock.systemUTC(), new Patience(System.err))
                .make(target, passphrase);
        made.leftOut()
                .forEach(link -> System.err.println("ohmstead: " + link
                        + " is a link and not in the backup; put the file itself there, or keep it elsewhere."));
        System.out.println(made.file());
        System.out.println("The journal in it ends at " + made.position() + "; "
                + (passphrase.isPresent()
                        ? "the secrets are in it under the passphrase."
                        : "the folder secrets is not in it, keep that elsewhere or name a --passphrase-file."));
    }

    private int rebuild(String command, List<String> args) throws IOException, SQLException, Refused {
        if (!command.equals("restore") || !args.isEmpty()) {
            return wrong("--rebuild is for restore, which takes nothing else then.");
        }
        Rebuild.tell(new Rebuild(home, new DerbyEngine(), new Patience(System.err)).rebuild(), System.out);
        return 0;
    }

    private int verify(boolean json) throws IOException, Refused {
        Verify.Report report = new Verify(home, new DerbyEngine(), new Patience(System.err)).verify();
        if (json) {
            report.json(System.out);
        } else {
            report.table(System.out);
        }
        return report.sound() ? 0 : DAMAGED;
    }

    private void restore(Path file, boolean force, Optional<char[]> passphrase)
            throws IOException, SQLException, Refused {
        Restore.Restored restored = new Restore(home, new DerbyEngine(), Clock.systemUTC(), Swap.Rename.ATOMIC)
                .restore(file, force, passphrase);
        restored.point()
                .ifPresentOrElse(
                        point -> System.out.println(
                                "Restored what was there at " + point.created() + ": the journal up to "
                                        + point.position() + ". It goes on in epoch " + point.epoch() + "."),
                        () -> System.out.println("Finished the restore that had been interrupted."));
        restored.aside()
                .ifPresent(old -> System.out.println(
                        "What was in the home before lies in " + old + "; delete it when you no longer need it."));
        if (passphrase.isEmpty()) {
            System.out.println(
                    "The folder secrets was left as it is" + (Files.exists(home.secrets()) ? "." : ": empty."));
        }
    }
}
