package org.ohmstead.transactions;

import static org.ohmstead.api.model.Evidence.Kind.AGE;
import static org.ohmstead.api.model.Evidence.Kind.BOOT;
import static org.ohmstead.api.model.Evidence.Kind.METER_IDLE;
import static org.ohmstead.api.model.Evidence.Kind.STATUS_AVAILABLE;
import static org.ohmstead.api.model.Evidence.Kind.STOP_UNMATCHED;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Evidence;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Ending;
import org.ohmstead.api.model.Transaction.Register;

/**
 * Which evidence together makes an estimated end, after what time, and with which bound. Pure. No single sign is enough; a new
 * start is, and that is decided where starts are.
 */
final class Ladder {

    /** From which evidence time and register of the end are taken; no bound adds energy that no meter told. */
    private enum Bound {
        /** The stop that fitted nothing else. */
        STOP,
        /** The time the connector was free, the latest register. */
        FREE,
        /** The last reading, or the start where there is none: nothing is known of what came after. */
        LAST_READING
    }

    /** How long it has to stand. */
    private enum Wait {
        /** While the station can talk to us and tells nothing else. */
        DELIVERY,
        /** Whether or not the station is there. */
        LONG
    }

    private record Rung(Set<Evidence.Kind> needs, Bound bound, Wait howLong) {}

    /** The first that holds counts. */
    private static final List<Rung> RUNGS = List.of(
            new Rung(Set.of(STOP_UNMATCHED, STATUS_AVAILABLE), Bound.STOP, Wait.DELIVERY),
            new Rung(Set.of(STOP_UNMATCHED, BOOT), Bound.STOP, Wait.DELIVERY),
            new Rung(Set.of(STOP_UNMATCHED, METER_IDLE), Bound.STOP, Wait.DELIVERY),
            new Rung(Set.of(STATUS_AVAILABLE, BOOT), Bound.LAST_READING, Wait.DELIVERY),
            new Rung(Set.of(STATUS_AVAILABLE, METER_IDLE), Bound.FREE, Wait.DELIVERY),
            new Rung(Set.of(BOOT, METER_IDLE), Bound.LAST_READING, Wait.LONG),
            new Rung(Set.of(AGE, METER_IDLE), Bound.LAST_READING, Wait.LONG));

    private final Patience patience;

    Ladder(Patience patience) {
        this.patience = patience;
    }

    /**
     * The end the evidence makes by now.
     *
     * @param quietSince since when the station can talk to us and tells nothing old; empty while it is away
     */
    Optional<Ending> end(Transaction of, List<Evidence> standing, Optional<Instant> quietSince, Instant now) {
        if (standing.size() < 2) {
            return Optional.empty();
        }
        Map<Evidence.Kind, Evidence> signs = standing.stream()
                .collect(Collectors.toMap(Evidence::kind, Function.identity(), (first, second) -> first));
        return RUNGS.stream()
                .filter(rung -> signs.keySet().containsAll(rung.needs()) && waited(rung, signs, quietSince, now))
                .findFirst()
                .map(rung -> ending(of, rung.bound(), signs, now));
    }

    private boolean waited(Rung rung, Map<Evidence.Kind, Evidence> signs, Optional<Instant> quietSince, Instant now) {
        Instant complete = rung.needs().stream()
                .map(kind -> signs.get(kind).receivedAt())
                .max(Instant::compareTo)
                .orElseThrow();
        return switch (rung.howLong()) {
            case DELIVERY ->
                quietSince.isPresent() && passed(later(complete, quietSince.get()), patience.delivery(), now);
            case LONG -> passed(complete, patience.weak(), now);
        };
    }

    private static boolean passed(Instant since, Duration wait, Instant now) {
        return !now.isBefore(since.plus(wait));
    }

    private static Ending ending(Transaction of, Bound bound, Map<Evidence.Kind, Evidence> signs, Instant now) {
        Instant at = switch (bound) {
            case STOP -> signs.get(STOP_UNMATCHED).at();
            case FREE -> signs.get(STATUS_AVAILABLE).at();
            case LAST_READING -> of.latest().map(Register::at).orElse(of.startedAt());
        };
        Optional<Energy> register = bound == Bound.STOP
                ? signs.get(STOP_UNMATCHED).register()
                : of.latest().map(Register::energy);
        return new Ending(later(at, of.startedAt()), now, register, Ending.ESTIMATED_REASON, Optional.empty(), true);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
