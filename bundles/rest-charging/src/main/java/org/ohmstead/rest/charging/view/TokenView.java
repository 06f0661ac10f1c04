package org.ohmstead.rest.charging.view;

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
 * @param warning why some stations cannot say it, where that is so; it is kept all the same
 */
public record TokenView(
        String value,
        String type,
        String label,
        boolean blocked,
        Optional<Instant> expires,
        Optional<String> group,
        Optional<Integer> maxConcurrent,
        AuthorizationStatus verdict,
        Optional<String> warning) {

    /** Of an OCPP 1.6 idTag (CiString20Type, section 7.28); OCPP 2.0.1 has 36, and its tokens are kept in one place with these. */
    private static final int LONGEST_OF_OCPP16 = 20;

    static final String TOO_LONG_FOR_OCPP16 =
            "longer than " + LONGEST_OF_OCPP16 + " characters, the most that a station with OCPP 1.6 can send";

    static boolean isTooLongForOcpp16(Token token) {
        return token.idToken().value().length() > LONGEST_OF_OCPP16;
    }

    public static TokenView of(Token token, AuthorizationStatus verdict) {
        return new TokenView(
                token.idToken().value(),
                token.idToken().type(),
                token.label(),
                token.blocked(),
                token.expires(),
                token.group(),
                token.maxConcurrent(),
                verdict,
                isTooLongForOcpp16(token)
                        ? Optional.of("Its number is " + TOO_LONG_FOR_OCPP16 + ".")
                        : Optional.empty());
    }

    public TokenView withValue(String other) {
        return new TokenView(other, type, label, blocked, expires, group, maxConcurrent, verdict, warning);
    }

    /** Without the value. */
    @Override
    public String toString() {
        return "TokenView[" + label + "]";
    }
}
