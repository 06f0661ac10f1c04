package org.ohmstead.api.csms;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** All health checks together. Thread-safe; answers from results at most a few seconds old. */
@ProviderType
public interface HealthReport {

    HealthCheck.Status overall();

    /** By name, in the order of the names. */
    Map<String, HealthCheck.Health> checks();
}
