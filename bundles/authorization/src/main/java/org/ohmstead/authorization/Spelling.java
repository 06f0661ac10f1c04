package org.ohmstead.authorization;

import java.util.function.Predicate;
import org.ohmstead.api.model.IdToken;

/**
 * Which token a station means by what it sends. Upper and lower case never matter ({@link IdToken}). Some stations add
 * something to a card's number, as KEBA does with its own serial number after an underscore: that is cut off, unless the whole
 * is a token of ours.
 */
final class Spelling {

    private Spelling() {}

    /** @param separators characters at which an addition begins; none for no such stations */
    static IdToken meant(IdToken sent, String separators, Predicate<IdToken> isOurs) {
        if (separators.isEmpty() || isOurs.test(sent)) {
            return sent;
        }
        String value = sent.value();
        for (int i = 1; i < value.length(); i++) { // what is left is never empty
            if (separators.indexOf(value.charAt(i)) >= 0) {
                return new IdToken(value.substring(0, i), sent.type());
            }
        }
        return sent;
    }
}
