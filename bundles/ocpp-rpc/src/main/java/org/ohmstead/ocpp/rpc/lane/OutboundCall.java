package org.ohmstead.ocpp.rpc.lane;

import java.util.concurrent.locks.Condition;
import org.ohmstead.api.ocpp.OcppCaller.Answer;
import org.ohmstead.ocpp.rpc.Frame;

/** A call of ours, and what its caller waits for. Used under the lock of its lane. */
final class OutboundCall {

    final Frame.Call frame;
    final Outbox.Pace pace;

    boolean sent;
    long sentAt;

    /** Null until it is settled. */
    Answer answer;

    /** It did not leave because its dialect was being replaced: the successor may send it. */
    boolean replaced;

    /** By when it must have left; once it has, by when it must be answered. */
    private long deadline;

    /** It is the next, but the station is to have its rest. */
    private boolean resting;

    private long restUntil;
    private final Condition changed;

    OutboundCall(Frame.Call frame, Outbox.Pace pace, long deadline, Condition changed) {
        this.frame = frame;
        this.pace = pace;
        this.deadline = deadline;
        this.changed = changed;
    }

    /** It leaves now. */
    void leaves() {
        resting = false;
        sent = true;
        sentAt = System.nanoTime();
        deadline = sentAt + pace.answerTime().toNanos();
        changed.signal();
    }

    void settle(Answer what) {
        answer = what;
        changed.signal();
    }

    /** Its caller is to come back then. */
    void rest(long until) {
        if (!resting) {
            resting = true;
            restUntil = until;
            changed.signal();
        }
    }

    /** Waits until something changes, at most until the deadline of the moment; true when a rest is over. */
    boolean await() throws InterruptedException {
        long until = resting && restUntil - deadline < 0 ? restUntil : deadline;
        changed.awaitNanos(until - System.nanoTime());
        boolean over = resting && restUntil - System.nanoTime() <= 0;
        resting &= !over;
        return over;
    }

    boolean overdue() {
        return deadline - System.nanoTime() <= 0;
    }
}
