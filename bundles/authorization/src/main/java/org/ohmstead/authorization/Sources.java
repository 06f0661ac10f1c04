package org.ohmstead.authorization;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.ohmstead.api.authorization.AuthorizationSource;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.StationId;

/** The plugins that know tokens, by rank. All of them together have one budget of time. Thread-safe. */
final class Sources {

    private final Duration budget;
    private final Supplier<String> meanwhile;
    private final List<Ranked> ranked = new CopyOnWriteArrayList<>();

    /** @param meanwhile what holds while a source gives no answer, for the log */
    Sources(Duration budget, Supplier<String> meanwhile) {
        this.budget = budget;
        this.meanwhile = meanwhile;
    }

    /** @param properties of the service: the highest ranking is asked first, of equal ones the oldest */
    void add(AuthorizationSource source, Map<String, ?> properties) {
        int ranking = properties.get("service.ranking") instanceof Integer given ? given : 0;
        long id = properties.get("service.id") instanceof Long given ? given : Long.MAX_VALUE;
        ranked.add(new Ranked(new AskedSource(source, source.getClass().getName(), meanwhile), ranking, id));
        ranked.sort(Comparator.comparingInt(Ranked::ranking).reversed().thenComparingLong(Ranked::id));
    }

    void remove(AuthorizationSource source) {
        ranked.removeIf(candidate -> candidate.source().is(source));
    }

    /** Those that gave no answer the last time, and why. */
    List<String> troubles() {
        return ranked.stream()
                .flatMap(candidate -> candidate.source().trouble().stream())
                .toList();
    }

    Answer ask(StationId at, IdToken token) {
        long began = System.nanoTime();
        boolean someFailed = false;
        for (Ranked candidate : ranked) {
            Duration left = budget.minusNanos(System.nanoTime() - began);
            if (left.isNegative() || left.isZero()) {
                return Answer.UNREACHABLE;
            }
            try {
                Optional<Authorization> verdict = candidate.source().ask(at, token, left);
                if (verdict.isPresent()) {
                    return new Answer(verdict, true);
                }
            } catch (AskedSource.NoAnswer e) {
                someFailed = true;
            }
        }
        return someFailed ? Answer.UNREACHABLE : Answer.UNKNOWN;
    }

    /**
     * What the sources say together.
     *
     * @param verdict of the first that knows the token
     * @param allAsked whether every source that might know it answered
     */
    record Answer(Optional<Authorization> verdict, boolean allAsked) {

        static final Answer UNKNOWN = new Answer(Optional.empty(), true);
        static final Answer UNREACHABLE = new Answer(Optional.empty(), false);
    }

    private record Ranked(AskedSource source, int ranking, long id) {}
}
