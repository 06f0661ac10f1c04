package org.ohmstead.api.model;

import java.net.InetAddress;
import java.time.Instant;

/**
 * That whoever shows a registered station's identity is not let in: the station itself, or somebody who guesses.
 *
 * @param since the first try since it came in, or since people gave it another password or standing
 * @param tries how many there were; at least one
 * @param reason of the latest
 * @param from where the latest came from
 */
public record Refusal(Instant since, long tries, Reason reason, InetAddress from) {

    /** Why it stays out. More may come: have a default branch. */
    public enum Reason {
        WRONG_PASSWORD,
        NO_PASSWORD,
        /** The user name is not its identity. */
        WRONG_USER,
        /** It was let in without a password once, and nobody commissions stations now. */
        NOT_COMMISSIONED,
        /** People rejected it. */
        REJECTED
    }

    public Refusal {
        if (tries < 1) {
            throw new IllegalArgumentException("A refusal without a try");
        }
    }

    /** With one more try. */
    public Refusal and(Refusal later) {
        return new Refusal(since, tries + later.tries, later.reason, later.from);
    }
}
