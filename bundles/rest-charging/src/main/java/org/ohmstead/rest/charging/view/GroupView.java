package org.ohmstead.rest.charging.view;

import java.util.Optional;
import org.ohmstead.api.model.TokenGroup;

/**
 * What holds for a group of tokens.
 *
 * @param maxConcurrent how many transactions its tokens may have at once, all together; 0 for any number
 */
public record GroupView(String name, Optional<Integer> maxConcurrent) {

    public static GroupView of(TokenGroup group) {
        return new GroupView(group.name(), group.maxConcurrent());
    }
}
