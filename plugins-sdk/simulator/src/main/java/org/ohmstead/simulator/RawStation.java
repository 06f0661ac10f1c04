package org.ohmstead.simulator;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.ohmstead.simulator.wire.Door;
import org.ohmstead.simulator.wire.Line;
import org.ohmstead.simulator.wire.RefusedException;
import org.ohmstead.simulator.wire.Visitor;

/**
 * A connection without manners: sends any frame and collects whatever comes back. For negative tests, so it counts no
 * violations and keeps no ledger.
 */
public final class RawStation {

    private final String id;
    private final Door door;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<String> received = new ArrayList<>();
    private Optional<String> password = Optional.empty();
    private List<String> subprotocols = List.of("ocpp1.6");
    private Optional<Line> line = Optional.empty();
    private OptionalInt closeCode = OptionalInt.empty();
    private int taken;

    RawStation(String id, Door door, Duration patience) {
        this.id = id;
        this.door = door;
        this.patience = patience;
    }

    public RawStation password(String key) {
        this.password = Optional.of(key);
        return this;
    }

    /** The subprotocols it offers, in its order of preference; none is allowed. By default ocpp1.6. */
    public RawStation subprotocols(String... offered) {
        this.subprotocols = List.of(offered);
        return this;
    }

    /**
     * Opens the connection, even if no subprotocol is agreed.
     *
     * @throws RefusedException when the handshake is not answered with 101
     * @throws SimulationException when nobody answers
     */
    public RawStation connect() {
        try {
            var opened = door.enter(new Visitor(id, password, subprotocols), new Ears());
            lock.lock();
            line = Optional.of(opened);
            lock.unlock();
            return this;
        } catch (IOException nobody) {
            throw new SimulationException(id + " found nobody at the door", nobody);
        }
    }

    /** The subprotocol that was agreed; empty if none. */
    public String subprotocol() {
        return line().subprotocol();
    }

    public RawStation sends(String text) {
        return sending(() -> line().send(text));
    }

    public RawStation sendsBinary(byte[] bytes) {
        return sending(() -> line().sendBinary(bytes));
    }

    private interface Send {
        void run() throws IOException;
    }

    private RawStation sending(Send send) {
        try {
            send.run();
            return this;
        } catch (IOException gone) {
            throw new SimulationException(id + " can send nothing any more", gone);
        }
    }

    private Line line() {
        return line.orElseThrow(() -> new SimulationException(id + " is not connected"));
    }

    /**
     * The next text frame nobody has taken yet; waits for it.
     *
     * @throws SimulationException when none comes in time, or the connection ends before
     */
    public String next() {
        return awaited(
                "a frame", () -> taken < received.size() ? Optional.of(received.get(taken++)) : Optional.empty());
    }

    /** The first frame so far, or to come, that is such a one; takes nothing. */
    public String awaits(Predicate<String> frame) {
        return awaited("such a frame", () -> received.stream().filter(frame).findFirst());
    }

    /** Waits until the other side has closed the connection and gives the close code; 1006 if it just died. */
    public int awaitsClose() {
        lock.lock();
        try {
            long nanos = patience.toNanos();
            while (closeCode.isEmpty() && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return closeCode.orElseThrow(() -> new SimulationException(id + " is still connected"));
    }

    private interface Wanted {
        Optional<String> now();
    }

    private String awaited(String what, Wanted wanted) {
        lock.lock();
        try {
            long nanos = patience.toNanos();
            Optional<String> found = wanted.now();
            while (found.isEmpty() && closeCode.isEmpty() && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
                found = wanted.now();
            }
            return found.orElseThrow(
                    () -> new SimulationException("%s waited for %s; so far: %s".formatted(id, what, received)));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new SimulationException(id + " was interrupted", stop);
        } finally {
            lock.unlock();
        }
    }

    /** All text frames so far. */
    public List<String> received() {
        lock.lock();
        try {
            return List.copyOf(received);
        } finally {
            lock.unlock();
        }
    }

    /** The connection dies without a close frame. */
    public void vanishes() {
        line().abort();
    }

    public void leaves() {
        line().close(1000, "");
    }

    private final class Ears implements Line.Listener {

        @Override
        public void text(String frame) {
            lock.lock();
            try {
                received.add(frame);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void closed(int code, String reason) {
            lock.lock();
            try {
                closeCode = OptionalInt.of(code);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
