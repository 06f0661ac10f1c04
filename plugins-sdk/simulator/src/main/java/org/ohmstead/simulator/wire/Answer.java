package org.ohmstead.simulator.wire;

/** What became of a call the station made. */
public sealed interface Answer {

    /** The CALLRESULT arrived. */
    record Result(Payload payload) implements Answer {}

    /** A CALLERROR arrived. */
    record Error(String code, String description) implements Answer {}

    /** The call left, the answer did not come: the time was up or the line died. The CSMS may have acted on it. */
    record Lost() implements Answer {}

    /** There was no line; the call never left. */
    record NotSent() implements Answer {}
}
