package org.ohmstead.api.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A token we know: master data of the local authorisation source.
 *
 * @param idToken what the driver shows
 * @param label what people call it; may be empty; at most 500 characters
 * @param blocked whether it is refused whatever else holds
 * @param expires from when on it is refused
 * @param group tokens of one group may stop each other's transactions (OCPP 1.6 §3.16 parentIdTag); never a token
 *     itself; at most 255 characters
 * @param maxConcurrent how many transactions it may have at once, 0 for any number; empty: as its group has it
 */
public record Token(
        IdToken idToken,
        String label,
        boolean blocked,
        Optional<Instant> expires,
        Optional<String> group,
        Optional<Integer> maxConcurrent) {

    public static final int LONGEST_LABEL = 500;
    public static final int LONGEST_GROUP = 255;

    public Token {
        if (label.length() > LONGEST_LABEL) {
            throw new IllegalArgumentException("A token's label has at most " + LONGEST_LABEL + " characters");
        }
        if (group.map(String::length).orElse(0) > LONGEST_GROUP) {
            throw new IllegalArgumentException("A token's group has at most " + LONGEST_GROUP + " characters");
        }
        if (maxConcurrent.isPresent() && maxConcurrent.get() < 0) {
            throw new IllegalArgumentException("A token has 0 or more transactions at once");
        }
    }

    /** With as many transactions at once as its group has. */
    public Token(IdToken idToken, String label, boolean blocked, Optional<Instant> expires, Optional<String> group) {
        this(idToken, label, blocked, expires, group, Optional.empty());
    }
}
