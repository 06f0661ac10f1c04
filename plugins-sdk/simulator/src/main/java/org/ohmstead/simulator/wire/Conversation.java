package org.ohmstead.simulator.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.ohmstead.simulator.ledger.Violation;

/**
 * The talk on one line: one call of the station is open at a time (OCPP-J 1.6 §4.1.1), calls of the CSMS are answered, and
 * every frame of the CSMS is held against the rules. A new line is a new conversation.
 */
final class Conversation implements Line.Listener {

    private static final int REMEMBERED = 64;
    /** After this long without an answer the line is tried with a ping. */
    private static final Duration TRYING = Duration.ofSeconds(2);

    private record Open(String id, String action, CompletableFuture<Answer> answer) {}

    private final Talker talker;
    private final CompletableFuture<Line> line = new CompletableFuture<>();
    private final Semaphore turn = new Semaphore(1, true);
    private final AtomicInteger callsOfTheCsms = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Open> open = Optional.empty();
    private final Deque<String> answered = new ArrayDeque<>();
    private final Deque<String> timedOut = new ArrayDeque<>();
    private volatile boolean closed;
    private volatile boolean deaf;
    private long calls;

    /** The station, as its conversation sees it. */
    interface Talker {

        /** @param onThisLine counted from 1 */
        String newMessageId(long onThisLine, String action, String payload);

        /** Answers a call of the CSMS. Must not wait for an answer of the CSMS in turn. */
        Reply answer(String action, Payload payload);

        /** Whether the line is to die with the call of this action that is about to leave. */
        boolean isLastWord(String action);

        /** Whether the answer that has just come to such a call does not reach the station. */
        boolean losesAnswerTo(String action);

        void violation(Violation.Kind kind, String detail);

        void over(Conversation conversation);
    }

    Conversation(Talker talker) {
        this.talker = talker;
    }

    void begin(Line opened) {
        line.complete(opened);
    }

    /**
     * Makes a call and waits for its answer. Calls of several threads go one after the other, in the order they came.
     *
     * @param leaving told just before the frame leaves
     */
    Answer call(String action, String payload, Runnable leaving, Duration patience) {
        turn.acquireUninterruptibly();
        try {
            var call = new Open(talker.newMessageId(++calls, action, payload), action, new CompletableFuture<>());
            if (!opened(call)) {
                return new Answer.NotSent();
            }
            leaving.run();
            // Before the call leaves, so that no answer is quicker.
            deaf = talker.isLastWord(action);
            line.join().send(Frame.call(call.id(), action, payload));
            if (deaf) {
                abort();
            }
            return awaited(call, patience);
        } catch (IOException | ExecutionException broken) {
            return new Answer.Lost();
        } catch (TimeoutException late) {
            return givenUp();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return givenUp();
        } finally {
            lock.lock();
            open = Optional.empty();
            lock.unlock();
            turn.release();
        }
    }

    /** The JDK's client misses the end of a connection at times, reading; writing it does not, so it is tried meanwhile. */
    private Answer awaited(Open call, Duration patience)
            throws ExecutionException, InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() + TRYING.toNanos() < deadline) {
            try {
                return call.answer().get(TRYING.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                ping();
            }
        }
        return call.answer().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private boolean opened(Open call) {
        lock.lock();
        try {
            if (!closed) {
                open = Optional.of(call);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private Answer givenUp() {
        lock.lock();
        try {
            open.ifPresent(call -> remember(timedOut, call.id()));
            return open.map(call -> call.answer().getNow(new Answer.Lost())).orElseGet(Answer.Lost::new);
        } finally {
            lock.unlock();
        }
    }

    private static void remember(Deque<String> ids, String id) {
        ids.addLast(id);
        if (ids.size() > REMEMBERED) {
            ids.removeFirst();
        }
    }

    @Override
    public void text(String text) {
        if (closed || deaf) {
            return;
        }
        switch (Frame.parse(text)) {
            case Frame.Call call -> Thread.ofVirtual().start(() -> answer(call));
            case Frame.Result result -> settle(result.id(), new Answer.Result(result.payload()));
            case Frame.Error error -> {
                talker.violation(
                        Violation.Kind.CALL_ERROR, "%s %s %s".formatted(error.id(), error.code(), error.description()));
                settle(error.id(), new Answer.Error(error.code(), error.description()));
            }
            case Frame.Malformed malformed -> talker.violation(Violation.Kind.MALFORMED_FRAME, shortened(text));
        }
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    private void settle(String id, Answer answer) {
        lock.lock();
        try {
            var call = open.filter(candidate -> candidate.id().equals(id));
            if (closed) {
                return;
            }
            if (call.isPresent() && talker.losesAnswerTo(call.get().action())) {
                call.get().answer().complete(new Answer.Lost());
            } else if (call.isPresent() && call.get().answer().complete(answer)) {
                remember(answered, id);
            } else if (call.isPresent() || answered.contains(id)) {
                talker.violation(Violation.Kind.ANSWERED_TWICE, id);
            } else if (!timedOut.remove(id)) {
                talker.violation(Violation.Kind.UNKNOWN_MESSAGE_ID, id);
            }
        } finally {
            lock.unlock();
        }
    }

    private void answer(Frame.Call call) {
        if (callsOfTheCsms.incrementAndGet() > 1) {
            talker.violation(Violation.Kind.TWO_CALLS_OPEN, call.action());
        }
        switch (talker.answer(call.action(), call.payload())) {
            case Reply.Result result -> {
                callsOfTheCsms.decrementAndGet();
                reply(Frame.result(call.id(), result.payload()));
                result.afterwards().run();
            }
            case Reply.Error error -> {
                callsOfTheCsms.decrementAndGet();
                reply(Frame.error(call.id(), error.code(), error.description()));
            }
            case Reply.Silence silence -> callsOfTheCsms.decrementAndGet();
        }
    }

    private void reply(String frame) {
        try {
            line.join().send(frame);
        } catch (IOException gone) {
            // The CSMS will see the line die and treat its call as unanswered.
        }
    }

    boolean isClosed() {
        return closed;
    }

    void ping() {
        try {
            line.join().ping();
        } catch (IOException gone) {
            // The listener hears of it.
        }
    }

    /** Sends something that is no call, between the calls. */
    void besides(Prank prank) {
        turn.acquireUninterruptibly();
        try {
            if (!closed) {
                prank.play(line.join());
            }
        } catch (IOException gone) {
            // The listener hears of it.
        } finally {
            turn.release();
        }
    }

    void abort() {
        line.join().abort();
    }

    /** The station forgets the line and leaves it open. */
    void forget() {
        closed(Line.VANISHED, "forgotten");
    }

    void close() {
        line.join().close(1000, "");
    }

    @Override
    public void closed(int code, String reason) {
        Optional<Open> unanswered;
        lock.lock();
        try {
            closed = true;
            unanswered = open;
        } finally {
            lock.unlock();
        }
        unanswered.ifPresent(call -> call.answer().complete(new Answer.Lost()));
        talker.over(this);
    }
}
