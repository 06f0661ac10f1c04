package org.ohmstead.api.model;

/**
 * Something could not be made durable, or it is not known whether it was. Nobody may be told that it happened: the caller
 * answers nothing or an error, and repeating is harmless.
 */
public final class StoreUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean outcomeUnknown;

    /** @param outcomeUnknown whether it may be on disk after all */
    public StoreUnavailable(String message, boolean outcomeUnknown, Throwable cause) {
        super(message, cause);
        this.outcomeUnknown = outcomeUnknown;
    }

    /** Whether it may be on disk after all: then the station's connection is closed without an answer. */
    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }
}
