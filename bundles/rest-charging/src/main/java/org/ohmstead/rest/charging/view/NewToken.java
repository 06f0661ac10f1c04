package org.ohmstead.rest.charging.view;

import java.time.Instant;
import java.util.Optional;

/**
 * A token to be added.
 *
 * @param value 1 to 255 characters
 * @param type left out where it has none
 * @param expires from when on it is refused; may lie in the past
 * @param group tokens of one group may stop each other's transactions
 * @param maxConcurrent how many transactions it may have at once, 0 for any number; left out: as its group has it
 */
public record NewToken(
        String value,
        Optional<String> type,
        Optional<String> label,
        Optional<Boolean> blocked,
        Optional<Instant> expires,
        Optional<String> group,
        Optional<Integer> maxConcurrent) {

    /** Without the value. */
    @Override
    public String toString() {
        return "NewToken[]";
    }
}
