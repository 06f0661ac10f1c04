package org.ohmstead.rest.resource;

import java.util.List;
import java.util.Optional;

/**
 * Part of a list.
 *
 * @param next give it as {@code after} to get the following part; absent at the end
 */
public record Items<T>(List<T> items, Optional<String> next) {

    static final int USUAL = 100;

    /** A list that fits whole. */
    public static <T> Items<T> all(List<T> items) {
        return new Items<>(items, Optional.empty());
    }

    /** @throws Problem 400 where it is none */
    static int pageSize(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= 1_000) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same sentence.
        }
        throw Problem.bad("limit", "is a number from 1 to 1000");
    }
}
