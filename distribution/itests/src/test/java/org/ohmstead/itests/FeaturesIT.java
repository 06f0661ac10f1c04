package org.ohmstead.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import javax.inject.Inject;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** Everything the feature files name comes up. */
@InContainer
public class FeaturesIT {

    @Inject
    private BundleContext context;

    @Test
    public void everyBundleOfEveryFeatureRuns() {
        assertThat(context.getBundles())
                .filteredOn(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                .allSatisfy(bundle -> assertThat(bundle.getState())
                        .as("state of %s", bundle.getSymbolicName())
                        .isEqualTo(Bundle.ACTIVE));
    }

    @Test
    public void ourBundlesAreAmongThem() {
        assertThat(Arrays.stream(context.getBundles()).map(Bundle::getSymbolicName))
                .contains("org.ohmstead.api", "org.ohmstead.admin-socket");
    }
}
