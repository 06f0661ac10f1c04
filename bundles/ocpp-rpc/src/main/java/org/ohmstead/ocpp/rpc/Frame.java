package org.ohmstead.ocpp.rpc;

import org.ohmstead.api.ocpp.OcppError;

/**
 * One message of OCPP-J (1.6 J §4.2, 2.0.1 part 4 §4.2). The payload is cut out of the frame as it stands; only the envelope is
 * understood here. Truly closed.
 */
public sealed interface Frame {

    /** The id of an answer to a frame whose own id could not be read (2.1 part 4 §4.2.3). */
    String UNREADABLE_ID = "-1";

    /** A request; wants exactly one answer. */
    record Call(String id, String action, String payload) implements Frame {

        @Override
        public String text() {
            return "[2," + JsonText.quote(id) + ',' + JsonText.quote(action) + ',' + payload + ']';
        }

        @Override
        public int size() {
            return id.length() + action.length() + payload.length();
        }
    }

    /** The answer to a request. */
    record Result(String id, String payload) implements Frame {

        @Override
        public String text() {
            return "[3," + JsonText.quote(id) + ',' + payload + ']';
        }

        @Override
        public int size() {
            return id.length() + payload.length();
        }
    }

    /** The answer to a request that could not be handled. */
    record Error(String id, String code, String description) implements Frame {

        /** Longer descriptions are cut (2.0.1 part 4 §4.2.3). */
        private static final int MAX_DESCRIPTION = 255;

        @Override
        public String text() {
            String sent =
                    description.length() > MAX_DESCRIPTION ? description.substring(0, MAX_DESCRIPTION) : description;
            return "[4," + JsonText.quote(id) + ',' + JsonText.quote(code) + ',' + JsonText.quote(sent) + ",{}]";
        }

        @Override
        public int size() {
            return id.length() + code.length() + description.length();
        }
    }

    /** A message that wants no answer (2.1 part 4 §4.2.5). */
    record Send(String id, String action, String payload) implements Frame {

        @Override
        public String text() {
            return "[6," + JsonText.quote(id) + ',' + JsonText.quote(action) + ',' + payload + ']';
        }

        @Override
        public int size() {
            return id.length() + action.length() + payload.length();
        }
    }

    /**
     * Something that is none of the above.
     *
     * @param id as sent, or {@link #UNREADABLE_ID}
     * @param answerable whether it may be answered; an answer never is, or two sides would complain to each other for ever
     * @param kind what to answer with
     * @param why what is wrong with it, our own sentence
     */
    record Broken(String id, boolean answerable, OcppError.Kind kind, String why) implements Frame {

        @Override
        public String text() {
            return "(unreadable: " + why + ")";
        }

        @Override
        public int size() {
            return id.length() + why.length();
        }
    }

    String id();

    /** The message as it goes over the wire. */
    String text();

    /** How much memory it takes, in characters: all its parts together. */
    int size();

    /**
     * Reads a message. Never throws; pure.
     *
     * @param maxDepth how deep arrays and objects may be nested, the envelope included; 2 to 63
     */
    static Frame parse(String text, int maxDepth) {
        return FrameParser.parse(text, maxDepth);
    }
}
