package org.ohmstead.authorization;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.IdToken;

/**
 * What the sources said lately about tokens, in memory: the groups of those that charge, and whom to let in while a source
 * cannot be asked. Holds some ten thousand tokens and forgets those asked about longest ago. Thread-safe, without locks.
 */
final class Remembered {

    private static final int HALF = 5_000;

    private volatile Map<IdToken, Authorization> young = new ConcurrentHashMap<>();
    private volatile Map<IdToken, Authorization> old = new ConcurrentHashMap<>();

    void put(IdToken token, Authorization verdict) {
        Map<IdToken, Authorization> here = young;
        here.put(token, verdict);
        if (here.size() > HALF) {
            old = here;
            young = new ConcurrentHashMap<>();
        }
    }

    void forget(IdToken token) {
        young.remove(token);
        old.remove(token);
    }

    Optional<Authorization> find(IdToken token) {
        Authorization lately = young.get(token);
        return Optional.ofNullable(lately != null ? lately : old.get(token));
    }
}
