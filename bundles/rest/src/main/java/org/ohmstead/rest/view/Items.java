package org.ohmstead.rest.view;

import java.util.List;
import java.util.Optional;

/**
 * Part of a list.
 *
 * @param next give it as {@code after} to get the following part; absent at the end
 */
public record Items<T>(List<T> items, Optional<String> next) {

    /** A list that fits whole. */
    public static <T> Items<T> all(List<T> items) {
        return new Items<>(items, Optional.empty());
    }
}
