package org.ohmstead.provisioning;

import java.util.Optional;
import org.ohmstead.api.csms.Stations;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Gives provisioning the way to the stations. A component of its own because stations ask provisioning in turn: were each to
 * wait for the other, neither would start.
 */
@Component(
        immediate = true,
        service = {})
public final class WayToStations {

    private final ProvisioningService provisioning;

    @Activate
    public WayToStations(@Reference ProvisioningService provisioning, @Reference Stations stations) {
        this.provisioning = provisioning;
        provisioning.reachesBy(Optional.of(stations::control));
    }

    @Deactivate
    void gone() {
        provisioning.reachesBy(Optional.empty());
    }
}
