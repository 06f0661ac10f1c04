package org.ohmstead.api.model;

import java.util.Optional;
import java.util.Set;

/**
 * The sites a question is about. Every query takes one, so that a person or partner who may see one site sees only that one.
 *
 * @param sites the sites, or empty for all
 */
public record Scope(Optional<Set<SiteId>> sites) {

    /** Every site of this server. */
    public static final Scope ALL = new Scope(Optional.empty());

    public Scope {
        sites = sites.map(Set::copyOf);
    }

    public boolean includes(SiteId site) {
        return sites.isEmpty() || sites.get().contains(site);
    }
}
