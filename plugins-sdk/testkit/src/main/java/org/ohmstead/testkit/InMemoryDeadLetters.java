package org.ohmstead.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.ohmstead.api.journal.DeadLetters;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.StoreUnavailable;

/** Dead letters in memory, few enough for one page. Thread-safe. */
public final class InMemoryDeadLetters implements DeadLetters {

    private final List<DeadLetter> all = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    /** Whether nothing can be kept, as when the store is away. */
    public void away(boolean now) {
        away = now;
    }

    /** All of them, in the order in which they were kept. */
    public List<DeadLetter> all() {
        return List.copyOf(all);
    }

    @Override
    public void keep(DeadLetter letter) {
        if (away) {
            throw new StoreUnavailable("The store is not there", false, null);
        }
        discard(letter.follower(), letter.position());
        all.add(letter);
    }

    @Override
    public Page<DeadLetter> page(Optional<String> follower, Page.Request request) {
        List<DeadLetter> latestFirst = new ArrayList<>(all).reversed();
        return new Page<>(
                latestFirst.stream()
                        .filter(letter ->
                                follower.isEmpty() || letter.follower().equals(follower.get()))
                        .toList(),
                Optional.empty());
    }

    @Override
    public Optional<DeadLetter> find(String follower, JournalPosition position) {
        return all.stream().filter(letter -> is(letter, follower, position)).findFirst();
    }

    @Override
    public boolean discard(String follower, JournalPosition position) {
        return all.removeIf(letter -> is(letter, follower, position));
    }

    private static boolean is(DeadLetter letter, String follower, JournalPosition position) {
        return letter.follower().equals(follower) && letter.position().equals(position);
    }

    @Override
    public Map<String, Long> counts() {
        return all.stream().collect(Collectors.groupingBy(DeadLetter::follower, Collectors.counting()));
    }
}
