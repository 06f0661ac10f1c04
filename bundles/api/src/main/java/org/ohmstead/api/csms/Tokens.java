package org.ohmstead.api.csms;

import java.util.List;
import java.util.Optional;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Token;
import org.osgi.annotation.versioning.ProviderType;

/** The tokens this server knows itself. Writes block until durable; reads answer from memory; thread-safe. */
@ProviderType
public interface Tokens {

    /**
     * The token a station means: the one of that value and type, else, where the station tells no type, one of that value, else
     * the one registered without type.
     */
    Optional<Token> find(IdToken token);

    /** @param search part of value, label or group without regard to case; empty for all */
    Page<Token> page(String search, Page.Request request);

    /**
     * Adds tokens or replaces those of the same value and type, some hundred at a time. May be repeated: where the store fails on
     * the way, the first ones are stored.
     */
    void put(List<Token> tokens);

    /**
     * Removes the one of exactly that value and type.
     *
     * @return whether it was there
     */
    boolean remove(IdToken token);

    /** What would be answered about a token now, without asking other sources. */
    Authorization verdict(Token token);

    /** Whether the server runs with the trial option that accepts any unknown token. */
    boolean acceptsUnknown();
}
