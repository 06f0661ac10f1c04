package org.ohmstead.api.csms;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Durable keys and values for whoever has no table of its own: what a plugin must still know after a crash, such as what it has
 * done already. Thread-safe; every method blocks on the store, and a change is durable when it returns.
 */
@ProviderType
public interface PluginData {

    /**
     * What was written last.
     *
     * @param owner whose key it is, 1 to 100 characters
     * @param key 1 to 500 characters
     */
    Optional<String> get(String owner, String key);

    /**
     * Writes unless the key is there already: of many callers one succeeds.
     *
     * @param value at most 16,000 characters
     * @return false if the key is there already; then nothing happened
     * @throws IllegalArgumentException if owner, key or value is too long
     */
    boolean putNew(String owner, String key, String value);

    /**
     * Writes, whatever was there.
     *
     * @throws IllegalArgumentException if owner, key or value is too long
     */
    void put(String owner, String key, String value);

    /** Forgets a key; false if it was not there. */
    boolean remove(String owner, String key);

    /** Forgets all keys of an owner that were written before a moment. */
    void removeOlder(String owner, Instant before);
}
