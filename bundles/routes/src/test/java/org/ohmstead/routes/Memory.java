package org.ohmstead.routes;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.csms.PluginData;
import org.ohmstead.api.model.Page;

/** What routes remember and what they did, in memory. */
final class Memory implements PluginData, Audit {

    final Map<String, String> values = new ConcurrentHashMap<>();
    final List<String> trail = new CopyOnWriteArrayList<>();

    @Override
    public Optional<String> get(String owner, String key) {
        return Optional.ofNullable(values.get(owner + "/" + key));
    }

    @Override
    public boolean putNew(String owner, String key, String value) {
        return values.putIfAbsent(owner + "/" + key, value) == null;
    }

    @Override
    public void put(String owner, String key, String value) {
        values.put(owner + "/" + key, value);
    }

    @Override
    public boolean remove(String owner, String key) {
        return values.remove(owner + "/" + key) != null;
    }

    @Override
    public void removeOlder(String owner, Instant before) {}

    @Override
    public void record(String who, String action, String subject, Optional<String> before, Optional<String> after) {
        trail.add(String.join(" ", who, action, subject, after.orElse("")));
    }

    @Override
    public Page<Entry> page(Page.Request request) {
        return new Page<>(List.of(), Optional.empty());
    }

    @Override
    public Verification verify(Optional<String> noted) {
        throw new UnsupportedOperationException("Routes do not look at the trail");
    }
}
