package org.ohmstead.api.model;

import java.util.Optional;

/**
 * What became of something asked of a station.
 *
 * @param kind what it means to us
 * @param word the station's own word, {@code Accepted}, {@code UnlockFailed}, ... or an error code; empty when it said nothing
 * @param reason a sentence for people
 * @param data what the station returned beside its word, as the station sent it
 */
public record Outcome(Kind kind, Optional<String> word, Optional<String> reason, Optional<String> data) {

    /** What it means to us. Will grow; keep a default branch. */
    public enum Kind {
        /** The station will do it, or has done it. */
        ACCEPTED,
        /** The station will do it later, typically when the transaction ends. */
        SCHEDULED,
        /** The station took it; it works after the next boot. */
        REBOOT_REQUIRED,
        /** The station refused. */
        REJECTED,
        /** The station or its protocol cannot do that. */
        NOT_SUPPORTED,
        /** The station answered with an error. */
        FAILED,
        /** The station is not connected; nothing was sent. */
        OFFLINE,
        /** It was not sent, for another reason. */
        NOT_SENT,
        /** It was sent and no answer came; it may have happened. It is never sent again by itself. */
        UNKNOWN
    }

    public static Outcome of(Kind kind, String word) {
        return new Outcome(kind, Optional.of(word), Optional.empty(), Optional.empty());
    }

    public static Outcome because(Kind kind, String reason) {
        return new Outcome(kind, Optional.empty(), Optional.of(reason), Optional.empty());
    }

    public static Outcome offline() {
        return because(Kind.OFFLINE, "The station is not connected.");
    }

    public static Outcome notSupported() {
        return because(Kind.NOT_SUPPORTED, "The station or its protocol cannot do that.");
    }

    public Outcome withData(String newData) {
        return new Outcome(kind, word, reason, Optional.of(newData));
    }

    public boolean accepted() {
        return kind == Kind.ACCEPTED;
    }
}
