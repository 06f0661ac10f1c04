package org.ohmstead.simulator.wire;

import org.ohmstead.simulator.SimulationException;

/** The CSMS answered the handshake and did not let the station in. */
public final class RefusedException extends SimulationException {

    private final int httpStatus;

    public RefusedException(String station, int httpStatus, String why) {
        super("%s was not let in: %s".formatted(station, why));
        this.httpStatus = httpStatus;
    }

    /** The status of the handshake; 101 when the connection stood but no subprotocol was agreed. */
    public int httpStatus() {
        return httpStatus;
    }
}
