package org.ohmstead.ocpp.rpc.lane;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.ohmstead.api.ocpp.OcppCaller.Answer;
import org.ohmstead.ocpp.rpc.Frame;

/**
 * Our calls to one station: at most one is open, the others wait their turn (OCPP-J 1.6 §4.1.1), and some stations want a rest
 * in between. What nobody waits for goes last, however long it has been here; its deadline is that of everybody. Every caller is
 * a blocked thread that looks after its own deadline, so no timer is needed. Used under the lock of its lane.
 */
final class Outbox {

    /** Answers that come too late are told apart from answers to nothing, as long as the call is among the last few. */
    private static final int REMEMBERED = 8;

    private final ReentrantLock lock;
    private final Rules rules;
    private final String idPrefix;
    private final Consumer<Frame.Call> wire;
    private final Runnable moveOn;
    private final ArrayDeque<OutboundCall> waiting = new ArrayDeque<>(2);
    private final ArrayDeque<OutboundCall> background = new ArrayDeque<>(2);
    private final ArrayDeque<OutboundCall> givenUp = new ArrayDeque<>(2);
    private OutboundCall open;
    private long restUntil = System.nanoTime();
    private long count;

    /**
     * What the station can bear at a call.
     *
     * @param gap rest between its answer and the next call
     * @param answerTime how long it may take to answer
     */
    record Pace(Duration gap, Duration answerTime) {}

    /**
     * @param idPrefix makes our message ids unique beyond this connection
     * @param moveOn called when a call came or one was given up: the lane decides whether the next may be sent
     */
    Outbox(ReentrantLock lock, Rules rules, String idPrefix, Consumer<Frame.Call> wire, Runnable moveOn) {
        this.lock = lock;
        this.rules = rules;
        this.idPrefix = idPrefix;
        this.wire = wire;
        this.moveOn = moveOn;
    }

    /** Puts a call in the queue and waits for what becomes of it; the lock is free meanwhile. */
    Answer call(String action, String payload, Pace pace, Optional<Command> command) {
        ArrayDeque<OutboundCall> queue =
                command.filter(given -> given.background).isPresent() ? background : waiting;
        if (queue.size() >= rules.waitingCalls()) {
            return new Answer.NotSent("Too many calls wait for this station.");
        }
        long sendBy = command.filter(given -> !given.sent())
                .map(given -> given.sendBy)
                .orElseGet(() -> System.nanoTime() + rules.queueTime().toNanos());
        Frame.Call frame = new Frame.Call(idPrefix + ++count, action, payload);
        OutboundCall call = new OutboundCall(frame, pace, sendBy, lock.newCondition());
        queue.addLast(call);
        moveOn.run();
        await(call);
        if (call.sent) {
            command.ifPresent(Command::callLeft);
        } else if (call.replaced) {
            command.ifPresent(Command::callWasReplaced);
        }
        return call.answer;
    }

    private void await(OutboundCall call) {
        try {
            while (call.answer == null) {
                if (!call.overdue()) {
                    if (call.await()) {
                        moveOn.run();
                    }
                } else if (call.sent) {
                    giveUp(call, "The station did not answer in time.");
                } else {
                    giveUp(call, "It waited too long for its turn.");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            giveUp(call, "The caller stopped waiting.");
        }
    }

    private void giveUp(OutboundCall call, String why) {
        if (call == open) {
            giveUpOpen(why);
        } else if (waiting.remove(call) || background.remove(call)) {
            call.settle(new Answer.NotSent(why));
        }
        moveOn.run();
    }

    boolean hasOpen() {
        return open != null;
    }

    /** Sends the next call, if none is open and the station has had its rest. */
    void sendNext() {
        while (open == null && !(waiting.isEmpty() && background.isEmpty())) {
            ArrayDeque<OutboundCall> queue = waiting.isEmpty() ? background : waiting;
            OutboundCall next = queue.getFirst();
            if (next.overdue()) {
                queue.removeFirst();
                next.settle(new Answer.NotSent("It waited too long for its turn."));
            } else if (restUntil - System.nanoTime() > 0) {
                next.rest(restUntil);
                return;
            } else {
                open = queue.removeFirst();
                open.leaves();
                wire.accept(open.frame);
            }
        }
    }

    /** Takes the open call off, if the answer is meant for it. */
    Optional<OutboundCall> answered(String id) {
        if (open == null || !open.frame.id().equals(id)) {
            return Optional.empty();
        }
        return Optional.of(takeOpen());
    }

    private OutboundCall takeOpen() {
        OutboundCall call = open;
        open = null;
        restUntil = System.nanoTime() + call.pace.gap().toNanos();
        return call;
    }

    /** Nobody will hear the answer to the open call any more. */
    void giveUpOpen(String why) {
        if (open != null) {
            OutboundCall call = takeOpen();
            call.settle(new Answer.Unanswered(why));
            if (givenUp.size() == REMEMBERED) {
                givenUp.removeFirst();
            }
            givenUp.addLast(call);
        }
    }

    /** What an answer belongs to that came too late; only once. */
    Optional<OutboundCall> answeredLate(String id) {
        Optional<OutboundCall> late =
                givenUp.stream().filter(call -> call.frame.id().equals(id)).findFirst();
        late.ifPresent(givenUp::remove);
        return late;
    }

    /** Empties the queues. */
    void refuseWaiting(String why, boolean replaced) {
        refuse(waiting, why, replaced);
        refuse(background, why, replaced);
    }

    private static void refuse(ArrayDeque<OutboundCall> queue, String why, boolean replaced) {
        for (OutboundCall call : queue) {
            call.replaced = replaced;
            call.settle(new Answer.NotSent(why));
        }
        queue.clear();
    }
}
