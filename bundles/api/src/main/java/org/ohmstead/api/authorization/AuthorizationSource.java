package org.ohmstead.api.authorization;

import java.util.Optional;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.StationId;
import org.osgi.annotation.versioning.ConsumerType;

/** One place that knows tokens: local list, roaming, directory. Registered as a service; asked by descending service ranking. */
@ConsumerType
public interface AuthorizationSource {

    /**
     * Called on a virtual thread for every decision; may block, but only for what is left of the decision's budget (5 s for all
     * sources together), after which it is interrupted. May be called many times at once and repeatedly.
     *
     * @return the verdict, or empty: not one of mine, ask the next
     */
    Optional<Authorization> authorize(StationId at, IdToken token);
}
