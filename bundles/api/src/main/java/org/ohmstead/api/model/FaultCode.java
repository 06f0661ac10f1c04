package org.ohmstead.api.model;

/**
 * What an error code of a station means to people.
 *
 * @param code as the station writes it
 * @param cause a sentence
 * @param remedy what to do about it, in sentences
 */
public record FaultCode(String code, Severity severity, String cause, String remedy) {

    /** How bad it is. Will grow; keep a default branch. */
    public enum Severity {
        /** Cars charge all the same. */
        NOTICE,
        /** Cars charge, but slower, not all of them, or uncounted. */
        DEGRADED,
        /** No car charges until it is over. */
        OUTAGE,
        /** People may be hurt; it has to stay out of service until somebody has examined it. */
        DANGER
    }
}
