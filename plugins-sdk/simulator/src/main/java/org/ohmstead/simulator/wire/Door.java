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

    /**
     * Opens a connection, sends bytes as one text frame though they are no UTF-8, and waits for the end.
     *
     * @return the close code of the other side; {@link Line#VANISHED} if it gave none
     * @throws IOException when nobody answers, or this door has no way to send such a frame
     */
    default int garble(Visitor visitor, byte[] noUtf8) throws IOException {
        throw new IOException("there are only texts behind this door");
    }
}
