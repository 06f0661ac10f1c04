package org.ohmstead.ocpp.rpc.lane;

import java.util.concurrent.atomic.AtomicBoolean;
import org.ohmstead.api.ocpp.OcppCaller;
import org.ohmstead.api.ocpp.OcppDialect;
import org.ohmstead.api.ocpp.OcppSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time one dialect spends on one lane. The lane lets go of it, and with it of everything of that dialect, when the dialect
 * is replaced. Fields are guarded by the lock of the lane.
 */
final class Tenure implements OcppCaller {

    private static final Logger log = LoggerFactory.getLogger(Tenure.class);

    final OcppDialect dialect;
    final OcppSession session;

    /** The dialect is going: nothing new is dispatched or sent. */
    boolean leaving;

    /** The answering hand; null while there is nothing to answer. */
    Thread answering;

    private final StationLane lane;
    private final AtomicBoolean closed = new AtomicBoolean();

    Tenure(StationLane lane, OcppDialect dialect) {
        this.lane = lane;
        this.dialect = dialect;
        this.session = dialect.open(lane.station, this);
    }

    @Override
    public Answer call(String action, String payload) {
        return lane.call(this, action, payload);
    }

    /** Tells the session, once, that it is over. */
    void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                session.closed();
            } catch (Throwable e) {
                log.error("{}: the session could not be closed properly", lane.station, e);
            }
        }
    }
}
