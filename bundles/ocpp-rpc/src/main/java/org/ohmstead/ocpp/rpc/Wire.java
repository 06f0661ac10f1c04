package org.ohmstead.ocpp.rpc;

import org.osgi.annotation.versioning.ConsumerType;

/** The door's side of one connection. Thread-safe; neither method blocks or throws; both do nothing once it is closed. */
@ConsumerType
public interface Wire {

    /** Sends a text message; messages arrive in the order of the calls. */
    void send(String text);

    /**
     * Closes the connection soon; {@link Lane#closed} follows.
     *
     * @param code a close code of RFC 6455 §7.4
     * @param reason for the people at the other end, at most 123 bytes
     */
    void close(int code, String reason);
}
