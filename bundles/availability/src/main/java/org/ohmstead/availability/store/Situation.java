package org.ohmstead.availability.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.csms.AvailabilityLedger.State;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.TransactionId;

/**
 * What the facts so far say of a station: all that is needed to judge the next one.
 *
 * @param seq the number of the latest fact taken in
 * @param connected whether a connection is open
 * @param since when it was opened, or closed
 * @param goneAt when the latest connection that ended did
 * @param silent whether nothing was heard on it for long
 * @param expectedUntil until when the station may come back after an outage of the server
 * @param clockRight whether its clock was right when it last told a time of something that had just happened
 */
public record Situation(
        long seq,
        boolean connected,
        Instant since,
        Instant goneAt,
        boolean silent,
        Optional<Instant> expectedUntil,
        boolean clockRight,
        List<Status> statuses,
        List<Order> orders,
        List<Running> running,
        List<Standing> standings) {

    public Situation {
        statuses = List.copyOf(statuses);
        orders = List.copyOf(orders);
        running = List.copyOf(running);
        standings = List.copyOf(standings);
    }

    /**
     * The latest word about a connector.
     *
     * @param trouble the error code, where there is one
     * @param since when it began to say so
     */
    public record Status(Connector connector, ConnectorStatus status, Optional<String> trouble, Instant since) {}

    /**
     * Something is to be out of service.
     *
     * @param connector of EVSE 0 for the whole station
     * @param since when that was asked
     * @param acceptedAt when the station said that it is, where it did
     * @param takenBackAt when the station took it that it is to be in service again; it has yet to say so
     * @param unansweredAt when it was clear that the station would not say whether it took the order, where that is so
     */
    public record Order(
            Connector connector,
            Instant since,
            Optional<Instant> acceptedAt,
            Optional<Instant> takenBackAt,
            Optional<Instant> unansweredAt) {

        public boolean stands() {
            return takenBackAt.isEmpty();
        }

        /** Whether it is about this connector too. */
        public boolean covers(Connector other) {
            return connector.evse().equals(EvseId.STATION)
                    || connector.evse().equals(other.evse()) && (connector.id() == 0 || connector.id() == other.id());
        }
    }

    /**
     * A transaction that is open.
     *
     * @param connector where it began; empty where an earlier release wrote it
     */
    public record Running(TransactionId transaction, EvseId evse, Instant since, Optional<Connector> connector) {

        /** Whether another connector of its EVSE has to wait for it: one car charges at an EVSE. */
        public boolean keepsWaiting(Connector other) {
            return other.evse().equals(evse)
                    && other.id() > 0
                    && connector.filter(own -> !own.equals(other)).isPresent();
        }
    }

    /** The state an EVSE is in now. */
    public record Standing(EvseId evse, State state, Optional<String> cause, Instant since) {}
}
