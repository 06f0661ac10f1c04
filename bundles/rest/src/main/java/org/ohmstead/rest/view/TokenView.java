package org.ohmstead.rest.view;

import java.time.Instant;
import java.util.Optional;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.Token;

/**
 * A token this server knows.
 *
 * @param value in full to whoever may change it, else shortened
 * @param type the OCPP 2.x word; empty where it has none
 * @param maxConcurrent how many transactions it may have at once, 0 for any number; absent: as its group has it
 * @param verdict what would be answered about it now
 */
public record TokenView(
        String value,
        String type,
        String label,
        boolean blocked,
        Optional<Instant> expires,
        Optional<String> group,
        Optional<Integer> maxConcurrent,
        AuthorizationStatus verdict) {

    public static TokenView of(Token token, AuthorizationStatus verdict) {
        return new TokenView(
                token.idToken().value(),
                token.idToken().type(),
                token.label(),
                token.blocked(),
                token.expires(),
                token.group(),
                token.maxConcurrent(),
                verdict);
    }

    public TokenView withValue(String other) {
        return new TokenView(other, type, label, blocked, expires, group, maxConcurrent, verdict);
    }

    /** Without the value. */
    @Override
    public String toString() {
        return "TokenView[" + label + "]";
    }
}
