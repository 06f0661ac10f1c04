package org.ohmstead.maintenance;

/** The database is not what was written; the message says what part of it. */
final class Damaged extends Refused {

    private static final long serialVersionUID = 1;

    Damaged(String message) {
        super(message);
    }

    Damaged(String message, Exception cause) {
        super(message, cause);
    }
}
