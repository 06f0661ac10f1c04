package org.ohmstead.api.model;

/** Why a transaction deserves a second look. The raw values stay; nothing is corrected because of a flag. Will grow. */
public enum TransactionFlag {
    /** The token was not accepted, yet the station started (offline, or it ignores us). */
    NOT_AUTHORIZED,
    /** A time lies more than five minutes in the future, or before 2015. */
    IMPLAUSIBLE_TIME,
    /** The end lies before the start. */
    ENDED_BEFORE_STARTED,
    /** The register at the end is lower than at the start, or a reading runs backwards. */
    METER_BACKWARDS,
    /** Another transaction began on the same EVSE before this one was ended. */
    SUPERSEDED,
    /** A reading came after the end. */
    READING_AFTER_END,
    /** The end was reported again with other contents. */
    ENDED_TWICE_DIFFERENTLY,
    /** The station named another connector than at the start. */
    OTHER_CONNECTOR,
    /** It was stopped with a token that is neither the one it started with nor of its group. */
    OTHER_TOKEN,
    /** The station named itself as a whole (EVSE 0), or an EVSE or connector no station has, where one car charges. */
    IMPLAUSIBLE_CONNECTOR,
    /** The register at the start or the end is negative, or higher than any meter counts. */
    IMPLAUSIBLE_REGISTER,
    /** The station booted while it ran, so that its register may have begun anew. */
    STATION_BOOTED,
    /** The register fell and went on counting from there. */
    REGISTER_RESET,
    /** The register rose faster than any charger delivers. */
    REGISTER_JUMP,
    /** In the place of a register stood something that is none: 2147483647, a negative number, 0 before an odometer. */
    REGISTER_SENTINEL,
    /** The register and the power told over time do not agree. */
    ENERGY_DISAGREES,
    /** It has been open for longer than cars stay; its end may be lost. */
    OVERDUE,
    /** The station accepted a remote stop and went on all the same. */
    STOP_IGNORED,
    /** Anybody may charge there, so nobody's token was judged. */
    FREE_VEND,
    /** Whoever knows the token could not be asked; it was let in by the policy for that case. */
    UNVERIFIED_TOKEN
}
