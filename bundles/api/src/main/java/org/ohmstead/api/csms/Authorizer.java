package org.ohmstead.api.csms;

import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.StationId;
import org.osgi.annotation.versioning.ProviderType;

/** May this token charge here. Thread-safe. */
@ProviderType
public interface Authorizer {

    /**
     * The verdict. Blocks for at most the decision's budget (5 s); answers from memory where only the local tokens are asked.
     * Never throws for a token it does not like.
     */
    Authorization authorize(StationId at, IdToken token);

    /** Whether two tokens may stop each other's transactions: the same token, or two of one group. From memory. */
    boolean sameGroup(IdToken one, IdToken other);
}
