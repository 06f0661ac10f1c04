package org.ohmstead.api.model;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that speaks for a transaction being over although nobody reported its end. Kept for ever, refuted or not.
 *
 * @param at when it happened, by the station's time where that can be believed
 * @param receivedAt when we heard or thought of it
 * @param register the import register it names
 * @param said the station's own word: a status, or the transaction id of a stop that fitted nothing
 * @param refutedAt when the transaction was seen to go on after all
 */
public record Evidence(
        Kind kind,
        Instant at,
        Instant receivedAt,
        Optional<Energy> register,
        String said,
        Optional<Instant> refutedAt) {

    /** What kind of evidence there is. Will grow. */
    public enum Kind {
        /** The connector was reported free after the start. Never enough alone. */
        STATUS_AVAILABLE,
        /** Another transaction began on the same EVSE. Enough alone. */
        NEW_START,
        /** The station booted after the start. Never enough alone: some go on charging. */
        BOOT,
        /** The register has stood still for long, or nothing was measured. Never enough alone: the car may be full. */
        METER_IDLE,
        /** It is open for longer than cars stay. Never enough alone. */
        AGE,
        /**
         * A stop with an id of no transaction fits this one by card, register and time, and no other. Never enough alone. Of one
         * that is over: its end, told again with other contents.
         */
        STOP_UNMATCHED,
        /** The station accepted a remote stop of it. Never enough alone: accepted only means accepted. */
        STOP_ACCEPTED
    }

    public boolean standing() {
        return refutedAt.isEmpty();
    }
}
