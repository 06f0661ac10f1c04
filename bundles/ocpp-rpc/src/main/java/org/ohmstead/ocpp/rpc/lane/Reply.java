package org.ohmstead.ocpp.rpc.lane;

import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.api.ocpp.OcppError;
import org.ohmstead.api.ocpp.OcppSession;
import org.ohmstead.ocpp.rpc.Frame;

/** What became of a message of the station. */
sealed interface Reply {

    /** It was answered; the same call again gets the same answer. */
    record Given(Frame.Call call, Frame answer) implements Reply {}

    /** It wanted no answer. */
    record None() implements Reply {}

    /** It could not be handled; the same call again is asked again. */
    record Failed(String why, Throwable cause) implements Reply {}

    /** It may be stored or not: no answer is right, so the connection must end and the station repeat it on a new one. */
    record Unknown(StoreUnavailable cause) implements Reply {}

    /** Asks the dialect. The edge where its exceptions end, and those of the domain behind it. */
    static Reply of(OcppSession session, Frame frame, Spelling spelling) {
        try {
            if (frame instanceof Frame.Call call) {
                return new Given(call, answer(session, call, spelling));
            }
            if (frame instanceof Frame.Send send) {
                session.notified(send.action(), send.payload());
            }
            return new None();
        } catch (StoreUnavailable e) {
            return e.outcomeUnknown()
                    ? new Unknown(e)
                    : new Failed("This cannot be stored at the moment. Please repeat it later.", e);
        } catch (Throwable e) {
            return new Failed("Something went wrong inside the server.", e);
        }
    }

    private static Frame answer(OcppSession session, Frame.Call call, Spelling spelling) {
        try {
            String payload = session.answer(call.action(), call.payload());
            if (payload == null) {
                throw new IllegalStateException("The dialect has no answer to " + call.action());
            }
            return new Frame.Result(call.id(), payload);
        } catch (OcppError e) {
            return new Frame.Error(call.id(), spelling.of(e.kind()), e.getMessage());
        }
    }
}
