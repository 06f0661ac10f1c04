package org.ohmstead.store.tables;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ohmstead.api.model.Page;

/** Pages by key: a query asks for one row more than wanted, which tells whether the list goes on. */
final class Pages {

    private Pages() {}

    /** @param key of the last item, from which the next page goes on */
    static <T> Page<T> of(List<T> found, int limit, Function<T, String> key) {
        if (found.size() <= limit) {
            return new Page<>(found, Optional.empty());
        }
        List<T> items = found.subList(0, limit);
        return new Page<>(items, Optional.of(key.apply(items.getLast())));
    }
}
