package org.ohmstead.simulator.wire;

/** What a station answers when the CSMS calls it. */
public sealed interface Reply {

    /** A CALLRESULT, and what the station does once it has left. */
    record Result(String payload, Runnable afterwards) implements Reply {

        public Result(String payload) {
            this(payload, () -> {});
        }
    }

    /** A CALLERROR. */
    record Error(String code, String description) implements Reply {}

    /** No answer, ever. */
    record Silence() implements Reply {}
}
