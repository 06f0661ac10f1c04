package org.ohmstead.rest.live;

import java.time.Clock;
import java.util.List;
import org.ohmstead.api.csms.FaultCodes;
import org.ohmstead.api.csms.FrameTap;
import org.ohmstead.api.csms.StationRegister;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.csms.Tokens;
import org.ohmstead.api.csms.TransactionHistory;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.rest.resource.Resource;
import org.ohmstead.rest.resource.Route;
import org.ohmstead.rest.view.StationViews;
import org.ohmstead.rest.view.TransactionViews;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** What happens now over REST. */
@Component
public final class LiveResource implements Resource {

    private final Changes changes;
    private final List<Route> routes;

    /** Everything it needs is a service of {@code api}. */
    @Activate
    public LiveResource(
            @Reference Stations stations,
            @Reference StationRegister register,
            @Reference Tokens tokens,
            @Reference TransactionHistory history,
            @Reference Journal journal,
            @Reference FrameTap frames,
            @Reference FaultCodes faultCodes) {
        var overviews = new Overviews(Clock.systemUTC(), stations, register, tokens, history);
        changes = new Changes(
                journal,
                stations,
                history,
                new TransactionViews(history, tokens),
                new StationViews(history, faultCodes),
                overviews);
        routes = new EventRoutes(new Live(changes, history, frames, overviews), overviews).routes();
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    /** Ends the live streams. */
    @Deactivate
    public void close() {
        changes.close();
    }
}
