package org.ohmstead.store.journal;

import org.ohmstead.api.model.IdToken;

/** Gives the number under which a token is known: the journal holds numbers, so that a person can be erased elsewhere. */
@FunctionalInterface
public interface TokenNumbers {

    long of(IdToken token);
}
