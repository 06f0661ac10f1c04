package org.ohmstead.ocpp.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.csms.StationAdmission;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.ocpp.rpc.Lane;
import org.ohmstead.ocpp.rpc.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One accepted connection. Reading starts only when the core knows of the arrival, so nothing a station says overtakes its own
 * coming; from then on the next frame is asked for when this one has been taken.
 */
final class StationSocket implements FrameHandler, Wire, StationAdmission.Link {

    private static final Logger log = LoggerFactory.getLogger(StationSocket.class);

    /** RFC 6455 §7.4.1; the reasons we have ourselves. */
    private static final int REPLACED = 1000;

    private static final int NOT_TEXT = 1003;
    private static final int NOT_UTF8 = 1007;
    private static final int TOO_BIG = 1009;
    private static final int SERVER_ERROR = 1011;
    private static final int TRY_LATER = 1013;

    /** Who does not answer a close frame is cut off after this time. */
    private static final long CLOSING_SECONDS = 5;

    private final StationId station;
    private final String subprotocol;
    private final OpenDoor door;
    private final TextMessage message;

    private final ReentrantLock lock = new ReentrantLock();
    private volatile CoreSession session;
    private volatile Lane lane;
    private volatile StationAdmission.Connection connection;
    private volatile boolean closing;
    private boolean gone;

    private volatile long heardAt = System.nanoTime();
    private long pingedAt = heardAt;

    StationSocket(StationId station, String subprotocol, OpenDoor door) {
        this.station = station;
        this.subprotocol = subprotocol;
        this.door = door;
        this.message = new TextMessage(door.limits().messageBytes());
    }

    // ---- coming

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        session = opened;
        door.entered(this);
        callback.succeeded();
        Thread.ofVirtual().name(station.value()).start(this::arrive);
    }

    private void arrive() {
        try {
            lane = door.lanes().open(station, subprotocol, this);
            StationAdmission.Connection arrived = door.admission().connected(station, this);
            lock.lock();
            try {
                connection = arrived;
                if (!gone) {
                    session.demand();
                    return;
                }
            } finally {
                lock.unlock();
            }
            leave("The connection was closed at once.");
        } catch (StoreUnavailable e) {
            close(TRY_LATER, "The server cannot store at the moment. Please connect again later.");
        } catch (RuntimeException e) {
            log.error("{}: it could not be let in", station, e);
            close(SERVER_ERROR, "Something went wrong inside the server.");
        }
    }

    // ---- staying

    @Override
    public void onFrame(Frame frame, Callback callback) {
        heardAt = System.nanoTime();
        connection.heard();
        if (!closing) {
            take(frame);
        }
        callback.succeeded();
        if (frame.getOpCode() != OpCode.CLOSE) {
            session.demand();
        }
    }

    private void take(Frame frame) {
        switch (frame.getOpCode()) {
            case OpCode.TEXT, OpCode.CONTINUATION -> takeText(frame.getPayload(), frame.isFin());
            case OpCode.BINARY -> close(NOT_TEXT, "OCPP-J messages are text");
            case OpCode.PING -> send(new Frame(OpCode.PONG, BufferUtil.copy(frame.getPayload())));
            default -> log.trace("{}: {}", station, frame);
        }
    }

    private void takeText(ByteBuffer fragment, boolean last) {
        if (!message.fits(fragment)) {
            log.warn(
                    "{}: closed, a message was longer than {} bytes",
                    station,
                    door.limits().messageBytes());
            close(TOO_BIG, "A message has at most " + door.limits().messageBytes() + " bytes here");
        } else if (!last) {
            message.add(fragment);
        } else {
            try {
                lane.received(message.end(fragment));
            } catch (CharacterCodingException e) {
                close(NOT_UTF8, "A message was not UTF-8");
            }
        }
    }

    @Override
    public void send(String text) {
        send(new Frame(OpCode.TEXT, text));
    }

    private void send(Frame frame) {
        session.sendFrame(frame, Callback.from(() -> {}, this::writingFailed), false);
    }

    /** It does not read what we write, or is gone and nobody told us. */
    private void writingFailed(Throwable cause) {
        log.debug("{}: could not be written to", station, cause);
        if (!closing) {
            session.abort();
        }
    }

    /** Keeps the connection alive, and ends it when nothing has come for too long. */
    void beat(long now, long pingNanos, long silenceNanos) {
        if (silenceNanos > 0 && now - heardAt > silenceNanos) {
            log.debug("{}: silent for too long", station);
            session.abort();
        } else if (pingNanos > 0 && now - pingedAt >= pingNanos) {
            pingedAt = now;
            send(new Frame(OpCode.PING, BufferUtil.EMPTY_BUFFER));
        }
    }

    // ---- going

    @Override
    public void close(int code, String reason) {
        closing = true;
        CoreSession closed = session;
        closed.close(code, reason, Callback.NOOP);
        door.later(closed::abort, CLOSING_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close(String why) {
        close(REPLACED, why);
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        log.debug("{}: connection lost", station, cause);
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        String why = "closed with " + CloseStatus.codeString(status.getCode());
        lock.lock();
        try {
            gone = true;
        } finally {
            lock.unlock();
        }
        // Telling the core may wait for the store, which is not for a thread that reads sockets.
        Thread.ofVirtual().name(station.value()).start(() -> leave(why));
        callback.succeeded();
    }

    private void leave(String why) {
        if (lane != null) {
            lane.closed(why);
        }
        if (connection != null) {
            connection.closed(why);
        }
        door.left(this);
    }

    @Override
    public String protocol() {
        return subprotocol;
    }

    @Override
    public StationControl control() {
        return lane.control();
    }
}
