package org.ohmstead.cli;

/** The command cannot go on; the message is a sentence for the person who typed it. */
final class Failed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int exit;

    Failed(int exit, String message) {
        super(message);
        this.exit = exit;
    }

    Failed(int exit, String message, Exception cause) {
        super(message, cause);
        this.exit = exit;
    }

    /** One of {@link Exit}. */
    int exit() {
        return exit;
    }
}
