package org.ohmstead.api.model;

/** Why somebody should look at a transaction, or at a report that belongs to none, before money moves. Will grow. */
public enum Doubt {
    /** The station never reported the end; it was concluded from evidence. */
    ESTIMATED_END,
    /** It is open for longer than cars stay. */
    OVERDUE,
    /** The station accepted a remote stop, and it did not end. */
    STOP_IGNORED,
    /** A register cannot be true, or ran backwards. */
    METER,
    /** What was delivered is not believed. */
    ENERGY_HELD,
    /** A time cannot be true. */
    TIME,
    /** The end was reported twice with different contents. */
    TWO_ENDS,
    /** It began without an accepted token. */
    NOT_AUTHORIZED,
    /** The station reported the end after somebody had decided about it. */
    NEWS_AFTER_DECISION,
    /** A stop that belongs to no transaction. */
    UNMATCHED_STOP,
    /** Readings of a transaction that the station does not have. */
    UNMATCHED_READINGS
}
