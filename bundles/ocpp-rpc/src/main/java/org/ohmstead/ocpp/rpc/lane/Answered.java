package org.ohmstead.ocpp.rpc.lane;

import java.util.ArrayDeque;
import org.ohmstead.ocpp.rpc.Frame;

/**
 * The last answers of one connection. A call that comes again under its id, because the answer got lost or the station was
 * impatient, gets the answer it already had. Not thread-safe: used under the lock of its lane.
 */
final class Answered {

    /** A station has one call open, so the repeated one is among the last few. */
    private static final int KEPT = 8;

    private final ArrayDeque<Entry> entries = new ArrayDeque<>(2);

    /** @param content tells two calls with the same id apart */
    private record Entry(long content, Frame answer) {}

    void remember(Frame.Call call, Frame answer) {
        if (entries.size() == KEPT) {
            entries.removeFirst();
        }
        entries.addLast(new Entry(content(call), answer));
    }

    Earlier earlier(Frame.Call call) {
        for (Entry entry : entries) {
            if (entry.answer.id().equals(call.id())) {
                return entry.content == content(call) ? new Earlier.Same(entry.answer) : new Earlier.Other();
            }
        }
        return new Earlier.None();
    }

    private static long content(Frame.Call call) {
        return (long) call.payload().hashCode() << 32
                | (31 * call.action().hashCode() + call.payload().length()) & 0xFFFFFFFFL;
    }

    /** Whether there was a call with this id. */
    sealed interface Earlier {

        /** No. */
        record None() implements Earlier {}

        /** Yes, this very one. */
        record Same(Frame answer) implements Earlier {}

        /** Yes, but it said something else. */
        record Other() implements Earlier {}
    }
}
