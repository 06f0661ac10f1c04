package org.ohmstead.ocpp.rpc.lane;

import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.api.ocpp.OcppError;
import org.ohmstead.api.ocpp.OcppSession;
import org.ohmstead.ocpp.rpc.Frame;

/** What became of a message of the station. */
sealed interface Reply {

    /** It was answered; the same call again gets the same answer. */
    record Given(Frame.Call call, Frame answer) implements Reply {}

    /** It was answered with an error, so that nothing came of it; the same call again gets the same answer. */
    record Refused(Frame.Call call, Frame answer, OcppError why) implements Reply {}

    /** It wanted no answer. */
    record None() implements Reply {}

    /** It could not be handled; the same call again is asked again. */
    record Failed(Throwable cause) implements Reply {}

    /**
     * It is not stored, or nobody knows. The connection must end, so that the station keeps the message and repeats it on a new
     * one: of what is answered with an error it may throw away a transaction's message after a few attempts (OCPP 1.6 §3.7.1).
     */
    record NotStored(StoreUnavailable cause) implements Reply {}

    /** What became of it, in a word for the log. */
    default String told() {
        return switch (this) {
            case Given given -> "answered";
            case Refused refused -> "refused (" + refused.why().kind() + ")";
            case None none -> "taken";
            case Failed failed -> "failed";
            case NotStored notStored -> "not stored";
        };
    }

    /** Asks the dialect. The edge where its exceptions end, and those of the domain behind it. */
    static Reply of(OcppSession session, Frame frame, Spelling spelling) {
        try {
            if (frame instanceof Frame.Call call) {
                return answer(session, call, spelling);
            }
            if (frame instanceof Frame.Send send) {
                session.notified(send.action(), send.payload());
            }
            return new None();
        } catch (StoreUnavailable e) {
            return new NotStored(e);
        } catch (Throwable e) {
            return new Failed(e);
        }
    }

    private static Reply answer(OcppSession session, Frame.Call call, Spelling spelling) {
        try {
            String payload = session.answer(call.action(), call.payload());
            if (payload == null) {
                throw new IllegalStateException("The dialect has no answer to " + call.action());
            }
            return new Given(call, new Frame.Result(call.id(), payload));
        } catch (OcppError e) {
            return new Refused(call, new Frame.Error(call.id(), spelling.of(e.kind()), e.getMessage()), e);
        }
    }
}
