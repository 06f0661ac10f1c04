package org.ohmstead.simulator.ledger;

import java.time.Instant;

/** Something the CSMS did that the protocol forbids, or that no CSMS should do to a well-behaved station. */
public record Violation(String station, Instant at, Kind kind, String detail) {

    /** What was wrong. */
    public enum Kind {
        /** A second answer to a call that had been answered. */
        ANSWERED_TWICE,
        /** An answer to a call nobody made. */
        UNKNOWN_MESSAGE_ID,
        /** A CALLERROR, though the station sends nothing but valid messages. */
        CALL_ERROR,
        /** An answer without what it must carry. */
        MALFORMED_ANSWER,
        /** Text that is no OCPP frame. */
        MALFORMED_FRAME,
        /** A second call while the first was unanswered (OCPP-J 1.6 §4.1.1). */
        TWO_CALLS_OPEN,
        /** One transaction id for two transactions. */
        TRANSACTION_ID_REUSED,
        /** The same start, sent again, was given another transaction id. */
        REPEATED_START_RENUMBERED,
        /** A transaction id that is not a positive number. */
        TRANSACTION_ID_NOT_POSITIVE
    }
}
