package org.ohmstead.ocpp.websocket;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.csms.StationAdmission;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.ocpp.rpc.KeepAlive;
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

    /** What a station needs may be known only after it booted, and files change. */
    private static final long POLICY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final StationId station;
    private final String subprotocol;
    private final InetAddress from;
    private final OpenDoor door;
    private final long number;
    private final TextMessage message;

    private final Ration ration;
    private boolean heldBack;

    private final ReentrantLock lock = new ReentrantLock();
    private volatile CoreSession session;
    private volatile Lane lane;
    private volatile StationAdmission.Connection connection;
    private volatile State state = State.OPEN;

    private volatile long heardAt = System.nanoTime();
    private long pingedAt = heardAt;
    private volatile KeepAlive keepAlive;
    private long policyAskedAt = heardAt;

    private enum State {
        /** What comes in is heard. */
        OPEN,
        /** We want it to end; what comes in is not heard any more. */
        ENDING,
        /** It is over. */
        OVER
    }

    /** @param from the address of the peer */
    StationSocket(StationId station, String subprotocol, InetAddress from, OpenDoor door) {
        this.station = station;
        this.subprotocol = subprotocol;
        this.from = from;
        this.door = door;
        this.number = door.places().grant();
        this.keepAlive = door.limits().keepAlive();
        this.message = new TextMessage(door.limits().messageBytes());
        this.ration = new Ration(door.limits().messages(), heardAt);
    }

    /** Later connections have higher ones. */
    long number() {
        return number;
    }

    // ---- coming

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        session = opened;
        door.entered(this);
        Places.Taken taken = door.places().take(station, this);
        taken.before().filter(StationSocket::alive).ifPresent(this::takesOver);
        callback.succeeded();
        Thread.ofVirtual().name(station.value()).start(() -> arrive(taken.place()));
    }

    private void takesOver(StationSocket other) {
        if (door.rivals().tookOver(station, System.nanoTime())) {
            log.warn(
                    "{}: its connections replace each other again and again, now one from {} that from {}. Either two stations"
                            + " have this identity, and one of them needs another, or its network breaks off often.",
                    station,
                    from.getHostAddress(),
                    other.from.getHostAddress());
        }
    }

    private boolean alive() {
        return state == State.OPEN && System.nanoTime() - heardAt < Rivals.ALIVE.toNanos();
    }

    private void arrive(Places.Place place) {
        place.arriving.lock();
        try {
            if (place.belongsTo(this)) {
                arrive();
            } else {
                close(REPLACED, "Another connection was opened meanwhile.");
            }
        } catch (StoreUnavailable e) {
            close(TRY_LATER, "The server cannot store at the moment. Please connect again later.");
        } catch (RuntimeException e) {
            log.error("{}: it could not be let in", station, e);
            close(SERVER_ERROR, "Something went wrong inside the server.");
        } finally {
            place.arriving.unlock();
        }
    }

    private void arrive() {
        lane = door.lanes().open(station, subprotocol, this);
        keepAlive = lane.keepAlive(door.limits().keepAlive());
        StationAdmission.Connection arrived = door.admission().connected(station, this);
        lock.lock();
        try {
            connection = arrived;
            if (state != State.OVER) {
                session.demand();
                return;
            }
        } finally {
            lock.unlock();
        }
        leave("The connection was closed at once.");
    }

    // ---- staying

    @Override
    public void onFrame(Frame frame, Callback callback) {
        if (state == State.OPEN) {
            heardAt = System.nanoTime();
            connection.heard();
            take(frame);
        }
        if (frame.getOpCode() == OpCode.PING && state == State.OPEN) {
            // Jetty counts no pongs: who pings and reads nothing would fill the memory, so it is read no further
            // meanwhile.
            send(new Frame(OpCode.PONG, BufferUtil.copy(frame.getPayload())), () -> readOnAfter(frame));
        } else if (frame.getOpCode() != OpCode.CLOSE) {
            readOnAfter(frame);
        }
        callback.succeeded();
    }

    /**
     * Who says too much is read more slowly, so that it neither fills the disk of all nor loses what it kept while offline. Of a
     * message in parts the last one counts, since the whole has its limit.
     */
    private void readOnAfter(Frame frame) {
        boolean part = !frame.isFin() && frame.hasPayload();
        long pause = part ? 0 : ration.take(System.nanoTime());
        if (pause == 0) {
            session.demand();
            return;
        }
        door.meters().heldBack().add(1);
        if (!heldBack) {
            heldBack = true;
            log.warn(
                    "{}: it sends more than {} messages a second and is read no faster",
                    station,
                    door.limits().messages().perSecond());
        }
        door.later(session::demand, Duration.ofNanos(pause));
    }

    private void take(Frame frame) {
        switch (frame.getOpCode()) {
            case OpCode.TEXT, OpCode.CONTINUATION -> takeText(frame.getPayload(), frame.isFin());
            case OpCode.BINARY -> close(NOT_TEXT, "OCPP-J messages are text");
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
        send(new Frame(OpCode.TEXT, text), () -> {});
    }

    private void send(Frame frame, Runnable sent) {
        session.sendFrame(new OutgoingEntry.Builder(frame, Callback.from(sent, this::writingFailed))
                .frameTimeout(door.limits().patience().writing().toMillis())
                .build());
    }

    /** It does not read what we write, or is gone and nobody told us. */
    private void writingFailed(Throwable cause) {
        log.debug("{}: could not be written to", station, cause);
        if (state == State.OPEN) {
            session.abort();
        }
    }

    /** Keeps the connection alive, and ends it when nothing has come for too long: no message, no ping, no answer to ours. */
    void beat(long now) {
        long silence = keepAlive.silence().toNanos();
        long ping = keepAlive.ping().toNanos();
        if (silence > 0 && now - heardAt > silence) {
            log.debug("{}: silent for too long", station);
            session.abort();
        } else if (ping > 0 && now - pingedAt >= ping) {
            pingedAt = now;
            send(new Frame(OpCode.PING, BufferUtil.EMPTY_BUFFER), () -> {});
        }
        Lane arrived = lane;
        if (arrived != null && now - policyAskedAt >= POLICY_NANOS) {
            policyAskedAt = now;
            // It may be a plugin that is asked, which may think: not while all others wait for their beat.
            Thread.ofVirtual()
                    .name(station.value())
                    .start(() -> keepAlive = arrived.keepAlive(door.limits().keepAlive()));
        }
    }

    // ---- going

    @Override
    public void close(int code, String reason) {
        if (moveTo(State.ENDING)) {
            sayFarewell(code, reason);
        }
    }

    private void sayFarewell(int code, String reason) {
        session.close(code, reason, Callback.NOOP);
        door.later(session::abort, door.limits().patience().farewell());
    }

    /** False when it was there or beyond already. */
    private boolean moveTo(State next) {
        lock.lock();
        try {
            boolean moved = state.compareTo(next) < 0;
            state = moved ? next : state;
            return moved;
        } finally {
            lock.unlock();
        }
    }

    /** The core will not hear of this connection any more: what it said and nobody began to answer is dropped, for the next. */
    @Override
    public void close(String why) {
        boolean first = moveTo(State.ENDING);
        lane.closed(why);
        if (first) {
            sayFarewell(REPLACED, why);
        }
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        log.debug("{}: connection lost", station, cause);
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        String why = "closed with " + CloseStatus.codeString(status.getCode());
        moveTo(State.OVER);
        // Telling the core may wait for the store, which is not for a thread that reads sockets.
        Thread.ofVirtual().name(station.value()).start(() -> leave(why));
        callback.succeeded();
    }

    private void leave(String why) {
        try {
            if (lane != null) {
                lane.closed(why);
            }
            if (connection != null) {
                connection.closed(why);
            }
        } catch (RuntimeException e) {
            log.error("{}: its end could not be told", station, e);
        } finally {
            door.places().leave(station, this);
            door.left(this);
        }
    }

    @Override
    public String toString() {
        return station.value();
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
