package org.ohmstead.api.ocpp;

import org.osgi.annotation.versioning.ProviderType;

/** The way to one station on one connection. */
@ProviderType
public interface OcppCaller {

    /**
     * Sends a call and waits for its answer; one call at a time is open per station, the others wait their turn. Blocks until
     * answer, error, time-out or disconnection: call it from a virtual thread, and never from {@link OcppSession#answer}.
     *
     * @param payload JSON text of the request
     * @throws IllegalStateException when called while answering this very station: that would wait for ever
     */
    Answer call(String action, String payload);

    /** What became of a call. Truly closed. */
    sealed interface Answer {

        /** The station's response payload, JSON text. */
        record Result(String payload) implements Answer {}

        /** The station answered with a CALLERROR. */
        record Error(String code, String description) implements Answer {}

        /** The call never left: connection closed, queue full, deadline passed. */
        record NotSent(String why) implements Answer {}

        /** The call left and no answer came. It may have had its effect; it is never sent again. */
        record Unanswered(String why) implements Answer {}
    }
}
