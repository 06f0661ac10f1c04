package org.ohmstead.provisioning.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ohmstead.api.model.StationId;

/** Keeps refusals in memory, for tests. Thread-safe. */
public final class InMemoryProvisioningStore implements ProvisioningStore {

    private final Map<List<String>, Refusal> refusals = new LinkedHashMap<>();
    private final Map<StationId, Attended> attended = new LinkedHashMap<>();

    public InMemoryProvisioningStore() {}

    @Override
    public synchronized List<Refusal> refusals() {
        return List.copyOf(refusals.values());
    }

    @Override
    public synchronized void learn(Refusal refusal) {
        refusals.putIfAbsent(List.of(refusal.model(), refusal.name(), refusal.part()), refusal);
    }

    @Override
    public synchronized void forgetRefusals(String model) {
        refusals.values().removeIf(refusal -> refusal.model().equals(model));
    }

    @Override
    public synchronized List<Attended> attended() {
        return List.copyOf(attended.values());
    }

    @Override
    public synchronized void attended(Attended done) {
        attended.put(done.station(), done);
    }

    @Override
    public synchronized void forget(StationId station) {
        attended.remove(station);
    }
}
