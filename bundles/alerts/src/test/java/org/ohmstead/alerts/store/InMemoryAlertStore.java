package org.ohmstead.alerts.store;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts.AlertEnded;
import org.ohmstead.api.journal.Facts.AlertRaised;

/** Incidents in memory, for tests. Used by one thread. */
public final class InMemoryAlertStore implements AlertStore {

    private final Map<String, Incident> open = new HashMap<>();
    private final Consumer<Fact> journal;

    /** @param journal gets the facts */
    public InMemoryAlertStore(Consumer<Fact> journal) {
        this.journal = journal;
    }

    @Override
    public Optional<Incident> open(String rule) {
        return Optional.ofNullable(open.get(rule));
    }

    @Override
    public void tell(Incident incident, AlertRaised fact, Instant at) {
        open.put(incident.rule(), incident);
        journal.accept(fact);
    }

    @Override
    public void end(AlertEnded fact, Instant at) {
        if (open.remove(fact.rule()) != null) {
            journal.accept(fact);
        }
    }
}
