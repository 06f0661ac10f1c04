package org.ohmstead.authorization.store;

import java.util.List;
import org.ohmstead.api.model.FreeVend;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.TokenGroup;
import org.osgi.annotation.versioning.ProviderType;

/** Groups and free places on disk. Writes throw {@code StoreUnavailable} when nothing is known to be stored. */
@ProviderType
public interface PolicyStore {

    /** All groups for which something holds, to fill the memory at start. */
    List<TokenGroup> groups();

    /** Adds or replaces; a name in another case is the same group. */
    void put(TokenGroup group);

    boolean removeGroup(String name);

    /** Everything, to fill the memory at start. */
    FreeVend freeVend();

    void freeVend(SiteId site, boolean free);

    void freeVend(StationId station, boolean free);

    /** Where a station stands, the default site for one that is not registered. From memory, at once. */
    SiteId site(StationId station);
}
