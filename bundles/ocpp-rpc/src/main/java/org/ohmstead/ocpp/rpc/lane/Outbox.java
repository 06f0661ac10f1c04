package org.ohmstead.ocpp.rpc.lane;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.ohmstead.api.ocpp.OcppCaller.Answer;
import org.ohmstead.ocpp.rpc.Frame;

/**
 * Our calls to one station: at most one is open, the others wait their turn (OCPP-J 1.6 §4.1.1). Every caller is a blocked
 * thread that looks after its own deadline, so no timer is needed. Used under the lock of its lane.
 */
final class Outbox {

    private final ReentrantLock lock;
    private final Rules rules;
    private final String idPrefix;
    private final Consumer<Frame.Call> wire;
    private final ArrayDeque<OutboundCall> waiting = new ArrayDeque<>(2);
    private OutboundCall open;
    private long count;

    /** @param idPrefix makes our message ids unique beyond this connection */
    Outbox(ReentrantLock lock, Rules rules, String idPrefix, Consumer<Frame.Call> wire) {
        this.lock = lock;
        this.rules = rules;
        this.idPrefix = idPrefix;
        this.wire = wire;
    }

    /** Puts a call in the queue; empty when that is full. */
    Optional<OutboundCall> add(String action, String payload, long sendBy) {
        if (waiting.size() >= rules.waitingCalls()) {
            return Optional.empty();
        }
        Frame.Call frame = new Frame.Call(idPrefix + ++count, action, payload);
        OutboundCall call = new OutboundCall(frame, sendBy, lock.newCondition());
        waiting.addLast(call);
        return Optional.of(call);
    }

    boolean hasOpen() {
        return open != null;
    }

    /** Sends the next call, if none is open. */
    void sendNext() {
        while (open == null && !waiting.isEmpty()) {
            OutboundCall next = waiting.removeFirst();
            if (next.overdue()) {
                next.settle(new Answer.NotSent("It waited too long for its turn."));
                continue;
            }
            open = next;
            next.sent = true;
            next.sentAt = System.nanoTime();
            next.deadline = next.sentAt + rules.answerTime().toNanos();
            wire.accept(next.frame);
        }
    }

    /** Takes the open call off, if the answer is meant for it. */
    Optional<OutboundCall> answered(String id) {
        if (open == null || !open.frame.id().equals(id)) {
            return Optional.empty();
        }
        OutboundCall call = open;
        open = null;
        return Optional.of(call);
    }

    /** The caller's patience is at an end. */
    void giveUp(OutboundCall call, String why) {
        if (call == open) {
            giveUpOpen(why);
        } else if (waiting.remove(call)) {
            call.settle(new Answer.NotSent(why));
        }
    }

    /** Nobody will hear the answer to the open call any more. */
    void giveUpOpen(String why) {
        if (open != null) {
            open.settle(new Answer.Unanswered(why));
            open = null;
        }
    }

    /** Empties the queue. */
    void refuseWaiting(String why, boolean replaced) {
        for (OutboundCall call : waiting) {
            call.replaced = replaced;
            call.settle(new Answer.NotSent(why));
        }
        waiting.clear();
    }
}
