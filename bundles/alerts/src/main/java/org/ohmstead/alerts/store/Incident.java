package org.ohmstead.alerts.store;

import java.time.Instant;
import java.util.List;

/**
 * What a rule found and is not over yet.
 *
 * @param since when it began
 * @param toldAt when it was last said
 * @param told what was said to be affected then
 */
public record Incident(String rule, Instant since, Instant toldAt, List<String> told) {

    public Incident {
        told = List.copyOf(told);
    }
}
