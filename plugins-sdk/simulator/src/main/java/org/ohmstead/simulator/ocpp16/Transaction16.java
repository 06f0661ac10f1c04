package org.ohmstead.simulator.ocpp16;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.ohmstead.simulator.ledger.Delivery;

/** A transaction on a connector. The id comes from the CSMS, perhaps long after the start. */
final class Transaction16 {

    /** What stands between a start and the next unit of energy. */
    enum Flow {
        STARTING,
        CHARGING,
        SUSPENDED_BY_CAR,
        SUSPENDED_BY_STATION
    }

    private final int connector;
    private final String token;
    private final Instant started;
    private final long meterStartWh;
    private volatile OptionalInt id = OptionalInt.empty();
    private volatile Optional<Authorization> authorization;
    private volatile Flow flow = Flow.STARTING;
    private volatile OptionalLong meterStopWh = OptionalLong.empty();
    private Instant nextSample = Instant.MAX;

    Transaction16(
            int connector, String token, Optional<Authorization> authorization, Instant started, long meterStartWh) {
        this.connector = connector;
        this.token = token;
        this.authorization = authorization;
        this.started = started;
        this.meterStartWh = meterStartWh;
    }

    int connector() {
        return connector;
    }

    String token() {
        return token;
    }

    Instant started() {
        return started;
    }

    long meterStartWh() {
        return meterStartWh;
    }

    void ended(long registerWh) {
        meterStopWh = OptionalLong.of(registerWh);
    }

    /** @param meter shows the register while the transaction runs */
    Delivery delivered(String station, LongSupplier meter) {
        var known = id;
        return new Delivery(
                station,
                connector,
                known.isPresent() ? Optional.of(Integer.toString(known.getAsInt())) : Optional.empty(),
                started,
                meterStopWh.orElseGet(meter) - meterStartWh,
                meterStopWh.isPresent());
    }

    OptionalInt id() {
        return id;
    }

    /** What messages of this transaction carry: -1 if the CSMS never gave an id (OCPP 1.6 errata 3.18). */
    int idOrUnknown() {
        return id.orElse(-1);
    }

    void answered(int id, Authorization authorization) {
        this.id = OptionalInt.of(id);
        this.authorization = Optional.of(authorization);
    }

    /** Whether a token may stop this transaction: the same token, or one of the same group (OCPP 1.6 §3.16). */
    boolean mayBeStoppedBy(String token, Authorization presented) {
        if (this.token.equalsIgnoreCase(token)) {
            return true;
        }
        var group = authorization.flatMap(Authorization::group);
        return presented.accepted() && group.isPresent() && group.equals(presented.group());
    }

    Flow flow() {
        return flow;
    }

    void flow(Flow flow) {
        this.flow = flow;
    }

    Instant nextSample() {
        return nextSample;
    }

    void nextSample(Instant at) {
        this.nextSample = at;
    }
}
