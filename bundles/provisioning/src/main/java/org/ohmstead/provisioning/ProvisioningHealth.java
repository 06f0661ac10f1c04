package org.ohmstead.provisioning;

import java.util.ArrayList;
import java.util.List;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.csms.Provisioning.Phase;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Says which stations would not be configured. */
@Component
public final class ProvisioningHealth implements HealthCheck {

    private static final int NAMED = 5;

    private final ProvisioningService provisioning;

    @Activate
    public ProvisioningHealth(@Reference ProvisioningService provisioning) {
        this.provisioning = provisioning;
    }

    @Override
    public String name() {
        return "provisioning";
    }

    @Override
    public Health check() {
        List<String> givenUp = new ArrayList<>();
        List<String> overdue = new ArrayList<>();
        provisioning.states().forEach((station, state) -> {
            if (state.phase() == Phase.GIVEN_UP) {
                givenUp.add(station.value());
            } else if (state.bootOverdue()) {
                overdue.add(station.value());
            }
        });
        if (!givenUp.isEmpty()) {
            return new Health(
                    Status.WARN,
                    "Stations that kept restarting after they were configured: " + named(givenUp) + ".",
                    "They are accepted and left alone. Look at what they were told, on their page, and configure them by"
                            + " hand.");
        }
        if (!overdue.isEmpty()) {
            return new Health(
                    Status.WARN,
                    "Stations that were told to wait and never booted again: " + named(overdue) + ".",
                    "What they send is answered as ever. Restart them so that they know they are accepted.");
        }
        return Health.ok("No station is in trouble with its settings.");
    }

    private static String named(List<String> ids) {
        String first = String.join(", ", ids.subList(0, Math.min(NAMED, ids.size())));
        return ids.size() <= NAMED ? first : first + " and " + (ids.size() - NAMED) + " more";
    }
}
