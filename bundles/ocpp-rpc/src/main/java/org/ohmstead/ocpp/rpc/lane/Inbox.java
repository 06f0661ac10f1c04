package org.ohmstead.ocpp.rpc.lane;

import java.util.ArrayDeque;
import java.util.Optional;
import org.ohmstead.ocpp.rpc.Frame;

/** What a station has said and nobody has answered yet, in its order. Used under the lock of its lane. */
final class Inbox {

    /** A well-behaved station has one open call (OCPP-J 1.6 §4.1.1); this is patience enough. */
    static final int CAPACITY = 16;

    private final ArrayDeque<Message> waiting = new ArrayDeque<>(2);
    private Message running;

    /**
     * A call or a message that wants no answer.
     *
     * @param arrived in nanoseconds of {@link System#nanoTime}
     */
    record Message(Frame frame, long arrived) {}

    /** False when there is no room. */
    boolean add(Frame frame) {
        if (waiting.size() + (running == null ? 0 : 1) == CAPACITY) {
            return false;
        }
        waiting.addLast(new Message(frame, System.nanoTime()));
        return true;
    }

    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** Whether an answer is due. */
    boolean owes() {
        return running != null || !waiting.isEmpty();
    }

    Message take() {
        running = waiting.removeFirst();
        return running;
    }

    void done() {
        running = null;
    }

    /** The message in progress is asked again, first of all. */
    void putBack() {
        if (running != null) {
            waiting.addFirst(running);
            running = null;
        }
    }

    void clear() {
        waiting.clear();
    }

    /** The call with this id that is still to be answered. */
    Optional<Frame.Call> call(String id) {
        if (running != null && running.frame.id().equals(id) && running.frame instanceof Frame.Call call) {
            return Optional.of(call);
        }
        for (Message message : waiting) {
            if (message.frame.id().equals(id) && message.frame instanceof Frame.Call call) {
                return Optional.of(call);
            }
        }
        return Optional.empty();
    }
}
