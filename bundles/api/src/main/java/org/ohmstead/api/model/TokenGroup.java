package org.ohmstead.api.model;

import java.util.Optional;

/**
 * What holds for all tokens of a group. Groups need not be listed to exist: a token names its group.
 *
 * @param name compared without regard to case; 1 to 255 characters
 * @param maxConcurrent how many transactions its tokens may have at once, all together, 0 for any number; empty: as the server
 *     has it
 */
public record TokenGroup(String name, Optional<Integer> maxConcurrent) {

    public TokenGroup {
        if (name.isEmpty() || name.length() > 255) {
            throw new IllegalArgumentException("A group's name has 1 to 255 characters");
        }
        if (maxConcurrent.isPresent() && maxConcurrent.get() < 0) {
            throw new IllegalArgumentException("A group has 0 or more transactions at once");
        }
    }
}
