package org.ohmstead.ocpp.websocket;

import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;

/**
 * A station we have no language in common with: the handshake is completed and the connection closed at once, so that it sees a
 * protocol fault and not a network fault (OCPP-J 1.6 §3.2). Jetty does not wait for its farewell after such a code.
 */
final class ForeignSocket implements FrameHandler {

    private CoreSession session;

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        session = opened;
        callback.succeeded();
        opened.close(CloseStatus.PROTOCOL, "No subprotocol in common", Callback.NOOP);
        opened.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        callback.succeeded();
        session.demand();
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        callback.succeeded();
    }
}
