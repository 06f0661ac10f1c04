package org.ohmstead.adminsocket;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;

/** Something {@code bin/ohmstead} can ask of the running server; one component each. */
interface Command {

    /** The word of the request line. */
    String name();

    /**
     * Does what was asked, on a virtual thread of its own; may block.
     *
     * @return what to say to the person who asked
     * @throws Refused with a sentence for that person
     */
    Conversation ask() throws Refused;

    /** The same with what followed the name on the request line; empty where nothing did. */
    default Conversation ask(String words) throws Refused {
        if (!words.isEmpty()) {
            throw new Refused("\"" + name() + "\" takes nothing more, and it was given \"" + words + "\"");
        }
        return ask();
    }

    /** The talk after a request; the connection closes when it is over. */
    interface Conversation {

        /** Prints to the person who asked and reads what they type, until one of the two is done. */
        void hold(BufferedReader in, PrintStream out) throws IOException;

        static Conversation saying(String text) {
            return (in, out) -> out.println(text);
        }
    }

    /** The command cannot do what was asked. */
    class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }

        /** The first line of the answer. */
        String verdict() {
            return "refused";
        }
    }
}
