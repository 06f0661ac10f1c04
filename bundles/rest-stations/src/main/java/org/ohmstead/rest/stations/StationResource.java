package org.ohmstead.rest.stations;

import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.csms.AvailabilityLedger;
import org.ohmstead.api.csms.FaultCodes;
import org.ohmstead.api.csms.Provisioning;
import org.ohmstead.api.csms.StationRegister;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.csms.TransactionHistory;
import org.ohmstead.api.csms.WireLog;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.rest.resource.Resource;
import org.ohmstead.rest.resource.Route;
import org.ohmstead.rest.resource.Trail;
import org.ohmstead.rest.view.StationViews;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Stations over REST: the register, how they are and were, and what is asked of them. */
@Component
public final class StationResource implements Resource {

    private final List<Route> routes;

    /** Everything it needs is a service of {@code api}. */
    @Activate
    public StationResource(
            @Reference Audit audit,
            @Reference Stations stations,
            @Reference StationRegister register,
            @Reference Provisioning provisioning,
            @Reference TransactionHistory history,
            @Reference Journal journal,
            @Reference WireLog wireLog,
            @Reference AvailabilityLedger ledger,
            @Reference FaultCodes faultCodes) {
        var trail = new Trail(audit);
        var views = new StationViews(history, faultCodes);
        Clock clock = Clock.systemUTC();
        routes = Stream.of(
                        new StationRoutes(stations, register, views, journal, trail).routes(),
                        new WireLogRoutes(stations, wireLog, clock).routes(),
                        new ProvisioningRoutes(stations, provisioning, trail).routes(),
                        new AvailabilityRoutes(ledger, stations, trail, clock).routes(),
                        new ExclusionRoutes(ledger, stations, trail).routes(),
                        new CommandRoutes(stations, history, trail).routes())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public List<Route> routes() {
        return routes;
    }
}
