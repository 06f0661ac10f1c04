package org.ohmstead.authorization.store;

import java.time.Instant;
import java.util.List;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Token;
import org.osgi.annotation.versioning.ProviderType;

/** Tokens on disk. Writes throw {@code StoreUnavailable} when nothing is known to be stored. */
@ProviderType
public interface TokenStore {

    /** All tokens, to fill the memory at start. */
    List<Token> tokens();

    /** Adds or replaces, all or none. */
    void put(List<Token> tokens, Instant at);

    boolean remove(IdToken token, Instant at);
}
