package org.ohmstead.ocpp.rpc.lane;

import java.util.ArrayDeque;
import org.ohmstead.ocpp.rpc.Frame;

/**
 * What a station has said and nobody has answered yet, in its order; and the last answers, since a call may come again under
 * its id when the answer got lost or the station was impatient. Used under the lock of its lane.
 */
final class Inbox {

    /** A well-behaved station has one open call (OCPP-J 1.6 §4.1.1); this is patience enough. */
    static final int CAPACITY = 16;

    /** For the same reason a call that comes again is among the last few. */
    private static final int REMEMBERED = 8;

    private final long repeatNanos;
    private final ArrayDeque<Message> waiting = new ArrayDeque<>(2);
    private final ArrayDeque<Answered> answered = new ArrayDeque<>(2);
    private Message running;

    Inbox(Rules rules) {
        repeatNanos = rules.repeatTime().toNanos();
    }

    /**
     * A call or a message that wants no answer.
     *
     * @param arrived in nanoseconds of {@link System#nanoTime}
     */
    record Message(Frame frame, long arrived) {}

    /**
     * @param content tells two calls with the same id apart
     * @param at in nanoseconds of {@link System#nanoTime}
     */
    private record Answered(long content, Frame answer, long at) {}

    /** Whether a call with this id was here before. */
    enum Earlier {
        NONE,
        /** The very same is still to be answered. */
        WAITING,
        /** The very same was answered a short while ago. */
        ANSWERED,
        /** One that says something else. */
        DIFFERENT
    }

    /** False when there is no room. */
    boolean add(Frame frame) {
        if (size() == CAPACITY) {
            return false;
        }
        waiting.addLast(new Message(frame, System.nanoTime()));
        return true;
    }

    /** How many are to be answered. */
    int size() {
        return waiting.size() + (running == null ? 0 : 1);
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

    void remember(Frame.Call call, Frame answer) {
        forgetOld();
        if (answered.size() == REMEMBERED) {
            answered.removeFirst();
        }
        answered.addLast(new Answered(content(call), answer, System.nanoTime()));
    }

    Earlier earlier(Frame.Call call) {
        if (running != null && running.frame.id().equals(call.id())) {
            return running.frame.equals(call) ? Earlier.WAITING : Earlier.DIFFERENT;
        }
        for (Message message : waiting) {
            if (message.frame.id().equals(call.id())) {
                return message.frame.equals(call) ? Earlier.WAITING : Earlier.DIFFERENT;
            }
        }
        forgetOld();
        for (Answered one : answered) {
            if (one.answer.id().equals(call.id())) {
                return one.content == content(call) ? Earlier.ANSWERED : Earlier.DIFFERENT;
            }
        }
        return Earlier.NONE;
    }

    /** What a call got that was {@link Earlier#ANSWERED}. */
    Frame answerTo(Frame.Call call) {
        return answered.stream()
                .map(Answered::answer)
                .filter(answer -> answer.id().equals(call.id()))
                .findFirst()
                .orElseThrow();
    }

    private void forgetOld() {
        while (!answered.isEmpty() && System.nanoTime() - answered.getFirst().at > repeatNanos) {
            answered.removeFirst();
        }
    }

    private static long content(Frame.Call call) {
        int shape = 31 * call.action().hashCode() + call.payload().length();
        return (long) call.payload().hashCode() << 32 | shape & 0xFFFFFFFFL;
    }
}
