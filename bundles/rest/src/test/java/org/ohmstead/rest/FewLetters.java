package org.ohmstead.rest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.ohmstead.api.journal.DeadLetters;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.Page;

/** Dead letters in memory, few enough for one page. */
final class FewLetters implements DeadLetters {

    private final List<DeadLetter> all = new CopyOnWriteArrayList<>();

    @Override
    public void keep(DeadLetter letter) {
        discard(letter.follower(), letter.position());
        all.addFirst(letter);
    }

    @Override
    public Page<DeadLetter> page(Optional<String> follower, Page.Request request) {
        return new Page<>(
                all.stream()
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
