package org.ohmstead.simulator.wire;

import java.io.IOException;

/**
 * The way into a CSMS. The usual one is a {@link WebSocketDoor}; a test may implement it to hand frames to a protocol
 * session without a socket.
 */
public interface Door {

    /**
     * Opens one connection. Blocks until it stands.
     *
     * @throws RefusedException when the CSMS answers and says no
     * @throws IOException when nobody answers
     */
    Line enter(Visitor visitor, Line.Listener listener) throws IOException;
}
