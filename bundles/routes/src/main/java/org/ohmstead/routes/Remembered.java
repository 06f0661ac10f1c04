package org.ohmstead.routes;

import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.ohmstead.api.csms.PluginData;

/**
 * What routes have done already, over restarts: {@code idempotentRepository: "#done"}. A key counts when it is confirmed, after
 * the steps are through: what a crash cut short is done again.
 */
final class Remembered extends ServiceSupport implements IdempotentRepository {

    private static final String OWNER = "routes.done";

    private final PluginData data;

    Remembered(PluginData data) {
        this.data = data;
    }

    @Override
    public boolean add(String key) {
        return !contains(key);
    }

    @Override
    public boolean contains(String key) {
        return data.get(OWNER, key).isPresent();
    }

    @Override
    public boolean remove(String key) {
        return data.remove(OWNER, key);
    }

    @Override
    public boolean confirm(String key) {
        data.put(OWNER, key, "done");
        return true;
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException("What was done stays done");
    }
}
