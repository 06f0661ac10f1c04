package org.ohmstead.authorization;

import java.lang.annotation.Annotation;

/** The settings of the authorisation as an operator may write them. */
public record TokenSettings(
        String whenUnreachable,
        boolean acceptUnknown,
        int maxConcurrent,
        String masterGroup,
        boolean mastersMayStart,
        String suffixSeparators)
        implements AuthorizationService.Settings {

    /** As shipped. */
    public static final TokenSettings SHIPPED = new TokenSettings("deny", false, 0, "", false, "");

    /** Lets in whoever no source knows. */
    public TokenSettings acceptingUnknown() {
        return new TokenSettings(whenUnreachable, true, maxConcurrent, masterGroup, mastersMayStart, suffixSeparators);
    }

    /** At most so many transactions of one token at once. */
    public TokenSettings atOnce(int most) {
        return new TokenSettings(whenUnreachable, acceptUnknown, most, masterGroup, mastersMayStart, suffixSeparators);
    }

    /** With a group whose tokens may stop any transaction. */
    public TokenSettings masters(String group, boolean mayStart) {
        return new TokenSettings(whenUnreachable, acceptUnknown, maxConcurrent, group, mayStart, suffixSeparators);
    }

    /** What becomes of a token whose source cannot be asked: {@code deny}, {@code known} or {@code accept}. */
    public TokenSettings unreachable(String word) {
        return new TokenSettings(word, acceptUnknown, maxConcurrent, masterGroup, mastersMayStart, suffixSeparators);
    }

    /** With characters at which stations begin to add something to a card's number. */
    public TokenSettings suffixes(String separators) {
        return new TokenSettings(
                whenUnreachable, acceptUnknown, maxConcurrent, masterGroup, mastersMayStart, separators);
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return AuthorizationService.Settings.class;
    }
}
