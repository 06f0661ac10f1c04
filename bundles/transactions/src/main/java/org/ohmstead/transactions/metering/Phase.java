package org.ohmstead.transactions.metering;

import java.util.Locale;

/** Which conductors a value speaks of. */
enum Phase {
    TOTAL,
    L1,
    L2,
    L3,
    /** Neutral, or between two phases: overlaps with the others. */
    OTHER;

    /** A phase against neutral is the phase. */
    static Phase of(String told) {
        return switch (told) {
            case "" -> TOTAL;
            case "L1", "L1-N" -> L1;
            case "L2", "L2-N" -> L2;
            case "L3", "L3-N" -> L3;
            case "N", "L1-L2", "L2-L3", "L3-L1" -> OTHER;
            default ->
                switch (told.toUpperCase(Locale.ROOT)) {
                    case "L1", "L1-N" -> L1;
                    case "L2", "L2-N" -> L2;
                    case "L3", "L3-N" -> L3;
                    default -> OTHER;
                };
        };
    }
}
