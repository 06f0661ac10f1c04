package org.ohmstead.simulator.wire;

import java.io.IOException;

/** One open connection that carries frames. Safe to use from several threads; frames leave whole and in the order of the calls. */
public interface Line {

    /** The close code told to listeners of a line that ended without a close frame (RFC 6455 section 7.1.5). */
    int VANISHED = 1006;

    /** The subprotocol both sides agreed on; empty if none. */
    String subprotocol();

    /** Sends one text frame; returns when the operating system has it. */
    void send(String text) throws IOException;

    /** Sends one binary frame, which no OCPP peer expects. */
    void sendBinary(byte[] bytes) throws IOException;

    /** Sends a WebSocket ping. */
    void ping() throws IOException;

    /** Says goodbye with a close frame. The listener hears of it. */
    void close(int code, String reason);

    /** Lets the connection die without a word. The listener hears {@link #VANISHED}. */
    void abort();

    /** Hears what the other side says. Called by one thread at a time, which should not be held up. */
    interface Listener {

        void text(String frame);

        default void binary(byte[] bytes) {}

        /** The line is dead. Called exactly once, whoever ended it. */
        void closed(int code, String reason);
    }
}
