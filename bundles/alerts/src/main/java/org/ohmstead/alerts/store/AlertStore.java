package org.ohmstead.alerts.store;

import java.time.Instant;
import java.util.Optional;
import org.ohmstead.api.journal.Facts.AlertEnded;
import org.ohmstead.api.journal.Facts.AlertRaised;
import org.osgi.annotation.versioning.ProviderType;

/** Open incidents on disk, so that a restart says nothing twice. Writes throw {@code StoreUnavailable}. */
@ProviderType
public interface AlertStore {

    /** The open incident of a rule. */
    Optional<Incident> open(String rule);

    /** Keeps the incident in place of the rule's last one and puts the fact into the journal. */
    void tell(Incident incident, AlertRaised fact, Instant at);

    /** Forgets the rule's incident and puts the fact into the journal; does nothing where none is open. */
    void end(AlertEnded fact, Instant at);
}
