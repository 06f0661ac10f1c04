package org.ohmstead.api.ocpp;

import org.ohmstead.api.control.StationControl;
import org.osgi.annotation.versioning.ConsumerType;

/** One live connection, as its protocol version sees it. */
@ConsumerType
public interface OcppSession {

    /**
     * Answers a call of the station. Calls come one at a time, in the station's order, on a virtual thread; it may block. What
     * must be durable is durable when this returns. A call that got no answer because the dialect was replaced is asked
     * again of the successor, so repeating it must be harmless.
     *
     * @param action the action as sent
     * @param payload the request, JSON text, not yet known to be an object
     * @return the response payload, JSON text
     * @throws OcppError to answer with a CALLERROR; anything else thrown becomes an internal error
     */
    String answer(String action, String payload) throws OcppError;

    /** A message that wants no answer (OCPP 2.1 SEND). Same thread and order as {@link #answer}. */
    default void notified(String action, String payload) {}

    /** What may be asked of this station. Constant for the session; callable from any thread. */
    StationControl control();

    /** The connection is gone, or the dialect is being replaced. Called once, last. */
    default void closed() {}
}
