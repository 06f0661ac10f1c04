package org.ohmstead.ocpp.rpc.lane;

import java.util.concurrent.locks.Condition;
import org.ohmstead.api.ocpp.OcppCaller.Answer;
import org.ohmstead.ocpp.rpc.Frame;

/** A call of ours, and what its caller waits for. Used under the lock of its lane. */
final class OutboundCall {

    final Frame.Call frame;

    /** By when it must have left; once it has, by when it must be answered. */
    long deadline;

    boolean sent;
    long sentAt;

    /** Null until it is settled. */
    Answer answer;

    /** It did not leave because its dialect was being replaced: the successor may send it. */
    boolean replaced;

    private final Condition settled;

    OutboundCall(Frame.Call frame, long deadline, Condition settled) {
        this.frame = frame;
        this.deadline = deadline;
        this.settled = settled;
    }

    void settle(Answer what) {
        answer = what;
        settled.signal();
    }

    /** Waits, at most until the deadline of the moment. */
    void await() throws InterruptedException {
        settled.awaitNanos(deadline - System.nanoTime());
    }

    boolean overdue() {
        return deadline - System.nanoTime() <= 0;
    }
}
