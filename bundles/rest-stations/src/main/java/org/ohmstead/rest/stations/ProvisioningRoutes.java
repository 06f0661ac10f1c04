package org.ohmstead.rest.stations;

import java.util.List;
import org.ohmstead.api.csms.Provisioning;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.model.StationId;
import org.ohmstead.rest.resource.Answer;
import org.ohmstead.rest.resource.Call;
import org.ohmstead.rest.resource.Problem;
import org.ohmstead.rest.resource.Route;
import org.ohmstead.rest.resource.Trail;
import org.ohmstead.rest.stations.view.HardwareView;
import org.ohmstead.rest.stations.view.ProvisioningView;

/** What stations are made of, and whether they have the settings they should have. */
final class ProvisioningRoutes {

    private final Stations stations;
    private final Provisioning provisioning;
    private final Trail trail;

    ProvisioningRoutes(Stations stations, Provisioning provisioning, Trail trail) {
        this.stations = stations;
        this.provisioning = provisioning;
        this.trail = trail;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/v1/stations/{id}/provisioning", "Whether a station has the settings it should have")
                        .gives(ProvisioningView.class)
                        .by(call -> state(call.knownId(stations))),
                Route.post("/api/v1/stations/{id}/provisioning", "Brings a station to its settings now")
                        .gives(ProvisioningView.class)
                        .by(this::configure),
                Route.delete(
                                "/api/v1/stations/{id}/provisioning/refusals",
                                "Forgets what stations of its model refuse, so that it is tried again with all of them")
                        .by(this::forgetRefusals),
                Route.get("/api/v1/stations/{id}/hardware", "What a station was made of, newest first")
                        .givesList(HardwareView.class)
                        .by(call -> Answer.items(stations.hardwareHistory(call.knownId(stations)).stream()
                                .map(HardwareView::of)
                                .toList())));
    }

    private Answer state(StationId id) {
        return Answer.ok(provisioning.state(id).map(ProvisioningView::of).orElse(ProvisioningView.NOTHING_WANTED));
    }

    private Answer configure(Call call) {
        StationId id = call.knownId(stations);
        if (!provisioning.configureNow(id)) {
            throw Problem.conflict("Nothing is wanted of this station, it has not booted yet, or it is at it already.");
        }
        trail.did(call, "station.configure", id.value());
        return state(id);
    }

    private Answer forgetRefusals(Call call) {
        StationId id = call.knownId(stations);
        if (!provisioning.forgetRefusals(id)) {
            throw Problem.conflict("Nothing is wanted of this station, or it has not booted yet.");
        }
        trail.did(call, "station.refusals.forget", id.value());
        return Answer.empty();
    }
}
