package org.ohmstead.simulator.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.ohmstead.simulator.SimulationException;
import org.ohmstead.simulator.ledger.Violation;

/**
 * A station's way to its CSMS over many lines: once opened it comes back by itself whenever the line is lost, until it is
 * cut on purpose.
 */
public final class Connection {

    private static final Duration KNOCKING = Duration.ofSeconds(20);

    private final Door door;
    private final Backoff backoff;
    private final RandomGenerator random;
    private final Owner owner;
    private final Conversation.Talker talker = new OwnersTalker();
    private final String idPrefix;
    private final AtomicLong ids = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Optional<Conversation> current = Optional.empty();
    private volatile Visitor visitor;
    private boolean wanted;
    private boolean returning;

    /** The station behind the connection. */
    public interface Owner {

        /** Answers a call of the CSMS. Must not call the CSMS in turn; a {@link Reply.Result} may do so afterwards. */
        Reply answer(String action, Payload payload);

        /** A line stands; called on the thread that made it, before anybody waits for it. */
        void up();

        /** The line is gone, and with it the open call. */
        void down();

        /**
         * Numbers a call.
         *
         * @param usual unique for ever
         * @param onThisLine counted from 1
         */
        String messageId(String usual, long onThisLine, String action, String payload);

        /** Whether the line is to die with the call of this action that is about to leave. */
        boolean isLastWord(String action);

        /** Whether the answer that has just come to such a call does not reach the station. */
        boolean losesAnswerTo(String action);

        void violation(Violation.Kind kind, String detail);
    }

    public Connection(Door door, Backoff backoff, RandomGenerator random, Owner owner) {
        this.door = door;
        this.backoff = backoff;
        this.random = random;
        this.owner = owner;
        this.idPrefix = Integer.toHexString(random.nextInt()) + "-" + Long.toString(System.nanoTime(), 36) + "-";
    }

    /**
     * Opens the first line, or the next after the last was cut, and waits for it.
     *
     * @throws RefusedException when the CSMS does not let the station in
     * @throws SimulationException when nobody answers
     */
    public void open(Visitor whoKnocks) {
        boolean onItsWay;
        lock.lock();
        try {
            visitor = whoKnocks;
            wanted = true;
            if (current.isPresent()) {
                return;
            }
            onItsWay = returning;
        } finally {
            lock.unlock();
        }
        if (onItsWay) {
            if (!awaitUp(KNOCKING)) {
                throw nobody(new IOException("in " + KNOCKING));
            }
            return;
        }
        try {
            enter();
        } catch (IOException nobody) {
            cut();
            throw nobody(nobody);
        } catch (RefusedException refused) {
            cut();
            throw refused;
        }
    }

    private SimulationException nobody(IOException cause) {
        return new SimulationException(visitor.station() + " found nobody at the door", cause);
    }

    private void enter() throws IOException {
        var conversation = new Conversation(talker);
        var line = door.enter(visitor, conversation);
        conversation.begin(line);
        if (!agreed(line)) {
            line.close(1002, "no common subprotocol");
            throw new RefusedException(visitor.station(), 101, "the CSMS speaks none of " + visitor.subprotocols());
        }
        if (!stands(conversation)) {
            line.abort();
        } else if (conversation.isClosed()) {
            talker.over(conversation);
        } else {
            owner.up();
        }
    }

    /** Makes the conversation the current one, unless the station wants none any more. */
    private boolean stands(Conversation conversation) {
        lock.lock();
        try {
            returning = false;
            if (wanted) {
                current = Optional.of(conversation);
                changed.signalAll();
            }
            return wanted;
        } finally {
            lock.unlock();
        }
    }

    private boolean agreed(Line line) {
        List<String> spoken = visitor.subprotocols();
        return spoken.isEmpty() || spoken.contains(line.subprotocol());
    }

    /** Lets the line die without a word and stays away. */
    public void abort() {
        cut().ifPresent(Conversation::abort);
    }

    /** Closes the line with a close frame and stays away. */
    public void close() {
        cut().ifPresent(Conversation::close);
    }

    /** The line dies without a word; the station comes back by itself. */
    public void lose() {
        conversation().ifPresent(Conversation::abort);
    }

    /** The line stays open and nobody minds it any more; the station comes back over another by itself. */
    public void forget() {
        conversation().ifPresent(Conversation::forget);
    }

    /** Sends something that is no call of the station, between its calls; nothing without a line. */
    public void besides(Prank prank) {
        conversation().ifPresent(conversation -> conversation.besides(prank));
    }

    /** Comes back by itself after it was cut, however long that takes. */
    public void seek() {
        boolean goes;
        lock.lock();
        try {
            wanted = true;
            goes = current.isEmpty() && !returning;
            returning = goes || returning;
        } finally {
            lock.unlock();
        }
        if (goes) {
            setOut();
        }
    }

    private void setOut() {
        Thread.ofVirtual().name(visitor.station() + " comes back").start(this::comeBack);
    }

    private Optional<Conversation> cut() {
        lock.lock();
        try {
            wanted = false;
            changed.signalAll();
            return current;
        } finally {
            lock.unlock();
        }
    }

    /** Makes a call; see {@link Answer} for what may become of it. */
    public Answer call(String action, String payload, Runnable leaving, Duration patience) {
        return conversation()
                .map(conversation -> conversation.call(action, payload, leaving, patience))
                .orElseGet(Answer.NotSent::new);
    }

    public void ping() {
        conversation().ifPresent(Conversation::ping);
    }

    private Optional<Conversation> conversation() {
        lock.lock();
        try {
            return current;
        } finally {
            lock.unlock();
        }
    }

    public boolean isUp() {
        return conversation().isPresent();
    }

    /** Whether the connection is up or on its way back. */
    public boolean isWanted() {
        lock.lock();
        try {
            return wanted;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the line stands; false when the time was up before. */
    public boolean awaitUp(Duration patience) {
        lock.lock();
        try {
            long nanos = patience.toNanos();
            while (current.isEmpty() && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return current.isPresent();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void comeBack() {
        for (int attempt = 0; pause(backoff.beforeAttempt(attempt, random)); attempt++) {
            try {
                enter();
                return;
            } catch (IOException | RefusedException stillGone) {
                // OCPP-J 1.6 errata 3.3: keep trying, with a back-off, whatever the reason.
            }
        }
        lock.lock();
        returning = false;
        lock.unlock();
    }

    /** Waits; false when the connection is no longer wanted. */
    private boolean pause(Duration wait) {
        lock.lock();
        try {
            long nanos = wait.toNanos();
            while (wanted && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return wanted;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** What a conversation tells its station, and the end of it. */
    private final class OwnersTalker implements Conversation.Talker {

        @Override
        public String newMessageId(long onThisLine, String action, String payload) {
            return owner.messageId(idPrefix + ids.incrementAndGet(), onThisLine, action, payload);
        }

        @Override
        public Reply answer(String action, Payload payload) {
            return owner.answer(action, payload);
        }

        @Override
        public boolean isLastWord(String action) {
            return owner.isLastWord(action);
        }

        @Override
        public boolean losesAnswerTo(String action) {
            return owner.losesAnswerTo(action);
        }

        @Override
        public void violation(Violation.Kind kind, String detail) {
            owner.violation(kind, detail);
        }

        @Override
        public void over(Conversation conversation) {
            boolean comeBack;
            lock.lock();
            try {
                if (current.filter(conversation::equals).isEmpty()) {
                    return;
                }
                current = Optional.empty();
                comeBack = wanted && !returning;
                returning = comeBack || returning;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
            owner.down();
            if (comeBack) {
                setOut();
            }
        }
    }
}
