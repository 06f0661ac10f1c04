package org.ohmstead.identity;

import java.time.Clock;
import java.util.Optional;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.model.Page;
import org.ohmstead.identity.store.PeopleStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The audit trail: dated and verified here, sealed and kept in the store. */
@Component
public final class AuditService implements Audit {

    private final PeopleStore store;
    private final Clock clock;

    /** Keeps the trail in {@code store}. */
    @Activate
    public AuditService(@Reference PeopleStore store) {
        this(store, Clock.systemUTC());
    }

    AuditService(PeopleStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public void record(String who, String action, String subject, Optional<String> before, Optional<String> after) {
        store.append(new Entry(clock.instant(), who, action, subject, before, after));
    }

    @Override
    public Page<Entry> page(Page.Request request) {
        return store.audit(request);
    }

    @Override
    public Verification verify(Optional<String> noted) {
        return new TrailCheck(store, noted).walk();
    }
}
