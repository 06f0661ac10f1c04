package org.ohmstead.api.ocpp;

import org.ohmstead.api.model.StationId;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One OCPP version. Registered as a service and chosen by the WebSocket subprotocol of the handshake; it may come, go and be
 * replaced while stations stay connected.
 */
@ConsumerType
public interface OcppDialect {

    /** The subprotocol name, for example {@code ocpp1.6}. Constant. */
    String subprotocol();

    /**
     * Opens a session. Called once for each accepted connection, and again for each connection left behind by a replaced
     * dialect. May be called from many threads at once; must not block and must not call the station.
     *
     * @param station the authenticated identity
     * @param caller the way to that station, valid until {@link OcppSession#closed}
     */
    OcppSession open(StationId station, OcppCaller caller);

    /** How this version writes a kind of error in a CALLERROR. Never null; pure. */
    String spell(OcppError.Kind kind);

    /**
     * The payload as it may be shown to people: without keys and passwords. Pure, called on any thread.
     *
     * @param action the action of the call the payload belongs to
     * @param payload JSON text of a request or answer
     */
    default String redacted(String action, String payload) {
        return payload;
    }

    /**
     * The payload as it may be kept for days: as {@link #redacted}, and with tokens shortened. Pure, called on any thread, also
     * a moment after the dialect went.
     */
    default String kept(String action, String payload) {
        return redacted(action, payload);
    }
}
