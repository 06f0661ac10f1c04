package org.ohmstead.rest.stations.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.csms.Provisioning;

/**
 * How far a station is with the settings it should have.
 *
 * @param phase left out where nothing is wanted of it, or it has not booted since the server started
 * @param bootOverdue whether it was told to wait and never booted again
 */
public record ProvisioningView(
        Optional<Provisioning.Phase> phase,
        Optional<String> recipe,
        Optional<Instant> since,
        boolean bootOverdue,
        List<Provisioning.Item> items) {

    public static final ProvisioningView NOTHING_WANTED =
            new ProvisioningView(Optional.empty(), Optional.empty(), Optional.empty(), false, List.of());

    public static ProvisioningView of(Provisioning.State state) {
        return new ProvisioningView(
                Optional.of(state.phase()),
                Optional.of(state.recipe()),
                Optional.of(state.since()),
                state.bootOverdue(),
                state.items());
    }
}
