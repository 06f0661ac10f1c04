package org.ohmstead.provisioning;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.ohmstead.provisioning.store.ProvisioningStore;
import org.ohmstead.provisioning.store.ProvisioningStore.Refusal;

/** What each model refused, so that no other station of it is asked again. Thread-safe; learns only what the store took. */
final class Refusals {

    /** The word for what stations restarted over, which they did not say. */
    static final String RESTARTS = "restarts";

    private final ProvisioningStore store;
    private final Map<Key, String> words = new ConcurrentHashMap<>();

    Refusals(ProvisioningStore store) {
        this.store = store;
        store.refusals().forEach(this::remember);
    }

    /** The station's word for refusing a setting as a whole, or a part of a list. */
    Optional<String> of(String model, String name, String part) {
        return Optional.ofNullable(words.get(new Key(model, name, part)));
    }

    void learn(String model, String name, String part, String word, Instant at) {
        Refusal refusal = new Refusal(model, name, part, word, at);
        if (!words.containsKey(new Key(model, name, part))) {
            store.learn(refusal);
            remember(refusal);
        }
    }

    /** What the model refused is asked of it again. */
    void forget(String model) {
        store.forgetRefusals(model);
        words.keySet().removeIf(key -> key.model().equals(model));
    }

    private void remember(Refusal refusal) {
        words.putIfAbsent(new Key(refusal.model(), refusal.name(), refusal.part()), refusal.word());
    }

    /** Names of settings are without regard to case (OCPP 1.6 §7.29). */
    private record Key(String model, String name, String part) {

        Key {
            name = name.toLowerCase(Locale.ROOT);
        }
    }
}
