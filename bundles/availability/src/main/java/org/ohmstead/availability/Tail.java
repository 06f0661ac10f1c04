package org.ohmstead.availability;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.ohmstead.api.csms.AvailabilityLedger.State;
import org.ohmstead.availability.store.AvailabilityStore.Start;

/** The end of an EVSE's ledger, where a late report may fill in what nobody knew. */
record Tail(List<Start> starts) {

    /** Nothing was known: what a late report tells is news. */
    static boolean unknown(Start start) {
        return start.state() == State.UNKNOWN;
    }

    /** Nothing was known, or only by a late report: a later one may say more. */
    static boolean unknownOrLate(Start start) {
        return unknown(start) || start.learnedAt().isPresent();
    }

    /**
     * Says what an EVSE was between two moments, where what it was is open to doubt; all else stays.
     *
     * @param which of the intervals may change
     */
    Tail filled(Instant from, Instant to, Predicate<Start> which, Verdict verdict, Instant learnedAt) {
        List<Start> filled = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            Start start = starts.get(i);
            Optional<Instant> end =
                    i + 1 < starts.size() ? Optional.of(starts.get(i + 1).from()) : Optional.empty();
            Instant begin = later(start.from(), from);
            boolean touched = begin.isBefore(to) && end.map(begin::isBefore).orElse(true);
            if (!touched || !which.test(start)) {
                filled.add(start);
                continue;
            }
            if (start.from().isBefore(begin)) {
                filled.add(start);
            }
            filled.add(new Start(begin, verdict.state(), verdict.cause(), Optional.of(learnedAt)));
            if (end.map(to::isBefore).orElse(true)) {
                filled.add(new Start(to, start.state(), start.cause(), start.learnedAt()));
            }
        }
        return new Tail(filled);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
