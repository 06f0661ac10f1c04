package org.ohmstead.database.derby;

import java.sql.SQLException;
import org.ohmstead.api.database.DatabaseEngine.Failure;

/** What Derby's SQLStates leave behind. Tried on 10.17.1, see the tests of the store. */
final class DerbyErrors {

    /** Nested exceptions are a handful; a cycle among them must not hang us. */
    private static final int DEPTH = 10;

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
