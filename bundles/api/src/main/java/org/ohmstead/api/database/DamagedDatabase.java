package org.ohmstead.api.database;

/** What lies on disk is not what was written there; the message is a sentence for the operator. */
public final class DamagedDatabase extends IllegalStateException {

    private static final long serialVersionUID = 1;

    public DamagedDatabase(String message, Exception cause) {
        super(message, cause);
    }
}
