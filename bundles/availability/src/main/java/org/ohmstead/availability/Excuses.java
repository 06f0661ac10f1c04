package org.ohmstead.availability;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ohmstead.api.csms.AvailabilityLedger.Interval;
import org.ohmstead.api.csms.AvailabilityLedger.State;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.Exclusion;

/** What people excluded of an EVSE, laid over what it was. Only outage needs an excuse; of several the one booked first counts. */
final class Excuses {

    private static final Set<State> OUTAGE = EnumSet.of(State.FAULTED, State.UNKNOWN);

    private final List<Exclusion> exclusions;

    Excuses(List<Exclusion> all, EvseId evse) {
        exclusions = all.stream()
                .filter(exclusion -> exclusion.revoked().isEmpty() && exclusion.covers(evse))
                .sorted(Comparator.comparing(Exclusion::id))
                .toList();
    }

    List<Interval> over(List<Interval> intervals) {
        if (exclusions.isEmpty()) {
            return intervals;
        }
        return intervals.stream()
                .flatMap(interval ->
                        OUTAGE.contains(interval.state()) ? cut(interval).stream() : List.of(interval).stream())
                .toList();
    }

    /** Where an exclusion begins or ends, so does an interval. */
    private List<Interval> cut(Interval interval) {
        List<Interval> parts = new ArrayList<>();
        Instant from = interval.from();
        while (from.isBefore(interval.to())) {
            Instant begin = from;
            Optional<Exclusion> excuse = exclusions.stream()
                    .filter(exclusion -> !begin.isBefore(exclusion.from()) && begin.isBefore(exclusion.to()))
                    .findFirst();
            Instant to = nextBound(begin).filter(interval.to()::isAfter).orElse(interval.to());
            parts.add(new Interval(from, to, interval.state(), interval.cause(), interval.learnedAt(), excuse));
            from = to;
        }
        return parts;
    }

    private Optional<Instant> nextBound(Instant after) {
        return exclusions.stream()
                .flatMap(exclusion -> List.of(exclusion.from(), exclusion.to()).stream())
                .filter(after::isBefore)
                .min(Comparator.naturalOrder());
    }
}
