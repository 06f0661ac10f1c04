package org.ohmstead.availability;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.csms.AvailabilityLedger.State;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.availability.store.Situation.Order;
import org.ohmstead.availability.store.Situation.Running;
import org.ohmstead.availability.store.Situation.Status;

/** The state of an EVSE whose station can be heard, and what puts it there. */
record Verdict(State state, Optional<String> cause) {

    static final String ORDERED = "Out of service by order";
    static final String NEVER_REPORTED = "It never told its status";
    static final String STILL_OPEN = "It says Available while a transaction is open";

    private static final Comparator<Verdict> BEST_FIRST = Comparator.comparingInt(verdict -> switch (verdict.state()) {
        case IN_USE -> 0;
        case AVAILABLE -> 1;
        case UNKNOWN, BACKEND -> 2;
        case FAULTED -> 3;
        case PLANNED_OUT, EXCLUDED -> 4;
    });

    static Verdict of(State state) {
        return new Verdict(state, Optional.empty());
    }

    static Verdict of(State state, String cause) {
        return new Verdict(state, Optional.of(cause));
    }

    /**
     * Judges from the words of its connectors. A fault of the station or the EVSE as a whole covers all. Else the EVSE is as good
     * as the best of its connectors: in use where one is, available where one is, and where none works, planned only if all are.
     * A connector that is Unavailable because a car charges at another one of the EVSE is not broken and says nothing.
     */
    static Verdict on(EvseId evse, Collection<Status> statuses, List<Order> orders, List<Running> running) {
        Optional<Verdict> whole = statuses.stream()
                .filter(status -> covers(status.connector(), evse) && !works(status))
                .map(status -> of(status, orders))
                .min(BEST_FIRST);
        if (whole.isPresent()) {
            return whole.get();
        }
        Optional<Status> best = Optional.empty();
        Verdict verdict = unheard(evse, orders);
        for (Status status : statuses) {
            if (status.connector().evse().equals(evse) && status.connector().id() > 0 && !waits(status, running)) {
                Verdict one = of(status, orders);
                if (best.isEmpty() || BEST_FIRST.compare(one, verdict) < 0) {
                    best = Optional.of(status);
                    verdict = one;
                }
            }
        }
        return withTransaction(
                verdict,
                best,
                running.stream().filter(it -> it.evse().equals(evse)).findFirst());
    }

    private static boolean waits(Status status, List<Running> running) {
        return status.status() == ConnectorStatus.UNAVAILABLE
                && running.stream().anyMatch(it -> it.keepsWaiting(status.connector()));
    }

    private static boolean covers(Connector whole, EvseId evse) {
        return whole.id() == 0
                && (whole.evse().equals(EvseId.STATION) || whole.evse().equals(evse));
    }

    static boolean works(Status status) {
        return status.status() != ConnectorStatus.FAULTED && status.status() != ConnectorStatus.UNAVAILABLE;
    }

    /**
     * An accepted order is believed until the station says otherwise after it. One that was taken back excuses only what the
     * station said before. An order makes no earlier fault a planned one.
     */
    private static Verdict of(Status status, List<Order> orders) {
        Optional<Order> standing = standing(status.connector(), orders);
        boolean planned = switch (status.status()) {
            case FAULTED ->
                standing.filter(it -> it.since().isBefore(status.since())).isPresent();
            case UNAVAILABLE -> standing.isPresent() || takenBackSince(status, orders);
            case AVAILABLE, OCCUPIED, RESERVED ->
                standing.flatMap(Order::acceptedAt)
                        .filter(accepted -> !accepted.isBefore(status.since()))
                        .isPresent();
        };
        return planned ? of(State.PLANNED_OUT, ORDERED) : unordered(status);
    }

    private static boolean takenBackSince(Status status, List<Order> orders) {
        return orders.stream()
                .filter(order -> order.covers(status.connector()))
                .flatMap(order -> order.takenBackAt().stream())
                .anyMatch(status.since()::isBefore);
    }

    private static Verdict unordered(Status status) {
        return switch (status.status()) {
            case FAULTED -> of(State.FAULTED, status.trouble().orElse("Faulted"));
            case UNAVAILABLE -> of(State.FAULTED, "Unavailable by itself");
            case AVAILABLE -> of(State.AVAILABLE);
            case OCCUPIED -> of(State.IN_USE);
            case RESERVED -> of(State.IN_USE, "Reserved");
        };
    }

    private static Verdict unheard(EvseId evse, List<Order> orders) {
        return standing(Connector.of(evse.value()), orders)
                .flatMap(Order::acceptedAt)
                .map(accepted -> of(State.PLANNED_OUT, ORDERED))
                .orElse(of(State.UNKNOWN, NEVER_REPORTED));
    }

    private static Optional<Order> standing(Connector connector, List<Order> orders) {
        return orders.stream()
                .filter(Order::stands)
                .filter(order -> order.covers(connector))
                .min(Comparator.comparing(Order::since));
    }

    /** Who says Available after a transaction began has most likely lost its end: that word counts, and the contradiction is told. */
    private static Verdict withTransaction(Verdict verdict, Optional<Status> status, Optional<Running> running) {
        if (running.isEmpty()) {
            return verdict;
        }
        Instant began = running.get().since();
        return switch (verdict.state()) {
            case AVAILABLE ->
                status.filter(it -> it.since().isAfter(began)).isPresent()
                        ? of(State.AVAILABLE, STILL_OPEN)
                        : of(State.IN_USE);
            case UNKNOWN -> of(State.IN_USE);
            default -> verdict;
        };
    }
}
