package org.ohmstead.authorization;

import java.util.Optional;
import org.ohmstead.api.model.TokenGroup;

/**
 * What the operator decided for the whole server; replaced as one when the settings change.
 *
 * @param acceptUnknown whether tokens nobody knows may charge
 * @param whenUnreachable what becomes of a token whose source cannot be asked
 * @param maxConcurrent how many transactions a token may have at once, 0 for any number
 * @param masterGroup the group whose tokens may stop any transaction
 * @param mastersMayStart whether they may start some, too
 * @param suffixSeparators characters at which stations that add something to a card's number begin to do so
 */
record Policy(
        boolean acceptUnknown,
        WhenUnreachable whenUnreachable,
        int maxConcurrent,
        Optional<String> masterGroup,
        boolean mastersMayStart,
        String suffixSeparators) {

    static Policy of(AuthorizationService.Settings settings, boolean onTrial) {
        return new Policy(
                settings.acceptUnknown() || onTrial,
                WhenUnreachable.of(settings.whenUnreachable()),
                settings.maxConcurrent(),
                Optional.of(settings.masterGroup().strip()).filter(name -> !name.isEmpty()),
                settings.mastersMayStart(),
                settings.suffixSeparators().strip());
    }

    boolean isMaster(Optional<String> group) {
        return group.isPresent() && masterGroup.isPresent() && masterGroup.get().equalsIgnoreCase(group.get());
    }

    /** The most specific limit that is set: the token's own, else its group's for all of it together, else ours for each. */
    OpenTransactions.Limit limit(Optional<Integer> ofToken, Optional<TokenGroup> group) {
        if (ofToken.isPresent()) {
            return new OpenTransactions.Limit(ofToken.get(), false);
        }
        return group.flatMap(TokenGroup::maxConcurrent)
                .map(most -> new OpenTransactions.Limit(most, true))
                .orElse(new OpenTransactions.Limit(maxConcurrent, false));
    }

    /** What becomes of a token that only a source may know that cannot be asked. */
    enum WhenUnreachable {
        DENY("tokens only it knows are refused meanwhile"),
        KNOWN("tokens it accepted lately may charge meanwhile, others are refused"),
        ACCEPT("tokens nobody here knows may charge meanwhile");

        private final String sentence;

        WhenUnreachable(String sentence) {
            this.sentence = sentence;
        }

        /** @param word as in the settings, which are checked before they come here */
        static WhenUnreachable of(String word) {
            return switch (word) {
                case "accept" -> ACCEPT;
                case "known" -> KNOWN;
                default -> DENY;
            };
        }

        String sentence() {
            return sentence;
        }
    }
}
