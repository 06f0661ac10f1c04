package org.ohmstead.api.ocpp;

/** A call that is answered with a CALLERROR. The sentence is ours, never a parser's, and holds no secrets. */
public final class OcppError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Kinds of error; each version spells them its own way (OCPP-J 1.6 §4.2.3, 2.0.1 part 4 §4.3). */
    public enum Kind {
        NOT_IMPLEMENTED,
        NOT_SUPPORTED,
        INTERNAL_ERROR,
        PROTOCOL_ERROR,
        SECURITY_ERROR,
        FORMAT_VIOLATION,
        PROPERTY_CONSTRAINT_VIOLATION,
        OCCURRENCE_CONSTRAINT_VIOLATION,
        TYPE_CONSTRAINT_VIOLATION,
        MESSAGE_TYPE_NOT_SUPPORTED,
        RPC_FRAMEWORK_ERROR,
        GENERIC_ERROR
    }

    private final Kind kind;

    /**
     * @param description what is wrong with the call, for the people who build the station; at most 255 characters are sent
     */
    public OcppError(Kind kind, String description) {
        super(description, null, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
