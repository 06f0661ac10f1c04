package org.ohmstead.maintenance;

/** What was asked for cannot be done; the message is a sentence for the person who asked. */
class Refused extends Exception {

    private static final long serialVersionUID = 1;

    Refused(String message) {
        super(message);
    }

    Refused(String message, Exception cause) {
        super(message, cause);
    }
}
