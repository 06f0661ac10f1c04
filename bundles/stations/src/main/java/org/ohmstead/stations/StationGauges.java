package org.ohmstead.stations;

import java.util.List;
import org.ohmstead.api.csms.Meters;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.model.Scope;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Shows how many stations there are, where somebody measures. */
@Component(
        service = {},
        immediate = true)
public final class StationGauges {

    private final List<Meters.Registration> gauges;

    @Activate
    public StationGauges(@Reference Stations stations, @Reference Meters meters) {
        gauges = List.of(
                meters.gauge(
                        "stations.registered",
                        "Stations registered",
                        () -> stations.totals(Scope.ALL).stations()),
                meters.gauge(
                        "stations.online",
                        "Stations connected now",
                        () -> stations.totals(Scope.ALL).online()),
                meters.gauge(
                        "stations.faulted",
                        "Stations with at least one faulted connector",
                        () -> stations.totals(Scope.ALL).faulted()));
    }

    @Deactivate
    void deactivate() {
        gauges.forEach(Meters.Registration::close);
    }
}
