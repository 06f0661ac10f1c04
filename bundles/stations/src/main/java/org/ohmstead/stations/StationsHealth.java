package org.ohmstead.stations;

import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.csms.StationRegister;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.model.Scope;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Says whether the doors stand open wider than they should. */
@Component
public final class StationsHealth implements HealthCheck {

    private final Stations stations;
    private final StationRegister register;

    @Activate
    public StationsHealth(@Reference Stations stations, @Reference StationRegister register) {
        this.stations = stations;
        this.register = register;
    }

    @Override
    public String name() {
        return "stations";
    }

    @Override
    public Health check() {
        if (register.acceptsUnknown()) {
            return new Health(
                    Status.WARN,
                    "Every unknown station may connect and charge.",
                    "This is for trials: start without --accept-unknown-stations.");
        }
        Stations.Totals totals = stations.totals(Scope.ALL);
        return Health.ok(totals.online() + " of " + totals.stations() + " stations are connected.");
    }
}
