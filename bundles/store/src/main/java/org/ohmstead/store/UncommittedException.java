package org.ohmstead.store;

import java.sql.SQLException;
import java.util.Optional;
import org.ohmstead.api.model.StoreUnavailable;

/** Nothing of the transaction under way is, or will be, on disk. */
final class UncommittedException extends Exception {

    private static final long serialVersionUID = 1L;

    UncommittedException(Exception cause) {
        super(cause);
    }

    Optional<SQLException> sql() {
        return sqlIn(getCause());
    }

    /** What the caller of the unit is told: its own fault as it is, the database's as a store that is not there. */
    RuntimeException forCaller() {
        return sql().isEmpty() && getCause() instanceof RuntimeException own
                ? own
                : new StoreUnavailable("It could not be stored", false, getCause());
    }

    static Optional<SQLException> sqlIn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }
}
