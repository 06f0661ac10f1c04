package org.ohmstead.adminsocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

class BundlesTest {

    @Test
    void theFrameworkIsThereSinceTheProcessIsAndABundleSinceItCame() {
        assertThat(Bundles.since(bundle(0)))
                .isEqualTo(ProcessHandle.current().info().startInstant().orElseThrow());
        assertThat(Bundles.since(bundle(1))).isEqualTo(Instant.ofEpochMilli(1_000));
    }

    /** Felix says of its own bundle, the first, that it was last changed in 1970. */
    private static Bundle bundle(long id) {
        return (Bundle) Proxy.newProxyInstance(
                Bundle.class.getClassLoader(),
                new Class<?>[] {Bundle.class},
                (proxy, method, args) -> method.getName().equals("getBundleId") ? id : id * 1_000);
    }
}
