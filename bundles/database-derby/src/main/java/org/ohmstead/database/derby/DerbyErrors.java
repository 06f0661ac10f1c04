package org.ohmstead.database.derby;

import java.sql.SQLException;
import java.util.Set;
import org.ohmstead.api.database.DatabaseEngine.Failure;

/** What Derby's SQLStates leave behind. Tried on 10.17.1, see the tests of the store. */
final class DerbyErrors {

    /** Nested exceptions are a handful; a cycle among them must not hang us. */
    private static final int DEPTH = 10;

    /** Of the states around them some are about a full disk, or another process that has the database. */
    private static final Set<String> DAMAGED = Set.of(
            "XSDB0", "XSDB1", "XSDB2", "XSDB4", "XSDB5", "XSDB9", "XSDBB", "XSDG0", "XSDG2", "XSDG4", "X0X61", "X0X62",
            "X0Y55");

    private DerbyErrors() {}

    /** The worst among an error, the errors chained to it and its causes. */
    static Failure interpret(SQLException error) {
        Failure worst = Failure.DUPLICATE_KEY;
        boolean duplicate = false;
        int depth = 0;
        for (SQLException chained = error; chained != null && depth < DEPTH; chained = chained.getNextException()) {
            for (Throwable cause = chained; cause != null && depth++ < DEPTH; cause = cause.getCause()) {
                if (cause instanceof SQLException one) {
                    Failure failure = ofState(one.getSQLState());
                    duplicate |= failure == Failure.DUPLICATE_KEY;
                    // The constants are declared from harmless to worst.
                    worst = failure.compareTo(worst) > 0 ? failure : worst;
                }
            }
        }
        // Derby chains a plain statement error beneath a duplicate key.
        return duplicate && worst == Failure.STATEMENT ? Failure.DUPLICATE_KEY : worst;
    }

    /** Whether a page cannot be read, is none or has not its checksum, or an index does not fit its table. */
    static boolean damaged(SQLException error) {
        return DAMAGED.contains(String.valueOf(error.getSQLState()));
    }

    /** What Derby says of an error, without the page in hexadecimal behind it. */
    static String sentence(SQLException error) {
        String line = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
        int dump = line.indexOf(", page dump follows");
        return dump < 0 ? line : line.substring(0, dump);
    }

    private static Failure ofState(String state) {
        if (state == null) {
            return Failure.STATEMENT;
        }
        if (state.equals("23505")) {
            return Failure.DUPLICATE_KEY;
        }
        if (state.startsWith("40")) {
            return Failure.TRANSACTION_LOST;
        }
        boolean connection = state.startsWith("08") || state.startsWith("XJ") || state.startsWith("XS");
        return connection ? Failure.CONNECTION_LOST : Failure.STATEMENT;
    }
}
