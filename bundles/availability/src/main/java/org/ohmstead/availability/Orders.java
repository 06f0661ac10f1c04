package org.ohmstead.availability;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Topology;
import org.ohmstead.availability.store.Situation.Order;
import org.ohmstead.availability.store.Situation.Status;

/** What people ordered out of service at one station. */
final class Orders {

    private final List<Order> orders;

    Orders(List<Order> known) {
        orders = new ArrayList<>(known);
    }

    List<Order> all() {
        return List.copyOf(orders);
    }

    boolean cover(Connector connector) {
        return orders.stream().anyMatch(order -> order.covers(connector));
    }

    void asked(Connector connector, boolean operative, Instant at) {
        if (!operative
                && orders.stream()
                        .noneMatch(order -> order.stands() && order.connector().equals(connector))) {
            orders.removeIf(order -> order.connector().equals(connector));
            orders.add(order(connector, at));
        }
    }

    /** The station took the order out of service, and did it at once. */
    void taken(Connector connector, Instant at) {
        orders.replaceAll(order ->
                order.connector().equals(connector) && order.acceptedAt().isEmpty()
                        ? new Order(connector, order.since(), Optional.of(at), order.takenBackAt(), Optional.empty())
                        : order);
    }

    /** Whether the station took the order it will not say any more. */
    void unanswered(Connector connector, Instant at) {
        orders.replaceAll(order ->
                order.connector().equals(connector) && order.acceptedAt().isEmpty()
                        ? new Order(connector, order.since(), Optional.empty(), order.takenBackAt(), Optional.of(at))
                        : order);
    }

    /**
     * A connector works: what it took before, or may have taken, it does not follow any more. An order for later waits for it.
     *
     * @param known the connectors of the station
     */
    void worked(Connector connector, Collection<Connector> known, Instant since) {
        boolean over = orders.stream()
                .filter(order -> order.stands() && order.covers(connector))
                .flatMap(order -> order.acceptedAt().or(order::unansweredAt).stream())
                .anyMatch(since::isAfter);
        if (over) {
            takenBack(connector, known, since);
        }
    }

    /** The station refused the order, or it never got there. */
    void refused(Connector connector) {
        orders.removeIf(order ->
                order.connector().equals(connector) && order.acceptedAt().isEmpty());
    }

    /**
     * The station took the order back into service.
     *
     * @param known its connectors
     */
    void takenBack(Connector connector, Collection<Connector> known, Instant at) {
        List<Order> kept = new ArrayList<>();
        Order back = order(connector, at);
        for (Order order : orders) {
            if (back.covers(order.connector())) {
                kept.add(takenBack(order, order.connector(), at));
            } else if (order.covers(connector) && order.stands()) {
                // The others of a station or EVSE that was ordered out stay out.
                kept.add(takenBack(order, connector, at));
                known.stream()
                        .filter(other -> other.id() > 0 && order.covers(other) && !back.covers(other))
                        .map(other -> new Order(
                                other, order.since(), order.acceptedAt(), Optional.empty(), order.unansweredAt()))
                        .forEach(kept::add);
            } else {
                kept.add(order);
            }
        }
        orders.clear();
        orders.addAll(kept);
    }

    private static Order order(Connector connector, Instant at) {
        return new Order(connector, at, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Order takenBack(Order order, Connector connector, Instant at) {
        return new Order(
                connector,
                order.since(),
                order.acceptedAt(),
                order.takenBackAt().or(() -> Optional.of(at)),
                order.unansweredAt());
    }

    /** Orders that were taken back are forgotten once the station has said how its connectors are since. */
    void forgetSettled(Collection<Status> statuses) {
        orders.removeIf(order -> order.takenBackAt()
                .filter(end -> statuses.stream()
                        .filter(status -> order.covers(status.connector()))
                        .noneMatch(status -> status.since().isBefore(end)))
                .isPresent());
    }

    /** The connectors have other names from now on. */
    void regrouped(Topology before, Topology after) {
        orders.replaceAll(order -> new Order(
                before.in(after, order.connector()),
                order.since(),
                order.acceptedAt(),
                order.takenBackAt(),
                order.unansweredAt()));
    }
}
