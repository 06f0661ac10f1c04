package org.ohmstead.api.model;

import java.util.List;
import java.util.Optional;

/**
 * Part of a long list.
 *
 * @param items in the list's order
 * @param next where the next part begins; empty at the end
 */
public record Page<T>(List<T> items, Optional<String> next) {

    public Page {
        items = List.copyOf(items);
    }

    /**
     * Which part is wanted.
     *
     * @param after the {@link Page#next} of the part before; empty for the first
     * @param limit 1 to 1,000
     */
    public record Request(Optional<String> after, int limit) {

        public Request {
            if (limit < 1 || limit > 1_000) {
                throw new IllegalArgumentException("A page has 1 to 1000 items");
            }
        }

        public static Request first(int limit) {
            return new Request(Optional.empty(), limit);
        }
    }
}
