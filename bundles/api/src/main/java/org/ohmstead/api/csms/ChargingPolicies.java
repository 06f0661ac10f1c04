package org.ohmstead.api.csms;

import java.util.List;
import org.ohmstead.api.model.FreeVend;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.TokenGroup;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What people decide about charging beyond single tokens: groups, and places where anybody may charge. Writes block until
 * durable and may be repeated; reads answer from memory; thread-safe.
 */
@ProviderType
public interface ChargingPolicies {

    /** Groups for which something holds, by name. */
    List<TokenGroup> groups();

    /** Sets what holds for a group, whether or not a token names it. */
    void put(TokenGroup group);

    /** @return whether something held for it; its tokens stay its tokens */
    boolean removeGroup(String name);

    FreeVend freeVend();

    /** Lets anybody charge at every station of a site, or no longer. */
    void freeVend(SiteId site, boolean free);

    /** Lets anybody charge at a station, or no longer unless its site does. */
    void freeVend(StationId station, boolean free);
}
