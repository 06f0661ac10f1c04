package org.ohmstead.alerts;

import java.util.List;
import org.ohmstead.api.journal.Facts.AlertRaised.Fault;

/** What is known of what is wrong beyond its name. */
@FunctionalInterface
interface Details {

    /** Nothing. */
    Details NONE = affected -> new Told(affected, List.of());

    Told of(List<String> affected);

    /**
     * How it is told.
     *
     * @param names what is affected, the first few with what is known of them in words
     * @param faults of the first twenty
     */
    record Told(List<String> names, List<Fault> faults) {}
}
